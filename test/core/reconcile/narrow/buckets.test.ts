import { expect, test } from 'vitest';
import {
	addPacked,
	countRows,
	differingBuckets,
	emptyBuckets,
	ROW_BITS,
	rowsIn,
	sumDifference,
} from '../../../../server/src/core/reconcile/narrow/buckets';

type Bucket = readonly [bucket: number, rows: number, sum: bigint];

/** As the server packs them. */
function packed(buckets: readonly Bucket[]): readonly [string] {
	const bytes = Buffer.alloc(16 * buckets.length);
	buckets.forEach(([bucket, rows, sum], i) => {
		bytes.writeBigInt64BE((BigInt(bucket) << BigInt(ROW_BITS)) | BigInt(rows), 16 * i);
		bytes.writeBigInt64BE(sum, 16 * i + 8);
	});
	return [bytes.toString('base64').replace(/.{76}/g, '$&\n')];
}

function bucketsOf(...values: readonly (readonly Bucket[])[]) {
	const buckets = emptyBuckets(10);
	addPacked(buckets, values.map(packed));
	return buckets;
}

test('rows are counted, refused ones apart, also when there are very many', () => {
	expect(
		countRows(
			bucketsOf(
				[
					[0, 5, 1n],
					[9, 2 ** 33 + 1, 2n],
					[-2, 7, 0n],
				],
				[[-1, 3, 4n]],
			),
		),
	).toEqual({ compared: 2 ** 33 + 9, rejected: 7 });
});

test('buckets differ by their rows or by their sums; rows that were refused are not compared', () => {
	const source = bucketsOf([
		[-2, 4, 9n],
		[-1, 1, 5n],
		[0, 2, -1n],
		[3, 2, 8n],
		[4, 1, 0n],
		[5, 6, 7n],
	]);
	const target = bucketsOf([
		[-1, 1, 6n],
		[0, 2, -1n],
		[3, 2, 8n << 32n],
		[5, 6, 7n],
	]);
	expect(differingBuckets(source, target)).toEqual([-1, 3, 4]);
	expect(rowsIn(source, [3, 4, 7])).toBe(3);
});

test('sums wrap around, and parts add up', () => {
	const largest = 2n ** 63n - 1n;
	const source = bucketsOf([[1, 1, largest]], [[1, 1, largest]], [[1, 1, 5n]]);
	const target = bucketsOf([[1, 3, 2n * largest + 5n - 2n ** 64n]]);
	expect(differingBuckets(source, target)).toEqual([]);
	expect(sumDifference(target, bucketsOf([[1, 3, 4n]]), 1)).toBe(2n ** 64n - 1n);
});
