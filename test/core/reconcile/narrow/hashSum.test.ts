/** On a real server: it adds hashes up as we do. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addendOf, hashSumSql } from '../../../../server/src/core/reconcile/narrow/hashSum';
import { freshDatabase } from '../../../support/postgres';

test('the server and we come to the same sum, whatever is added', async () => {
	const database = await freshDatabase();
	const sumOf = async (hashes: readonly bigint[]) => {
		const rows = hashes.map(hash => `('${hash}'::bigint)`).join(', ');
		const [[sum] = []] = await database.run(`select ${hashSumSql('r.h')} from (values ${rows}) as r (h)`);
		return BigInt(sum ?? '');
	};
	const hash = fc.oneof(
		fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
		fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n, -1n, 1n, 2n ** 31n, -(2n ** 31n), 2n ** 32n - 1n, 2n ** 63n - 2n ** 31n),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(hash, { minLength: 1, maxLength: 50 }), async hashes => {
			const sum = hashes.reduce((total, one) => total + addendOf(one), 0n);
			expect(await sumOf(hashes)).toBe(BigInt.asIntN(64, sum));
		}),
		{ numRuns: 60 },
	);
	// Sums that leave a bigint.
	const many = `select ${hashSumSql('r.h')} from (select '${2n ** 63n - 1n}'::bigint as h from generate_series(1, 5000)) as r`;
	expect(await database.run(many)).toEqual([[String(BigInt.asIntN(64, 5000n * addendOf(2n ** 63n - 1n)))]]);
});

test('every bit of a hash is in its sum', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.integer({ min: 0, max: 63 }), (hash, bit) => {
			const other = BigInt.asIntN(64, hash ^ (1n << BigInt(bit)));
			expect(BigInt.asUintN(64, addendOf(hash))).not.toBe(BigInt.asUintN(64, addendOf(other)));
		}),
	);
});
