/** Keys of a map: values that the source holds, as its profile and its catalog know them, and that the map has no entry for. */

import { columnOf } from '../../core/catalog/lookup';
import { allowedValues } from '../../core/mapping/allowedValues';
import type { ColumnFacts } from '../../core/mapping/facts';
import { columnProfile } from '../../core/profile/profile';
import { thousands } from '../../core/report/numbers';
import { shareWords } from '../../core/report/profileModel';
import { asKey, type CompletionContext, mappingAt, type Suggestion } from './suggestion';

/** The most frequent first; then those that only the catalog lists. */
export function mappedValues(context: CompletionContext): readonly Suggestion[] {
	const { cursor, snippets } = context;
	const details = new Map<string, string>();
	for (const base of basesOf(context)) {
		for (const [value, detail] of [...profiledValues(context, base), ...listedValues(context, base)]) {
			if (!details.has(value)) details.set(value, detail);
		}
	}
	return [...details]
		.filter(([value]) => !cursor.others.includes(value))
		.map(([value, detail]) => ({
			label: value === '' ? "''" : value,
			kind: 'word',
			detail,
			filterText: value,
			...asKey(value, cursor, snippets),
		}));
}

interface Base {
	readonly table: string;
	readonly column: string;
}

/** The source columns that the map at the cursor translates: of an inline lookup, those of every column that uses it. */
function basesOf(context: CompletionContext): readonly Base[] {
	const { facts, cursor } = context;
	const [section, name, , column] = cursor.path;
	const used = (one: ColumnFacts) => one.written?.map?.kind === 'named' && one.written.map.name.text === name;
	const columns =
		section === 'lookups'
			? facts.mappings.flatMap(mapping => mapping.columns.filter(used))
			: (mappingAt(context)?.columns.filter(one => one.name === column) ?? []);
	return columns.flatMap(({ origin }) => (origin?.kind === 'sql' ? (origin.piece.analysis.plainColumn?.base ?? []) : []));
}

function profiledValues({ profiles }: CompletionContext, { table, column }: Base): readonly (readonly [string, string])[] {
	const values = columnProfile(profiles?.(table), column)?.values;
	return (values?.items ?? []).map(({ text, rows }) => [
		text,
		values?.isExact ? `${thousands(rows)} ${rows === 1 ? 'row' : 'rows'}` : `about ${shareWords(rows, values?.rows ?? 0)}`,
	]);
}

function listedValues({ facts: { source } }: CompletionContext, { table, column }: Base): readonly (readonly [string, string])[] {
	const found = source?.tables.get(table);
	const known = found && columnOf(found, column);
	const listed = known && allowedValues(found, known, source);
	return (listed?.values ?? []).map(value => [value, listed?.by ?? '']);
}
