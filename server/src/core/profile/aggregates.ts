/**
 * The one statement that reads a table: every count and range of every column as aggregates, a row and nothing to sort. Each column is an
 * array of texts, as a SELECT may have 1,664 columns.
 */

import { quoteIdentifier } from '../sql/quote';
import type { ColumnJob } from './plan';
import type { ColumnProfile } from './profile';
import type { Sampling } from './sampling';

/** Columns of one statement: each is up to two of the 1,664 that a SELECT may have. */
export const mostColumns = 800;

/** What an aggregate is called in the array, and how it is asked. `length`: that of the value, counted once. */
interface Statistic {
	readonly name: 'filled' | 'min' | 'max' | 'average' | 'shortest' | 'length' | 'longest' | 'empty' | 'leading' | 'trailing' | 'true';
	sql(value: string, length: string): string;
}

const lengths: readonly Statistic[] = [
	{ name: 'shortest', sql: (_, length) => `min(${length})` },
	{ name: 'length', sql: (_, length) => `sum(${length})` },
	{ name: 'longest', sql: (_, length) => `max(${length})` },
];
const range: readonly Statistic[] = [
	{ name: 'min', sql: value => `min(${value})` },
	{ name: 'max', sql: value => `max(${value})` },
];
const filled: Statistic = { name: 'filled', sql: value => `count(${value})` };

const statistics: Readonly<Record<ColumnJob['kind'], readonly Statistic[]>> = {
	text: [
		...lengths,
		{ name: 'empty', sql: (_, length) => `count(*) filter (where ${length} = 0)` },
		{ name: 'leading', sql: value => `count(*) filter (where ${value} like ' %')` },
		// A bpchar's length is that without blanks at its end (PostgreSQL 18 manual, 8.3): cheaper than LIKE or right().
		{ name: 'trailing', sql: (value, length) => `count(*) filter (where length(${value}::bpchar) < ${length})` },
	],
	number: [...range, { name: 'average', sql: value => `avg(${value})` }],
	boolean: [{ name: 'true', sql: value => `count(*) filter (where ${value})` }],
	date: range,
	ordered: range,
	bytes: lengths,
	array: lengths,
	document: lengths,
	other: [],
};

/** One row: how many rows there are, then a JSON array of texts for each column. */
export function aggregateQuery(columns: readonly ColumnJob[], relation: Sampling['relation']): string {
	const inner = columns.flatMap((column, index) => {
		const value = `r.${quoteIdentifier(column.name)}`;
		const length = lengthOf(column, value);
		return [`${typedValue(column, value)} as c${index}`, ...(length === undefined ? [] : [`${length} as l${index}`])];
	});
	const outer = columns.map((column, index) => {
		const asked = [filled, ...statisticsOf(column)].map(one => `${one.sql(`c${index}`, `l${index}`)}::text`);
		return `array_to_json(array[${asked.join(', ')}])::text`;
	});
	// The subquery stays one (OFFSET 0), so that a length that three aggregates want is counted once. It also keeps the scan to one process,
	// which a server that works for others is glad of.
	return `select ${['count(*)::text', ...outer].join(',\n')}\nfrom (select ${['1', ...inner].join(', ')}\nfrom ${relation('r')} offset 0) as s`;
}

/** Reads the row of `aggregateQuery`. */
export function readAggregates(
	columns: readonly ColumnJob[],
	[count, ...texts]: readonly (string | null)[],
): { readonly rows: number; readonly columns: readonly ColumnProfile[] } {
	const rows = Number(count);
	return { rows, columns: columns.map((column, index) => readColumn(column, texts[index], rows)) };
}

function readColumn(job: ColumnJob, text: string | null | undefined, rows: number): ColumnProfile {
	const values: readonly (string | null)[] = JSON.parse(text ?? '[]');
	const asked = [filled, ...statisticsOf(job)];
	const at = (name: Statistic['name']) => values[asked.findIndex(one => one.name === name)] ?? undefined;
	const number = (name: Statistic['name']) => Number(at(name) ?? 0);
	const longest = at('longest');
	const min = at('min');
	const average = at('average');
	return {
		name: job.name,
		type: job.declaredType,
		nulls: rows - number('filled'),
		...(min === undefined ? {} : { min, max: at('max') ?? min }),
		...(average === undefined ? {} : { average }),
		...(longest === undefined
			? {}
			: { length: { min: number('shortest'), average: meanOf(number('length'), number('filled')), max: Number(longest) } }),
		...(job.kind === 'text'
			? { text: { empty: number('empty'), leadingBlanks: number('leading'), trailingBlanks: number('trailing') } }
			: {}),
		...(job.kind === 'boolean' && !job.isMasked ? { trueRows: number('true') } : {}),
		...(job.isMasked ? { masked: true } : {}),
	};
}

/** In two digits behind the point. */
function meanOf(sum: number, count: number): number {
	return Math.round((100 * sum) / count) / 100;
}

/** Of a masked column no value is asked for. */
function statisticsOf(column: ColumnJob): readonly Statistic[] {
	const hidden = new Set<Statistic['name']>(column.isMasked ? ['min', 'max', 'average'] : []);
	return statistics[column.kind].filter(one => !hidden.has(one.name));
}

/** Without collations, which may be non-deterministic and refuse LIKE; money without its currency. */
function typedValue({ kind, type }: ColumnJob, value: string): string {
	if (kind === 'text') return `${value}::text collate "C"`;
	if (kind === 'number' && type === 'money') return `${value}::numeric`;
	return kind === 'boolean' ? `${value}::boolean` : value;
}

function lengthOf({ kind }: ColumnJob, value: string): string | undefined {
	switch (kind) {
		case 'text':
		case 'document':
			return `length(${value}::text)`;
		case 'bytes':
			return `octet_length(${value})`;
		case 'array':
			return `cardinality(${value})`;
		default:
			return undefined;
	}
}
