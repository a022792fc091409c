/** What the examples of a mapping give rows of, and the columns of these rows. */

import { fullName } from '../../core/catalog/lookup';
import { quoteName } from '../../core/sql/quote';
import { meaningOf } from '../../core/trials/given';
import { detailOf } from './sourceColumns';
import { asKey, type CompletionContext, mappingAt, type Suggestion } from './suggestion';
import { describeTable } from './tables';

/** Aliases of the FROM clause, then views and lookups of the spec, then tables of the source. */
export function givenTables(context: CompletionContext): readonly Suggestion[] {
	const { facts, cursor, snippets } = context;
	const own = [
		...(mappingAt(context)?.items ?? []).map(({ alias, relation }) => ({
			label: alias,
			kind: 'alias' as const,
			detail: relation?.name,
			rank: 0,
		})),
		...facts.views.map(({ view }) => ({ label: view.name.text, kind: 'table' as const, detail: 'view of the spec', rank: 1 })),
		...facts.lookups.map(({ lookup }) => ({ label: `lookup.${lookup.name.text}`, kind: 'table' as const, detail: 'lookup', rank: 1 })),
	];
	const tables = [...(facts.source?.tables.values() ?? [])].map(table => ({
		...describeTable(table),
		label: fullName(table),
		written: quoteName(table.schema, table.name),
		rank: 2,
	}));
	return [...own.map(one => ({ ...one, written: one.label })), ...tables]
		.filter(({ written, label }) => !cursor.others.includes(written) && !cursor.others.includes(label))
		.map(({ written, ...one }) => ({ ...one, ...asKey(written, cursor, snippets) }));
}

interface Known {
	readonly name: string;
	readonly type?: string;
	readonly nullable?: boolean;
}

/** Columns of what a given row stands for. */
export function givenColumns(context: CompletionContext): readonly Suggestion[] {
	const { facts, cursor, snippets } = context;
	const name = cursor.path.filter(step => typeof step === 'string').at(-1);
	const mapping = mappingAt(context);
	const meaning = mapping && name !== undefined ? meaningOf(name, mapping, facts) : undefined;
	const columns: readonly Known[] =
		(meaning?.kind === 'alias' ? meaning.item.columns : meaning?.kind === 'table' ? meaning.table.columns : undefined) ??
		meaning?.columns?.map(column => ({ name: column })) ??
		[];
	return columns
		.filter(column => !cursor.others.includes(column.name))
		.map(column => ({ label: column.name, kind: 'column', detail: detailOf(column), ...asKey(column.name, cursor, snippets) }));
}
