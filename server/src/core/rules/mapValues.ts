/** The values that the spec itself writes for a column: entries of its map, rows of a file that its map names, literals. For rules. */

import { oncePer } from '../base/memo';
import type { Span } from '../base/span';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import type { CsvTable } from '../spec/sources';
import type { MapPair, ValueMap } from '../spec/spec';

/** Undefined for a lookup whose entries are not in the spec. */
export function entriesOf({ lookups }: Pick<SpecFacts, 'lookups'>, map: ValueMap): readonly MapPair[] | undefined {
	if (map.kind === 'inline') return map.entries;
	const content = lookups.find(one => one.lookup.name.text === map.name.text)?.lookup.content;
	return content?.kind === 'inline' ? content.entries : undefined;
}

const remembered = new WeakMap<MappingFacts, readonly ColumnFacts[]>();

/** The columns that `writtenValues` may tell something of. Found once per mapping, as most columns are none. */
export function valueColumns(mapping: MappingFacts): readonly ColumnFacts[] {
	const known = remembered.get(mapping);
	if (known) return known;
	const columns = mapping.columns.filter(column => column.written?.map !== undefined || writtenValues({ lookups: [] }, column).length > 0);
	remembered.set(mapping, columns);
	return columns;
}

export interface WrittenValue {
	readonly text: string | null;
	/** Where it is written; of a file, where the mapping names the lookup. */
	readonly span: Span;
	/** Of a file: its name, and the row below the header. */
	readonly file?: string;
	readonly row?: number;
}

/** Literals that reach the column as they are. Of a value that a file holds more than once, the first. */
export function writtenValues(facts: Pick<SpecFacts, 'lookups'>, { origin, written }: ColumnFacts): readonly WrittenValue[] {
	if (!written) return [];
	const { map, otherwise, round, cast, nullTo, transforms } = written;
	const last = nullTo ? [nullTo] : [];
	if (round || cast) return last;
	if (map) {
		const entries = entriesOf(facts, map)?.map(entry => entry.value) ?? fileValues(facts, map);
		return [...entries, ...(otherwise?.kind === 'value' ? [otherwise.value] : []), ...last];
	}
	if (transforms.length > 0) return last;
	if (origin?.kind === 'value') return [origin.value, ...last];
	const literal = origin?.kind === 'sql' ? /^'((?:[^'\\]|'')*)'$/.exec(origin.piece.sql.text.trim())?.[1] : undefined;
	if (origin?.kind !== 'sql' || literal === undefined) return last;
	return [{ text: literal.replaceAll("''", "'"), span: origin.piece.scalar.span }, ...last];
}

function fileValues({ lookups }: Pick<SpecFacts, 'lookups'>, map: ValueMap): readonly WrittenValue[] {
	if (map.kind !== 'named') return [];
	const { name } = map;
	const content = lookups.find(one => one.lookup.name.text === name.text)?.lookup.content;
	if (content?.kind !== 'file' || !content.table) return [];
	return [...firstRows(content.table, content.key.text, content.value.text)].map(([text, row]) => ({
		text,
		span: name.span,
		file: content.file.text,
		row,
	}));
}

const rowsOf = oncePer((_table: CsvTable) => new Map<string, ReadonlyMap<string, number>>());

/** By value, the first row that gives it: of equal keys the first one wins. */
function firstRows(table: CsvTable, key: string, column: string): ReadonlyMap<string, number> {
	const known = rowsOf(table);
	const name = JSON.stringify([key, column]);
	const before = known.get(name);
	if (before) return before;
	const found = new Map<string, number>();
	const keys = new Set<string>();
	const keyAt = table.header.indexOf(key);
	const at = table.header.indexOf(column);
	for (const [index, row] of table.rows.entries()) {
		const value = row[at];
		const own = row[keyAt];
		if (own === undefined || keys.has(own)) continue;
		keys.add(own);
		if (value !== undefined && !found.has(value)) found.set(value, index + 1);
	}
	known.set(name, found);
	return found;
}

/** A value that its column refuses, and why. */
export interface Refused<Reason> {
	readonly value: WrittenValue;
	readonly reason: Reason;
	/** For a message: which row of which file, and how many other values of it are refused, too. Empty for what the spec holds. */
	readonly where: string;
}

/** Of a file the first value that `refuses` speaks of, as all stand at one place of the spec; of the spec itself each. */
export function refusedValues<Reason>(
	values: readonly WrittenValue[],
	refuses: (text: string) => Reason | undefined,
): readonly Refused<Reason>[] {
	const refused: { readonly value: WrittenValue; readonly reason: Reason }[] = [];
	for (const value of values) {
		const reason = value.text === null ? undefined : refuses(value.text);
		if (reason !== undefined) refused.push({ value, reason });
	}
	const ofFile = refused.filter(({ value }) => value.file !== undefined);
	return refused.flatMap(one => {
		if (one.value.file === undefined) return [{ ...one, where: '' }];
		if (one !== ofFile[0]) return [];
		const others = ofFile.length === 1 ? '' : ` and ${ofFile.length - 1} more`;
		return [{ ...one, where: ` (row ${one.value.row} of "${one.value.file}"${others})` }];
	});
}
