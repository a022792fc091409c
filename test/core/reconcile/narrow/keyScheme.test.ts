import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashScheme, MOST_BUCKETS, rangeOf, rangeScheme } from '../../../../server/src/core/reconcile/narrow/keyScheme';

const key = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test('every key lies in the range of its bucket, and ranges stay within the keys', () => {
	fc.assert(
		fc.property(key, key, key, fc.integer({ min: 1, max: 10 ** 6 }), (one, other, third, wanted) => {
			const [first = 0n, between = 0n, last = 0n] = [one, other, third].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
			const scheme = rangeScheme('id', { first, last }, wanted);
			if (!scheme) {
				expect(last - first >= 2n ** 62n).toBe(true);
				return;
			}
			expect(scheme.buckets).toBeGreaterThan(0);
			expect(scheme.buckets).toBeLessThanOrEqual(Math.min(MOST_BUCKETS, wanted));
			const bucket = Number((between - first) / scheme.width);
			expect(bucket).toBeLessThan(scheme.buckets);
			const range = rangeOf(scheme, bucket);
			expect(range.first <= between && between <= range.last && range.last <= last).toBe(true);
		}),
	);
});

test('keys that lie further apart than a bigint can count are put into buckets by a hash', () => {
	expect(rangeScheme('id', { first: -(2n ** 63n), last: 2n ** 63n - 1n }, 100)).toBeUndefined();
});

test('buckets of hashes are a power of two', () => {
	expect([0.1, 1, 5, 64, 10 ** 9].map(wanted => hashScheme(wanted).buckets)).toEqual([1, 1, 8, 64, MOST_BUCKETS]);
});
