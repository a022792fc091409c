/**
 * The statements that narrow a row comparison down: sums of row hashes by bucket, then keys and hashes of the rows of differing buckets.
 * Answers are packed into a few values, as a value of its own for every number would cost more to send than the number.
 */

import type { SqlText } from '../../sql/composed';
import { compose } from '../../sql/composed';
import { quoteIdentifier } from '../../sql/quote';
import type { ComparedRelation } from '../relation';
import { wrapSql } from '../relation';
import { KEYLESS, REJECTED, ROW_BITS } from './buckets';
import type { SideName } from './hashing';
import { keyHash, keyItems } from './hashing';
import type { KeyRange, KeyScheme, Narrowing, RangeScheme } from './keyScheme';
import { bigintLiteral, expressionsOf, rangeOf, rowsOf } from './keyScheme';
import type { Part } from './parts';

/** Key and hash of each row `q`, each in nine bytes: they are twelve digits then, and need not be decoded to be compared. */
const packedRows = `encode(string_agg(int8send(q.k) || '\\x00'::bytea || int8send(q.h) || '\\x00'::bytea, ''::bytea), 'base64')`;

/** Buckets in one value of the answer. */
const packedTogether = 8192;

/** A sum of bigints modulo 2^64, as a bigint. */
function wrapped(sum: string): string {
	const [half, whole] = [2n ** 63n, 2n ** 64n];
	return `(mod(mod(${sum}, ${whole}) + ${whole + half}, ${whole}) - ${half})::bigint`;
}

/** The plan of all rows of a side, as JSON. */
export function estimateSql(relation: ComparedRelation, side: SideName): SqlText {
	return wrapSql('explain (format json) select * from ', relation[side], ' as r');
}

/** The smallest and the largest key of a side, or of a part of it. */
export function extentSql(relation: ComparedRelation, side: SideName, column: string, part?: KeyRange): SqlText {
	const key = `r.${quoteIdentifier(column)}`;
	const where = part ? ` where ${key} >= ${bigintLiteral(part.first)} and ${key} <= ${bigintLiteral(part.last)}` : '';
	return wrapSql(`select min(${key})::text, max(${key})::text from `, relation[side], ` as r${where}`);
}

/** Rows and sums by bucket, for `addPacked`; of the rows of `part` only. */
export function bucketSql(narrowing: Narrowing, side: SideName, part?: Part): SqlText {
	const { bucket, hash, isCompared } = expressionsOf(narrowing, side);
	const known = narrowing.scheme.kind === 'range' ? `coalesce(${bucket}, ${KEYLESS})` : bucket;
	const number = isCompared === undefined ? known : `case when ${isCompared} then ${known} else ${REJECTED} end`;
	// OFFSET 0: the planner takes every key for a bucket of its own otherwise, and sorts whole rows instead of hashing a few numbers.
	return wrapSql(
		`select encode(string_agg(int8send((g.b::bigint << ${ROW_BITS}) | g.n) || int8send(g.s), ''::bytea), 'base64') from (
select s.b, count(*) as n, ${wrapped('sum(s.h)')} as s from (
select ${number} as b, ${hash} as h from `,
		rowsOf(narrowing, side),
		` as r${where([...rangeConditions(narrowing.scheme), ...(part === undefined ? [] : [part])])} offset 0) as s group by 1) as g group by g.b / ${packedTogether}`,
	);
}

/** Of a part of the keys. */
function rangeConditions(scheme: KeyScheme): readonly string[] {
	if (scheme.kind === 'hash' || !scheme.isPart) return [];
	const column = `r.${quoteIdentifier(scheme.column)}`;
	return [`${column} >= ${bigintLiteral(scheme.smallest)}`, `${column} <= ${bigintLiteral(scheme.largest)}`];
}

function where(conditions: readonly string[]): string {
	return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/**
 * Rows of bucket and packed (key, hash) of its rows, for `differingKeys`, in the order of `buckets`, which is ascending. The pack of an empty
 * bucket is NULL or not there. `reading`: each bucket by its range of keys, or all rows with most of them left out.
 */
export function rowHashesSql(narrowing: Narrowing, side: SideName, buckets: readonly number[], reading: 'ranges' | 'all'): SqlText {
	const { scheme } = narrowing;
	return scheme.kind === 'range' && reading === 'ranges'
		? hashesByRange(narrowing, scheme, side, buckets)
		: hashesByBucket(narrowing, side, buckets);
}

function hashesByRange(narrowing: Narrowing, scheme: RangeScheme, side: SideName, buckets: readonly number[]): SqlText {
	const { hash, key, isCompared } = expressionsOf(narrowing, side);
	const column = `r.${quoteIdentifier(scheme.column)}`;
	const ranges = buckets.map(bucket => rangeOf(scheme, bucket));
	const firsts = ranges.map(({ first }) => first).join();
	const lasts = ranges.map(({ last }) => last).join();
	return wrapSql(
		`select w.b, (select ${packedRows} from (select ${key} as k, ${hash} as h from `,
		rowsOf(narrowing, side),
		` as r where ${column} >= w.first and ${column} <= w.last${isCompared === undefined ? '' : ` and ${isCompared}`} offset 0) as q)
from unnest('{${buckets.join()}}'::integer[], '{${firsts}}'::bigint[], '{${lasts}}'::bigint[]) as w (b, first, last)`,
	);
}

function hashesByBucket(narrowing: Narrowing, side: SideName, buckets: readonly number[]): SqlText {
	const { key, bucket, hash, isCompared } = expressionsOf(narrowing, side);
	const isWanted = [`${bucket} = any('{${buckets.join()}}'::integer[])`, ...(isCompared === undefined ? [] : [isCompared])].join(' and ');
	// Equal rows without a key are one, as there may be any number of them.
	const together = narrowing.relation.hasKey ? ['', ''] : [`select b, k, ${wrapped('sum(h)')} as h from (`, ') as e group by 1, 2'];
	return wrapSql(
		`select q.b, ${packedRows} from (${together[0]}select ${bucket} as b, ${key} as k, ${hash} as h from `,
		rowsOf(narrowing, side),
		` as r where ${isWanted} offset 0${together[1]}) as q group by 1 order by 1`,
	);
}

/** Keys that stand for several rows of the target, as bigints; NULL is one of them. No more than `most`. */
export function duplicatesSql(narrowing: Narrowing, most: number): SqlText {
	const { relation, hashing, scheme } = narrowing;
	const isRange = scheme.kind === 'range';
	const key = isRange ? expressionsOf(narrowing, 'target').key : keyHash(relation, 'target', hashing);
	// Values are grouped in less time than their hashes take; keys that only share a hash are no duplicates.
	const items = isRange ? [] : keyItems(relation, hashing);
	// A pair of queries without a key has one key for all of its rows.
	const together = items.length === 0 ? key : items.join(', ');
	const limit = Number.isFinite(most) ? ` limit ${Math.ceil(most)}` : '';
	return wrapSql(`select ${key}::text from `, relation.target, ` as r group by ${together} having count(*) > 1${limit}`);
}

/** Which rows are compared one by one. */
export type Selection =
	/** `outside`: buckets that are compared apart. */
	| { readonly kind: 'keys'; readonly keys: readonly bigint[]; readonly outside: readonly number[] }
	| { readonly kind: 'buckets'; readonly buckets: readonly number[] }
	/** Only the source has such rows. */
	| { readonly kind: 'rejected' }
	| { readonly kind: 'keyless' };

/** The relation with the selected rows only. */
export function selectRows(narrowing: Narrowing, selection: Selection): ComparedRelation {
	const select = (side: SideName) => {
		const conditions = conditionsOf(narrowing, side, selection).join(' and ');
		return wrapSql('select * from ', plainRows(narrowing, selection, side), ` as r where ${conditions}`);
	};
	return { ...narrowing.relation, source: select('source'), target: select('target') };
}

/** Rejected rows need no key. */
function plainRows(narrowing: Narrowing, selection: Selection, side: SideName): SqlText {
	return selection.kind === 'rejected' ? wrapSql('', narrowing.relation[side], '') : rowsOf(narrowing, side);
}

function conditionsOf(narrowing: Narrowing, side: SideName, selection: Selection): readonly string[] {
	const { key, bucket, isCompared } = expressionsOf(narrowing, side);
	if (selection.kind === 'rejected') return [isCompared === undefined ? 'false' : `not (${isCompared})`];
	return [keyCondition(narrowing.scheme, selection, key, bucket), ...(isCompared === undefined ? [] : [isCompared])];
}

function keyCondition(
	scheme: KeyScheme,
	selection: Exclude<Selection, { readonly kind: 'rejected' }>,
	key: string,
	bucket: string,
): string {
	switch (selection.kind) {
		case 'buckets':
			return `${bucket} = any('{${selection.buckets.join()}}'::integer[])`;
		case 'keyless':
			return `${key} is null`;
		case 'keys': {
			// The column as it is: an index over it can be used.
			const keys = `'{${selection.keys.join()}}'::bigint[]`;
			if (scheme.kind === 'range') return `r.${quoteIdentifier(scheme.column)} = any(${keys})`;
			const others = selection.outside.length === 0 ? '' : ` and ${bucket} <> all('{${selection.outside.join()}}'::integer[])`;
			return `${key} in (select unnest(${keys}))${others}`;
		}
	}
}

export function explained(sql: SqlText): SqlText {
	return compose(['explain (format json) ', sql]);
}
