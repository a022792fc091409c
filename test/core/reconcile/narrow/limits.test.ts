import { expect, test } from 'vitest';
import { bucketRowsFor, defaultLimits, differingShare, isCrowded, sampleSize } from '../../../../server/src/core/reconcile/narrow/limits';

test('buckets are the finer, the more rows differ', () => {
	const rows = [0, 1, 10, 50, 500].map(differing => Math.round(bucketRowsFor(differing, 10_000, defaultLimits)));
	expect(rows).toEqual([316, 129, 44, 20, 16]);
	expect(bucketRowsFor(0, 0, defaultLimits)).toBe(128);
});

test('a sample is at most a hundredth of the rows', () => {
	expect([10_000, 100_000, 1_000_000, 4_000_000, 100_000_000].map(rows => sampleSize(rows, rows / 128))).toEqual([1, 8, 20, 79, 79]);
});

test('how many rows differ is guessed by how many buckets do', () => {
	expect(differingShare(0, 100, 10_000)).toBe(0);
	expect(differingShare(1, 1000, 100_000)).toBeCloseTo(1 / 100_000, 6);
	expect(differingShare(632, 1000, 100_000)).toBeCloseTo(1000 / 100_000, 3);
	expect(differingShare(1000, 1000, 10_000)).toBeGreaterThan(0.5);
});

test('rows that a sample does not meet stand close together', () => {
	expect(isCrowded(500, 79, 7900, 1_000_000)).toBe(true);
	expect(isCrowded(5_000, 79, 7900, 1_000_000)).toBe(false);
	expect(isCrowded(0, 3, 300, 30_000)).toBe(false);
});
