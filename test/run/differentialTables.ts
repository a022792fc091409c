/** Makes a pair of tables that are nearly equal: rows by key, then differences of every kind planted in the target and a few in the source. */

import type { ColumnKind } from './differentialTypes';
import { kinds } from './differentialTypes';
import type { Random } from './random';

export interface TablePair {
	readonly name: string;
	/** How many of the first columns are the key; all are, in a way, when it is 0: equal rows are counted. */
	readonly keys: number;
	readonly columns: readonly ColumnKind[];
	readonly source: readonly Row[];
	readonly target: readonly Row[];
	/** Whether the key is indexed and unique. */
	readonly hasPrimaryKey: boolean;
}

/** Literals; null is NULL. */
export type Row = readonly (string | null)[];

const keyCharacters = ['a', 'A', 'b', 'B', 'ä', 'Z', 'z', ' ', '-', '\u{1f600}', '\ufffd', '1', '10', 'ß', 'é'];
const own = (type: string, value: ColumnKind['value'], source = type): ColumnKind => ({ source, target: type, value });

/** Two servers sort text by other rules. */
const textKey: ColumnKind = {
	source: 'text collate "de-x-icu"',
	target: 'text collate "C"',
	comparedAs: 'text',
	value: random => random.text(keyCharacters, 5),
};
const anycaseKey: ColumnKind = { ...textKey, source: 'text collate anycase', target: 'text collate anycase' };
const bigintKey = own('bigint', random =>
	String(BigInt(random.below(60)) * (random.chance(0.5) ? 1n : 2n ** 32n) - (random.chance(0.1) ? 2n ** 62n : 0n)),
);
const integerKey = own('integer', random => String(random.below(1000) * (random.chance(0.1) ? -2_000_000 : 1)));
const timestampKey = own('timestamp', random =>
	random.chance(0.05)
		? random.pick(['infinity', '-infinity', '0044-03-15 12:00:00 BC'])
		: `2024-0${1 + random.below(9)}-1${random.below(10)} 12:00:00.${10 + random.below(20)}`,
);
const uuidKey = own('uuid', random => `0000000${random.below(10)}-0000-4000-8000-0000000000${10 + random.below(90)}`);
const dateKey = own('date', random => `20${10 + random.below(20)}-0${1 + random.below(9)}-11`);
const numericKey: ColumnKind = {
	...own('numeric', random => random.pick(['NaN', `${random.below(50)}.0`, `${random.below(900) / 100}`])),
	canonical: shortNumber,
};
const widerKey = own('bigint', random => String(random.below(400)), 'integer');

const keyChoices: readonly (readonly ColumnKind[])[] = [
	[integerKey],
	[bigintKey],
	[uuidKey],
	[textKey],
	[timestampKey],
	[dateKey],
	[numericKey],
	[widerKey],
	[own('smallint', random => String(random.below(20))), textKey],
	[anycaseKey],
	[integerKey, dateKey, uuidKey],
	[],
];

function shortNumber(text: string): string {
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function makePair(random: Random, index: number): TablePair {
	const keyColumns = keyChoices[index % keyChoices.length] ?? [];
	const others = Array.from({ length: 4 + random.below(5) }, () => random.pick(kinds));
	const columns = [...keyColumns, ...others];
	const keys = keyColumns.length;
	const hasPrimaryKey = keys > 0 && !keyColumns.includes(anycaseKey) && random.chance(0.4);
	const rows = makeRows(random, columns, { keys, hasPrimaryKey }, random.pick([0, 1, 5, 40, 60, 120]));
	const source = [...rows];
	const target = [...rows];
	plantChanges(random, columns, keys, target);
	plantSwaps(random, keys, target);
	for (const side of [source, target]) {
		plantLosses(random, side);
		if (!hasPrimaryKey) plantRepeats(random, side);
	}
	return { name: `t${index}`, keys, columns, source, target, hasPrimaryKey };
}

function makeRows(
	random: Random,
	columns: readonly ColumnKind[],
	{ keys, hasPrimaryKey }: Pick<TablePair, 'keys' | 'hasPrimaryKey'>,
	count: number,
): Row[] {
	const rows = new Map<string, Row>();
	for (let i = 0; i < count; i++) {
		const nullChance = (column: number) => (column >= keys ? 0.1 : hasPrimaryKey ? 0 : 0.03);
		const row = columns.map((kind, column) => (random.chance(nullChance(column)) ? null : kind.value(random)));
		const key = row.slice(0, keys).map((value, column) => canonicalOf(columns[column], value ?? ''));
		rows.set(keys === 0 ? String(i) : JSON.stringify(key), row);
	}
	return [...rows.values()];
}

/** Another value, NULL for a value, a value for NULL. */
function plantChanges(random: Random, columns: readonly ColumnKind[], keys: number, rows: Row[]): void {
	rows.forEach((row, index) => {
		if (!random.chance(0.2)) return;
		const column = keys + random.below(columns.length - keys);
		const kind = columns[column];
		const value = kind && !random.chance(0.2) ? kind.value(random) : null;
		rows[index] = withValue(row, column, value);
	});
}

function withValue(row: Row, column: number, value: string | null): Row {
	return row.map((before, i) => (i === column ? value : before));
}

/** Two rows exchange the value of one column: sums of hashes that do not know the row would not move. */
function plantSwaps(random: Random, keys: number, rows: Row[]): void {
	for (let index = 1; index < rows.length; index++) {
		const [before, here] = [rows[index - 1], rows[index]];
		if (!before || !here || !random.chance(0.05)) continue;
		const column = keys + random.below(here.length - keys);
		rows[index - 1] = withValue(before, column, here[column] ?? null);
		rows[index] = withValue(here, column, before[column] ?? null);
	}
}

function plantLosses(random: Random, rows: Row[]): void {
	for (let index = rows.length - 1; index >= 0; index--) if (random.chance(0.03)) rows.splice(index, 1);
}

/** A key that stands for several rows, or an equal row. */
function plantRepeats(random: Random, rows: Row[]): void {
	for (const row of [...rows]) if (random.chance(0.03)) rows.push(row);
}

export function canonicalOf(kind: ColumnKind | undefined, text: string): string {
	return kind?.canonical?.(text) ?? text;
}

/** Statements that make one side of the tables. */
export function sideSql(pairs: readonly TablePair[], side: 'source' | 'target', random: Random): string {
	return pairs
		.flatMap(pair => {
			const types = pair.columns.map((kind, i) => `c${i} ${kind[side]}`);
			const key = pair.hasPrimaryKey ? `, primary key (${pair.columns.slice(0, pair.keys).map((_, i) => `c${i}`)})` : '';
			const rows = random.chance(0.5) ? pair[side] : [...pair[side]].reverse();
			const insert =
				rows.length === 0
					? []
					: [
							`insert into ${pair.name} values ${rows.map(row => `(${row.map((value, i) => literal(value, side === 'target' ? pair.columns[i] : undefined)).join(', ')})`).join(', ')}`,
						];
			// Half of the tables have no statistics.
			return [`create table ${pair.name} (${types.join(', ')}${key})`, ...insert, ...(random.chance(0.5) ? [`analyze ${pair.name}`] : [])];
		})
		.join(';\n');
}

/** On the target, as what the source's value becomes there. */
function literal(value: string | null, kind: ColumnKind | undefined): string {
	if (value === null) return 'null';
	const quoted = `'${value.replaceAll("'", "''")}'`;
	return !kind || kind.source === kind.target || kind.source.includes(' collate ') ? quoted : `${quoted}::${kind.source}::${kind.target}`;
}

/** The mappings of a spec that compares the pairs. */
export function mappingsOf(pairs: readonly TablePair[]): string {
	const mappings = pairs.map(({ name, columns, keys }) => {
		const key =
			keys === 0
				? 'none'
				: `[${columns
						.slice(0, keys)
						.map((_, i) => `c${i}`)
						.join(', ')}]`;
		const lines = columns.map(({ cast }, i) => `      c${i}: ${cast === undefined ? `s.c${i}` : `{ source: s.c${i}, cast: ${cast} }`}`);
		return `  ${name}:\n    source: ${name} s\n    target: ${name}\n    key: ${key}\n    columns:\n${lines.join('\n')}\n    reconcile: { checks: [rows] }\n`;
	});
	return `mappings:\n${mappings.join('')}`;
}
