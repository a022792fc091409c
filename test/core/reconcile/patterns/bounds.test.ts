import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchanges } from '../../../../server/src/core/reconcile/patterns/exchanged';
import { explainer } from '../../../../server/src/core/reconcile/patterns/explainer';
import { type Holding, mostDetails } from '../../../../server/src/core/reconcile/patterns/groups';
import { otherKeys } from '../../../../server/src/core/reconcile/patterns/otherKey';
import type { Row } from '../../../../server/src/core/reconcile/rowCursor';
import type { RowLayout } from '../../../../server/src/core/reconcile/rowLayout';
import { patternsOf } from '../../../support/patternsOf';

const layout: RowLayout = {
	mode: 'by-key',
	key: [{ name: 'id', type: 'text', order: 'text' }],
	columns: ['n integer', 'a text', 'b text', 'c text'].map(cell => ({ name: cell[0] ?? '', type: cell.slice(2) })),
	members: [],
};

test('a million differences of all kinds hold no more than a few hundred groups and the samples', () => {
	const limit = 100;
	const holding: Holding = { limit, most: 5 * limit, held: 0, characters: 0 };
	const { begin, add, groups, settled } = explainer(holding);
	begin(layout, true);
	let most = 0;
	const total = 1_000_000;
	for (let i = 0; i < total; i++) {
		const row: Row = [`k${i}`, String(i), `a${i % 7}`, `b${i}`, null];
		const key = [{ name: 'id', value: `k${i}` }];
		if (i % 5 === 0) add({ kind: i % 2 === 0 ? 'missing' : 'extra', row }, 1, () => ({ kind: 'missing', key }));
		else if (i % 5 === 1)
			add({ kind: 'rejected', refused: { column: 'a', value: `v${i}` } }, 1, () => ({ kind: 'rejected', key, column: 'a', value: i }));
		else {
			const changes = [
				{ name: 'n', source: i, target: i + ((i * 7919) % 10_007) },
				...(i % 5 === 2 ? [{ name: 'a', source: `a${i}`, target: `x${i}` }] : []),
			];
			add({ kind: 'changed', row, changes }, 1, () => ({ kind: 'changed', key, columns: changes }));
		}
		if (i % 100_000 === 0) most = Math.max(most, groups().length);
	}
	expect(most).toBeLessThanOrEqual(5 * (1 + mostDetails));
	expect(holding.held).toBeLessThanOrEqual(holding.most + 3 * most);
	expect(groups().reduce((sum, { held }) => sum + held.length, 0)).toBe(holding.held);
	expect(settled().reduce((sum, { count }) => sum + count, 0)).toBe(total);
}, 120_000);

test('rows that wait for others are bounded, too', () => {
	const exchanged = exchanges<number>();
	let waiting = 0;
	for (let i = 0; i < 100_000; i++) exchanged.add({ name: 'c', source: i, target: i + 1_000_000 }, () => waiting++);
	expect(waiting).toBe(2000);
	const others = otherKeys<number>();
	for (let i = 0; i < 100_000; i++) others.wait(layout, 'missing', [`K${i}`, null, null, null, null], i);
	let met = 0;
	for (let i = 0; i < 100_000; i++) if (others.meet(layout, 'extra', [`k${i}`, null, null, null, null])) met++;
	expect(met).toBe(20_000);
});

const cell = fc.constantFrom('a', 'A', 'a ', 'b', 'ü', 'Ã¼', '', null, 'aa', 'ab', '00', '0');
const number = fc.constantFrom('1', '10', '-1', '2', '100', '3', null);
const rows = fc
	.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
	.chain(keys =>
		fc.tuple(...[...keys].sort((one, other) => one - other).map(key => fc.tuple(fc.constant(String(key)), cell, number, cell))),
	);

test('whatever differs is counted in one pattern, is shown in the pattern that is true of it, and is not lost', async () => {
	await fc.assert(
		fc.asyncProperty(rows, rows, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (source, target, limit, isWhole) => {
			const { patterns, rows: kept } = await patternsOf('id integer, t text, n integer, u text', source, target, { limit, isWhole });
			const targetByKey = new Map(target.map(row => [row[0], row]));
			const missing = source.filter(([key]) => !targetByKey.has(key)).length;
			const shared = source.length - missing;
			const equal = source.filter(row => JSON.stringify(targetByKey.get(row[0])) === JSON.stringify(row)).length;
			const count = (kind: string) => patterns.filter(one => one.kind === kind).reduce((sum, one) => sum + one.count, 0);
			expect([count('missing'), count('extra'), count('changed')]).toEqual([missing, target.length - shared, shared - equal]);
			expect(kept.length).toBe(Math.min(limit, missing + target.length - equal));
			for (const row of kept) {
				const pattern = patterns[row.pattern ?? -1];
				expect(pattern?.kind).toBe(row.kind);
				if (row.kind !== 'changed') continue;
				expect(row.columns.map(({ name }) => name).sort()).toEqual([...(pattern?.columns ?? [])].sort());
				const [only] = row.columns;
				if (row.columns.length > 1 || !only) continue;
				const { source: one, target: other } = only;
				const said = pattern?.text ?? '';
				if (said.includes('is NULL in the target')) expect(other).toBeNull();
				if (said.includes('only in case')) expect(String(one).toLowerCase()).toBe(String(other).toLowerCase());
				const [, amount, which] = / is (\d+) (higher|lower)/.exec(said) ?? [];
				if (amount) expect(Number(other) - Number(one)).toBe(Number(amount) * (which === 'lower' ? -1 : 1));
				const [, bound] = / at most (\d+)/.exec(said) ?? [];
				if (bound) expect(Math.abs(Number(other) - Number(one))).toBeLessThanOrEqual(Number(bound));
				const [, code] = / is '(.*?)' (?:instead|where)/.exec(said) ?? [];
				if (code !== undefined) expect(String(other)).toBe(code);
			}
		}),
		{ numRuns: 1500 },
	);
});
