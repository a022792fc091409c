/**
 * How keys are put into buckets. An integer is put where it lies between the smallest and the largest key, so that the rows of a bucket are
 * neighbours in an index; any other key by a hash of it. Buckets have numbers from 0, on both sides the same.
 */

import type { SqlText } from '../../sql/composed';
import { compose } from '../../sql/composed';
import { isIntegerType } from '../../sql/dialects/canonicalText';
import { quoteIdentifier } from '../../sql/quote';
import { plainSql } from '../../sql/template';
import type { ComparedRelation, RelationColumn } from '../relation';
import { wrapSql } from '../relation';
import type { Hashing, SideName } from './hashing';
import { hashOfColumns, hashOfRow, isCheapKey, keyHash } from './hashing';

/** A condition on a row `r` of a relation, by where it lies; see `parts`. */
export type Part = string;

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
	/**
	 * What is put into buckets instead of the hash of the key: columns of the key, or of rows without a key any column, as all of it is their
	 * key. Of integers, runs of neighbours stay together: where they lie together, too, the server has few buckets in hand at a time.
	 */
	readonly by?: readonly RelationColumn[];
	/** Whether rows can be fetched by the places where they lie, on both sides. */
	readonly isPlaced: boolean;
	/** Whether the key is stored as it is, on both sides, so that to hash it twice takes less time than to keep its hash beside the row. */
	readonly isStored: boolean;
}

/** More would need more of our memory than the rows of larger buckets take to look through. */
export const MOST_BUCKETS = 2 ** 19;
/** Keys of integers that stay together, when every one of them is there. */
const MOST_IN_RUN = 256;
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

export function hashScheme(
	wanted: number,
	{ by, isPlaced = false, isStored = false }: Partial<Omit<HashScheme, 'kind' | 'buckets'>> = {},
): HashScheme {
	return { kind: 'hash', buckets: 2 ** Math.ceil(Math.log2(withinLimits(wanted))), isPlaced, isStored, ...(by ? { by } : {}) };
}

/** A column makes good buckets when it has so many values for each row. */
export const leastDistinct = 1 / 4;
const mostCandidates = 6;

/** Columns that rows without a key may be put into buckets by, those that take the least time first. */
export function bucketCandidates(columns: readonly RelationColumn[]): readonly RelationColumn[] {
	const kinds = [({ type }: RelationColumn) => isIntegerType(type), ({ type }: RelationColumn) => type === 'uuid', isText];
	return kinds.flatMap(isOfKind => columns.filter(isOfKind)).slice(0, mostCandidates);
}

function isText({ type }: RelationColumn): boolean {
	return type === 'text' || type.startsWith('character varying');
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

/** The rows of a side, with what the expressions need, to be put behind FROM as `r`; of the rows of `part` only. */
export function rowsOf(narrowing: Narrowing, side: SideName, part?: Part): SqlText {
	const { relation } = narrowing;
	if (hasKeyColumn(narrowing)) return fencedRows(narrowing, side, part === undefined ? undefined : plainSql(part));
	return part === undefined ? wrapSql('', relation[side], '') : wrapSql('(select r.* from ', relation[side], ` as r where ${part})`);
}

/**
 * The same, when rows are left out by a hash: OFFSET 0 keeps that from being asked before the conditions of the spec, which may have left out
 * rows that have no such value. And it keeps the key's hash from being computed wherever it is read. `where`: only rows of some places.
 */
export function fencedRows(narrowing: Narrowing, side: SideName, where?: SqlText): SqlText {
	const { relation, hashing } = narrowing;
	const key = hasKeyColumn(narrowing) ? `, ${keyHash(relation, side, hashing)} as ${quoteIdentifier(KEY)}` : '';
	const rows = wrapSql(`(select r.*${key} from `, relation[side], ' as r');
	return compose([rows, ...(where ? [' where ', where] : []), ' offset 0)']);
}

/** A key that is read once, or costs nothing, is not worth a column. */
function hasKeyColumn({ relation, hashing, scheme }: Narrowing): boolean {
	return scheme.kind === 'hash' && !scheme.by && !isCheapKey(relation, hashing, scheme.isStored);
}

/** The bucket of a row `r` of the relation itself. */
export function bucketOf(
	{ relation, hashing }: Narrowing,
	scheme: HashScheme,
	side: SideName,
	key = keyHash(relation, side, hashing),
): string {
	const hash = scheme.by ? hashOfColumns(scheme.by, hashing, MOST_IN_RUN) : key;
	return `(${hash} & ${scheme.buckets - 1})::integer`;
}

export function expressionsOf(narrowing: Narrowing, side: SideName): RowExpressions {
	const { relation, hashing, scheme } = narrowing;
	const isCompared = side === 'source' ? { isCompared: 'r."$rejected" is null' } : {};
	if (scheme.kind === 'hash') {
		const key = hasKeyColumn(narrowing) ? `r.${quoteIdentifier(KEY)}` : keyHash(relation, side, hashing);
		return { key, bucket: bucketOf(narrowing, scheme, side, key), hash: hashOfRow(relation, side, hashing, key), ...isCompared };
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
