/**
 * The statement that counts values: how many are distinct, which are frequent, what shapes texts have, how numbers are spread. It reads some
 * of the rows (all of a small table), a chunk of columns at a time, and groups by the text of a value, so that types without equality can be
 * counted too. What a value must not show is cut on the server: neither rare values nor those of masked columns are sent.
 */

import { quoteIdentifier } from '../sql/quote';
import type { ColumnJob, ProfileOptions } from './plan';
import type { ColumnProfile, Frequencies, Frequency, Histogram } from './profile';
import type { Sampling } from './sampling';

/** Rows looked at for values; a table of fewer is counted exactly. */
export const countedRows = 30_000;
/** Columns of one statement: rows times columns are what the server sorts or hashes. */
export const chunkColumns = 50;
/** Frequent values and shapes that are kept of a column. */
export const mostValues = 100;
const mostShapes = 20;
const buckets = 20;
const longestShape = 40;
/** Longer values are known by their beginning and a digest. */
const longestValue = 200;

export type Shown = Pick<ProfileOptions, 'withValues' | 'atLeast'>;

/** Rows of six texts: what is told, the column's number, a value or bucket, rows, and two more figures. */
export function frequencyQuery(columns: readonly ColumnJob[], relation: Sampling['relation'], shown: Shown): string {
	const values = columns.map((column, index) => `${textOf(column, `r.${quoteIdentifier(column.name)}`)} as v${index}`);
	const pairs = columns.map((_, index) => `(${index}, v${index})`);
	const numbers = indexes(columns, ({ kind, isMasked }) => !isMasked && kind === 'number');
	const dates = indexes(columns, ({ kind, isMasked }) => !isMasked && kind === 'date');
	const texts = indexes(columns, ({ kind }) => kind === 'text');
	const open = shown.withValues ? indexes(columns, ({ isMasked }) => !isMasked) : [];
	return `with read as materialized (select ${values.join(', ')} from ${relation('r')}),
counted as materialized (select n, v, count(*) as k from read cross join lateral (values ${pairs.join(', ')}) as u(n, v) where v is not null group by n, v),
spread as materialized (select n, k, x from (select n, k, ${numberOf(numbers, dates)} as x from counted where ${among([...numbers, ...dates])}) as s
	where x > '-Infinity' and x < 'Infinity'),
bounds as (select n, min(x) as low, max(x) as high, sum(k) as k from spread group by n),
shaped as (select n, ${shapeOf('v')} as v, sum(k) as k from counted where ${among(texts)} group by 1, 2)
select 'distinct', n::text, null, count(*)::text, sum(k)::text, (count(*) filter (where k = 1))::text from counted group by n
union all select 'value', n::text, v, k::text, null, null
	from (select *, row_number() over (partition by n order by k desc, v collate "C") as place from counted where k >= ${shown.atLeast} and ${among(open)}) as ranked
	where place <= ${mostValues}
union all select 'shape', n::text, v, k::text, total::text, null
	from (select *, row_number() over (partition by n order by k desc, v collate "C") as place, count(*) over (partition by n) as total from shaped) as ranked
	where place <= ${mostShapes} and k >= ${shown.atLeast}
union all select 'bounds', n::text, low::text, k::text, high::text, null from bounds
union all select 'bucket', n::text, bucket::text, sum(k)::text, null, null
	from (select s.n, s.k, case when b.low < b.high then least(width_bucket(s.x, b.low, b.high, ${buckets}), ${buckets}) else 1 end as bucket
		from spread as s join bounds as b on b.n = s.n) as j group by n, bucket`;
}

/** A value as text; long ones by their beginning and a digest. */
export function textOf({ kind, type }: ColumnJob, value: string): string {
	if (kind === 'number') return type === 'money' ? `${value}::numeric::text` : `${value}::text`;
	if (kind === 'boolean' || kind === 'date' || kind === 'ordered') return `${value}::text`;
	const text = `${value}::text collate "C"`;
	// Bytes, as counting the characters of every value costs more than all the rest.
	return `case when octet_length(${value}::text) > ${longestValue} then left(${value}::text, ${longestValue}) || '…' || md5(${value}::text) else ${text} end`;
}

function indexes(columns: readonly ColumnJob[], isWanted: (column: ColumnJob) => boolean): readonly number[] {
	return columns.flatMap((column, index) => (isWanted(column) ? [index] : []));
}

function among(wanted: readonly number[]): string {
	return wanted.length === 0 ? 'false' : `n in (${wanted.join(', ')})`;
}

/** A numeric of 300 digits is beyond what a double precision holds. */
function numberOf(numbers: readonly number[], dates: readonly number[]): string {
	const times = 'extract(epoch from v::timestamp with time zone)::double precision';
	return `case when ${among(dates)} then ${times} when ${among(numbers)} and length(v) < 300 then v::double precision end`;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const known = `${letters}${letters.toLowerCase()}0123456789`;
const kinds = known.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '9');

/** Letters and digits of ASCII by their kind, all else beyond ASCII as x: no letter of a name stays. Translating is far cheaper than patterns. */
function shapeOf(value: string): string {
	const shape = `translate(left(${value}, ${longestShape}), '${known}', '${kinds}')`;
	const plain = `case when octet_length(${value}) = length(${value}) then ${shape} else regexp_replace(${shape}, '[^\\u0001-\\u007F]', 'x', 'g') end`;
	return `${plain} || case when length(${value}) > ${longestShape} then '…' else '' end`;
}

export interface Counted {
	readonly distinct: number;
	/** Rows that are not NULL. */
	readonly rows: number;
	/** Values that stand in one row only. */
	readonly once: number;
	readonly values: readonly Frequency[];
	readonly shapes: readonly Frequency[];
	readonly shapeCount: number;
	readonly histogram?: Histogram;
}

/** Reads the rows of `frequencyQuery`, in the order of `columns`. */
export function readFrequencies(columns: readonly ColumnJob[], rows: readonly (readonly (string | null)[])[]): readonly Counted[] {
	return columns.map((column, index) => {
		const own = rows.filter(([, number]) => number === String(index));
		const of = (what: string) => own.filter(([kind]) => kind === what);
		const [distinct] = of('distinct');
		const [bounds] = of('bounds');
		const items = (what: string) =>
			of(what)
				.map(([, , text, count]): Frequency => ({ text: text ?? '', rows: Number(count) }))
				.sort(byRows);
		return {
			distinct: Number(distinct?.[3] ?? 0),
			rows: Number(distinct?.[4] ?? 0),
			once: Number(distinct?.[5] ?? 0),
			values: items('value'),
			shapes: items('shape'),
			shapeCount: Number(of('shape')[0]?.[4] ?? 0),
			...(bounds ? { histogram: histogramOf(column, bounds, of('bucket')) } : {}),
		};
	});
}

export function byRows(one: Frequency, other: Frequency): number {
	return other.rows - one.rows || (one.text < other.text ? -1 : 1);
}

function histogramOf(
	{ kind, type }: ColumnJob,
	[, , low, rows, high]: readonly (string | null)[],
	counts: readonly (readonly (string | null)[])[],
): Histogram {
	const filled = new Map(counts.map(([, , bucket, count]) => [Number(bucket), Number(count)]));
	const shown = (bound: string | null | undefined) => (kind === 'date' ? timeText(Number(bound), type === 'date') : (bound ?? ''));
	return {
		min: shown(low),
		max: shown(high),
		rows: Number(rows),
		buckets: low === high ? [Number(rows)] : Array.from({ length: buckets }, (_, index) => filled.get(index + 1) ?? 0),
	};
}

function timeText(seconds: number, isDate: boolean): string {
	const time = new Date(seconds * 1000);
	if (Number.isNaN(time.getTime())) return String(seconds);
	const text = time
		.toISOString()
		.replace('T', ' ')
		.replace(/\.000Z$|Z$/, '');
	return isDate ? text.slice(0, text.indexOf(' ')) : text;
}

/** Adds what was counted. `tableRows`: all rows of the table that are not NULL in the column, of which `counted` may be some. */
export function withCounted(
	column: ColumnProfile,
	job: ColumnJob,
	counted: Counted,
	{ isAll, tableRows, shown }: { readonly isAll: boolean; readonly tableRows: number; readonly shown: Shown },
): ColumnProfile {
	const { distinct, rows, values, shapes, shapeCount, histogram } = counted;
	const frequencies = (items: readonly Frequency[], all: number): Frequencies => ({
		items,
		rows,
		isExact: isAll,
		isComplete: isAll && items.length === all,
	});
	return {
		...column,
		distinct: isAll ? { count: distinct, method: 'exact' } : { count: estimateDistinct(counted, tableRows), method: 'sample' },
		...(histogram ? { histogram } : {}),
		...(job.kind === 'text' && rows > 0 ? { shapes: frequencies(shapes, shapeCount) } : {}),
		...(shown.withValues && !job.isMasked ? { values: frequencies(values, distinct) } : {}),
	};
}

/** The estimator "Duj1" of Haas and Stokes, by which PostgreSQL's own ANALYZE goes. */
export function estimateDistinct({ distinct, rows, once }: Pick<Counted, 'distinct' | 'rows' | 'once'>, tableRows: number): number {
	if (rows === 0 || distinct === 0) return 0;
	if (tableRows <= rows) return distinct;
	const estimate = (rows * distinct) / (rows - once + (once * rows) / tableRows);
	return Math.round(Math.min(Math.max(estimate, distinct), tableRows));
}
