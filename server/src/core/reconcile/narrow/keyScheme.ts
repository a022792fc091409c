/**
 * How keys are put into buckets. An integer is put where it lies between the smallest and the largest key, so that the rows of a bucket are
 * neighbours in an index; any other key by a hash of it. Buckets have numbers from 0, on both sides the same.
 */

import type { SqlText } from '../../sql/composed';
import { quoteIdentifier } from '../../sql/quote';
import type { ComparedRelation } from '../relation';
import { wrapSql } from '../relation';
import type { Hashing, SideName } from './hashing';
import { hashOfRow, keyHash } from './hashing';

export type KeyScheme = RangeScheme | HashScheme;

export interface RangeScheme {
	readonly kind: 'range';
	readonly column: string;
	readonly smallest: bigint;
	readonly largest: bigint;
	/** Keys of a bucket. */
	readonly width: bigint;
	readonly buckets: number;
	/** Whether there are other keys, which are no matter here. */
	readonly isPart: boolean;
}

export interface KeyRange {
	readonly first: bigint;
	readonly last: bigint;
}

export interface HashScheme {
	readonly kind: 'hash';
	/** A power of two. */
	readonly buckets: number;
}

/** More would need more of our memory than the rows of larger buckets take to look through. */
export const MOST_BUCKETS = 2 ** 19;
/** The difference of two keys must not leave a bigint. */
const widestRange = 2n ** 62n;

/** Undefined when the keys lie too far apart. */
export function rangeScheme(
	column: string,
	{ first: smallest, last: largest }: KeyRange,
	wanted: number,
	isPart = false,
): RangeScheme | undefined {
	const keys = largest - smallest + 1n;
	if (keys > widestRange) return undefined;
	const width = (keys - 1n) / BigInt(withinLimits(wanted)) + 1n;
	return { kind: 'range', column, smallest, largest, width, buckets: Number((keys - 1n) / width + 1n), isPart };
}

export function hashScheme(wanted: number): HashScheme {
	return { kind: 'hash', buckets: 2 ** Math.ceil(Math.log2(withinLimits(wanted))) };
}

function withinLimits(wanted: number): number {
	return Math.min(MOST_BUCKETS, Math.max(1, Math.ceil(wanted)));
}

/** The first and the last key of a bucket. */
export function rangeOf({ smallest, largest, width }: RangeScheme, bucket: number): KeyRange {
	const first = smallest + BigInt(bucket) * width;
	const last = first + width - 1n;
	return { first, last: last > largest ? largest : last };
}

/** A relation and how its rows are bucketed and hashed. */
export interface Narrowing {
	readonly relation: ComparedRelation;
	readonly hashing: Hashing;
	readonly scheme: KeyScheme;
}

/** Expressions over a row `r` of `rowsOf`. */
export interface RowExpressions {
	/** As a bigint; NULL when the one integer key is NULL. */
	readonly key: string;
	readonly bucket: string;
	readonly hash: string;
	/** Whether the row takes part; undefined: all do. */
	readonly isCompared?: string;
}

const KEY = '$key';

/** The rows of a side, with what the expressions need, to be put behind FROM as `r`. */
export function rowsOf({ relation, hashing, scheme }: Narrowing, side: SideName): SqlText {
	if (scheme.kind === 'range') return wrapSql('', relation[side], '');
	// OFFSET 0 keeps the key's hash from being computed wherever it is read.
	return wrapSql(`(select r.*, ${keyHash(relation, side, hashing)} as ${quoteIdentifier(KEY)} from `, relation[side], ' as r offset 0)');
}

export function expressionsOf({ relation, hashing, scheme }: Narrowing, side: SideName): RowExpressions {
	const isCompared = side === 'source' ? { isCompared: 'r."$rejected" is null' } : {};
	if (scheme.kind === 'hash') {
		const key = `r.${quoteIdentifier(KEY)}`;
		return { key, bucket: `(${key} & ${scheme.buckets - 1})::integer`, hash: hashOfRow(relation, side, hashing, key), ...isCompared };
	}
	const key = `r.${quoteIdentifier(scheme.column)}`;
	return {
		key: `${key}::bigint`,
		bucket: `((${key} - ${bigintLiteral(scheme.smallest)}) / ${bigintLiteral(scheme.width)})::integer`,
		hash: hashOfRow(relation, side, hashing, `coalesce(${key}, 0)::bigint`),
		...isCompared,
	};
}

export function bigintLiteral(value: bigint): string {
	return `'${value}'::bigint`;
}
