/**
 * The buckets of one side: of each its number of rows and the sum of their hashes, as typed arrays. Rows that were refused have a bucket of
 * their own, as have rows whose key is NULL. Sums are kept modulo 2^64.
 */

import { decodeBase64 } from '../../base/base64';
import type { Row } from '../rowCursor';

export interface Buckets {
	/** All by the number of the bucket plus 2: see `REJECTED` and `KEYLESS`. */
	readonly rows: Float64Array;
	readonly high: Uint32Array;
	readonly low: Uint32Array;
}

/** Numbers of buckets that are none of the key's. */
export const REJECTED = -2;
export const KEYLESS = -1;
const offset = 2;

export function emptyBuckets(buckets: number): Buckets {
	const size = buckets + offset;
	return { rows: new Float64Array(size), high: new Uint32Array(size), low: new Uint32Array(size) };
}

/** A bucket as the server packs it: its number and rows in eight bytes, its sum in eight. */
const packedBytes = 16;
/** Rows of a bucket take the lower bits of the first number. */
export const ROW_BITS = 40;

/** Adds what a server packed; see `bucketSql`. */
export function addPacked({ rows, high, low }: Buckets, packed: readonly Row[]): void {
	for (const [base64] of packed) {
		const bytes = decodeBase64(base64 ?? '');
		for (let at = 0; at < bytes.byteLength; at += packedBytes) {
			const first = bytes.getInt32(at);
			const index = (first >> (ROW_BITS - 32)) + offset;
			rows[index] = (rows[index] ?? 0) + (first & (2 ** (ROW_BITS - 32) - 1)) * 2 ** 32 + bytes.getUint32(at + 4);
			const sumLow = (low[index] ?? 0) + bytes.getUint32(at + 12);
			low[index] = sumLow;
			high[index] = (high[index] ?? 0) + bytes.getUint32(at + 8) + (sumLow >= 2 ** 32 ? 1 : 0);
		}
	}
}

/** How many rows were compared, and how many were refused. */
export function countRows({ rows }: Buckets): { readonly compared: number; readonly rejected: number } {
	const rejected = rows[REJECTED + offset] ?? 0;
	return { compared: rows.reduce((sum, count) => sum + count, 0) - rejected, rejected };
}

/** What differs between two sides, in ascending order; rejected rows are no part of it. */
export function differingBuckets(source: Buckets, target: Buckets): readonly number[] {
	const differing: number[] = [];
	for (let i = KEYLESS + offset; i < source.rows.length; i++) {
		if (source.rows[i] !== target.rows[i] || source.high[i] !== target.high[i] || source.low[i] !== target.low[i])
			differing.push(i - offset);
	}
	return differing;
}

/** Source minus target, modulo 2^64: what the differences of a bucket must add up to. */
export function sumDifference(source: Buckets, target: Buckets, bucket: number): bigint {
	return BigInt.asUintN(64, sumOf(source, bucket) - sumOf(target, bucket));
}

export function rowsIn({ rows }: Buckets, buckets: readonly number[]): number {
	return buckets.reduce((sum, bucket) => sum + (rows[bucket + offset] ?? 0), 0);
}

function sumOf({ high, low }: Buckets, bucket: number): bigint {
	return (BigInt(high[bucket + offset] ?? 0) << 32n) | BigInt(low[bucket + offset] ?? 0);
}
