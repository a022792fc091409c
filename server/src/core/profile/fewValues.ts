/**
 * Exact counts of columns that hold few values, over all rows of a large table: one scan with a grouping set for each column. Which columns
 * hold few values, a sample has told; should it have erred, what is more than that is cut off and not believed.
 */

import { quoteIdentifier } from '../sql/quote';
import { byRows, type Counted, mostValues, type Shown, textOf } from './frequencies';
import type { ColumnJob } from './plan';
import type { ColumnProfile, Frequency } from './profile';
import type { Sampling } from './sampling';

/** GROUPING takes 31 arguments (PostgreSQL 18 manual, 9.21). */
export const mostSets = 31;
/** Many more than a sample that shows few values lets expect. */
const mostRows = 20_000;

/** Whether all values of a column are worth counting exactly. */
export function hasFewValues({ distinct, rows }: Counted): boolean {
	return rows > 0 && distinct <= mostValues;
}

/** Rows of three texts: the column's number, a value, rows. */
export function fewValuesQuery(columns: readonly ColumnJob[], relation: Sampling['relation']): string {
	const values = columns.map((column, index) => `${countedText(column)} as v${index}`);
	const names = columns.map((_, index) => `v${index}`);
	const last = columns.length - 1;
	const places = names.map((_, index) => `when ${2 ** columns.length - 1 - 2 ** (last - index)} then ${index}`);
	return `select (case grouping(${names.join(', ')}) ${places.join(' ')} end)::text, coalesce(${names.join(', ')}), count(*)::text
from (select ${values.join(', ')} from ${relation('r')}) as s
group by grouping sets (${names.map(name => `(${name})`).join(', ')})
limit ${mostRows}`;
}

/** A masked value is counted by its digest and never sent. */
function countedText(column: ColumnJob): string {
	const text = textOf(column, `r.${quoteIdentifier(column.name)}`);
	return column.isMasked ? `md5(${text})` : text;
}

/** By the column's number; undefined when there were too many to be all. */
export function readFewValues(rows: readonly (readonly (string | null)[])[]): ReadonlyMap<number, readonly Frequency[]> | undefined {
	if (rows.length >= mostRows) return undefined;
	const found = new Map<number, Frequency[]>();
	for (const [place, text, count] of rows) {
		if (text == null) continue;
		const own = found.get(Number(place)) ?? [];
		own.push({ text, rows: Number(count) });
		found.set(Number(place), own);
	}
	for (const values of found.values()) values.sort(byRows);
	return found;
}

export function withFewValues(
	column: ColumnProfile,
	job: ColumnJob,
	all: readonly Frequency[],
	{ withValues, atLeast }: Shown,
): ColumnProfile {
	const items = all.filter(({ rows }) => rows >= atLeast).slice(0, mostValues);
	const rows = all.reduce((sum, one) => sum + one.rows, 0);
	return {
		...column,
		distinct: { count: all.length, method: 'exact' },
		...(withValues && !job.isMasked ? { values: { items, rows, isExact: true, isComplete: items.length === all.length } } : {}),
	};
}
