import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRows } from '../../../server/src/core/reconcile/compareRows';
import { collectDifferences } from '../../../server/src/core/reconcile/differences';
import { compareKeyPart } from '../../../server/src/core/reconcile/keyOrder';
import type { Row } from '../../../server/src/core/reconcile/rowCursor';
import type { RowLayout } from '../../../server/src/core/reconcile/rowLayout';

const byKey: RowLayout = {
	mode: 'by-key',
	key: [{ name: 'k', type: 'text', order: 'text' }],
	columns: [{ name: 'v', type: 'text' }],
	members: [{ mapping: 'm', spans: new Map([['v', undefined]]) }],
};
const multiset: RowLayout = { ...byKey, mode: 'multiset', columns: [], key: [...byKey.key, { name: 'v', type: 'text', order: 'text' }] };

async function* batchesOf(rows: readonly Row[], size: number, fetched?: (rows: number) => void): AsyncGenerator<readonly Row[]> {
	for (let at = 0; at < rows.length; at += size) {
		const batch = rows.slice(at, at + size);
		fetched?.(batch.length);
		yield batch;
	}
}

async function compare(layout: RowLayout, source: readonly Row[], target: readonly Row[], { size = 2, limit = 1000 } = {}) {
	const differences = collectDifferences(limit);
	const comparison = compareRows(differences, layout, { source: batchesOf(source, size), target: batchesOf(target, size) });
	let step = await comparison.next();
	while (!step.done) step = await comparison.next();
	return { compared: step.value, counts: differences.counts(true), ...differences.kept() };
}

test('tells every kind of difference', async () => {
	const source: Row[] = [
		['a', 'same', null, null, null, '0'],
		['b', 'one', null, null, null, '0'],
		['c', 'only here', null, null, null, '0'],
		['d', 'x', null, null, null, '0'],
		['d', 'y', null, null, null, '0'],
		['e', null, 'v', 'bad', 'refused-value', '0'],
		['f', '', null, null, null, '0'],
	];
	const target: Row[] = [
		['a', 'same', null],
		['b', 'two', null],
		['d', 'x', null],
		['e', 'loaded all the same', null],
		['f', null, null],
		[null, 'without a key', null],
	];
	const { compared, counts, rows, truncated } = await compare(byKey, source, target);
	expect(compared).toEqual({ source: 6, target: 6 });
	expect(counts).toEqual({ missing: 1, extra: 2, changed: 2, rejected: 1, duplicate: 1, accepted: 0, exact: true });
	expect(truncated).toBe(false);
	expect(rows.map(({ kind, key }) => `${kind} ${key[0]?.value}`).sort()).toEqual([
		'changed b',
		'changed f',
		'duplicate d',
		'extra e',
		'extra null',
		'missing c',
		'rejected e',
	]);
	expect(rows.find(row => row.kind === 'changed' && row.key[0]?.value === 'f')).toMatchObject({
		columns: [{ name: 'v', source: '', target: null }],
	});
	expect(rows.find(row => row.kind === 'duplicate')).toMatchObject({ source: 2, target: 1 });
});

test('rejected rows are told in the order of the key, also among rows of the same key', async () => {
	const source: Row[] = [
		['a', 'x', null, null, null, '0'],
		['c', null, 'v', 'bad', null, '0'],
		['d', 'x', null, null, null, '0'],
		['d', null, 'v', 'bad', null, '0'],
		['e', null, 'v', 'bad', null, '0'],
		['e', 'x', null, null, null, '0'],
		['e', 'y', null, null, null, '0'],
		['f', null, 'v', 'bad', null, '0'],
	];
	const target: Row[] = [
		['a', 'x', null],
		['b', 'x', null],
		['c', 'x', null],
		['d', 'x', null],
	];
	for (const size of [1, 2, 3, 100]) {
		const { compared, rows } = await compare(byKey, source, target, { size });
		expect(rows.map(({ kind, key }) => `${kind} ${key[0]?.value}`)).toEqual([
			'extra b',
			'rejected c',
			'extra c',
			'rejected d',
			'rejected e',
			'duplicate e',
			'rejected f',
		]);
		expect(compared).toEqual({ source: 4, target: 4 });
	}
});

test('counts equal rows without a key, and pairs no more than there are', async () => {
	const source: Row[] = [...Array.from({ length: 5 }, (): Row => ['a', 'x', null, null, null, '0']), ['b', 'x', null, null, null, '0']];
	const target: Row[] = [
		['a', 'x', null],
		['a', 'x', null],
		['b', 'x', null],
		['b', 'x', null],
	];
	const { counts, rows } = await compare(multiset, source, target);
	expect(counts).toMatchObject({ missing: 3, extra: 1 });
	expect(rows).toMatchObject([{ kind: 'missing', rows: 3 }, { kind: 'extra' }]);
});

test('a foreign key that leads nowhere is a difference even where the source has NULL', async () => {
	const { rows } = await compare(byKey, [['a', null, null, null, null, '0']], [['a', null, '{"v": 4711}']]);
	expect(rows).toMatchObject([{ kind: 'changed', columns: [{ name: 'v', source: null, target: null, dangling: 4711 }] }]);
});

test('of a group, the mapping of a missing row and those of a duplicate key are told', async () => {
	const layout: RowLayout = {
		...byKey,
		members: [
			{ mapping: 'first', spans: new Map([['v', undefined]]) },
			{ mapping: 'second', spans: new Map() },
		],
	};
	const source: Row[] = [
		['a', 'x', null, null, null, '0'],
		['b', null, null, null, null, '1'],
		['c', 'x', null, null, null, '0'],
		['c', null, null, null, null, '1'],
		['d', null, null, null, null, '1'],
	];
	const target: Row[] = [
		['a', 'y', null],
		['b', null, null],
		['c', 'x', null],
	];
	const { rows } = await compare(layout, source, target);
	expect(rows).toMatchObject([
		{ kind: 'changed', key: [{ value: 'a' }] },
		{ kind: 'duplicate', key: [{ value: 'c' }], mappings: ['first', 'second'] },
		{ kind: 'missing', key: [{ value: 'd' }], mapping: 'second' },
	]);
});

test('keeps some of each kind when there are too many', async () => {
	const many = (count: number, prefix: string, about: readonly (string | null)[]): Row[] =>
		Array.from({ length: count }, (_, i) => [`${prefix}${String(i).padStart(4, '0')}`, 'v', ...about]);
	const source = [...many(500, 'a', [null, null, null, '0']), ['b', 'one', null, null, null, '0'] as Row];
	const { counts, rows, truncated } = await compare(byKey, source, [['b', 'two', null], ...many(500, 'c', [null])], { limit: 11 });
	expect(counts).toMatchObject({ missing: 500, changed: 1, extra: 500 });
	expect(truncated).toBe(true);
	const shown = (kind: string) => rows.filter(row => row.kind === kind).length;
	expect([shown('missing'), shown('changed'), shown('extra')]).toEqual([5, 1, 5]);
});

test('never has more than two batches of a side that are not compared', async () => {
	const rows = (about: readonly (string | null)[]): Row[] =>
		Array.from({ length: 5000 }, (_, i) => [String(i).padStart(6, '0'), 'v', ...about]);
	const fetched = { source: 0, target: 0 };
	const comparison = compareRows(
		collectDifferences(10),
		byKey,
		{
			source: batchesOf(rows([null, null, null, '0']), 100, count => (fetched.source += count)),
			target: batchesOf(rows([null]), 70, count => (fetched.target += count)),
		},
		{ yieldEvery: 1 },
	);
	let most = 0;
	for await (const read of comparison) most = Math.max(most, (fetched.source - read.source) / 100, (fetched.target - read.target) / 70);
	expect(fetched).toEqual({ source: 5000, target: 5000 });
	expect(most).toBeLessThanOrEqual(2);
});

test('refuses a stream that is not in the agreed order', async () => {
	const rows: Row[] = [
		['b', 'x', null, null, null, '0'],
		['a', 'x', null, null, null, '0'],
	];
	await expect(compare(byKey, rows, [])).rejects.toThrow('agreed order');
});

test('a failure of either side is thrown', async () => {
	async function* failing(): AsyncGenerator<readonly Row[]> {
		yield [['a', 'x', null]];
		throw new Error('the server is gone');
	}
	const comparison = compareRows(collectDifferences(10), byKey, {
		source: batchesOf([['a', 'x', null, null, null, '0']], 10),
		target: failing(),
	});
	await expect(comparison.next()).rejects.toThrow('the server is gone');
});

const cell = fc.option(fc.constantFrom('', 'a', 'b', 'B', 'ä', 'Z', ' ', '\u{1f600}', '\ufffd', '\ue000', 'aa'), { nil: null });
const pairs = fc.array(fc.tuple(cell, cell), { maxLength: 12 });

/** What a comparison should find, the slow way: rows by key in a map. */
function naive(source: readonly Row[], target: readonly Row[], keyOf: (row: Row) => string) {
	const counts = { missing: 0, extra: 0, changed: 0, duplicate: 0 };
	for (const key of new Set([...source, ...target].map(keyOf))) {
		const [sources, targets] = [source, target].map(rows => rows.filter(row => keyOf(row) === key));
		if (!sources || !targets) continue;
		if (sources.length > 1 || targets.length > 1) counts.duplicate++;
		else if (targets.length === 0) counts.missing++;
		else if (sources.length === 0) counts.extra++;
		else if (sources[0]?.[1] !== targets[0]?.[1]) counts.changed++;
	}
	return counts;
}

test('finds what a comparison by maps finds', async () => {
	const sorted = (rows: readonly Row[], parts: number) =>
		[...rows].sort((one, other) => {
			for (let i = 0; i < parts; i++) {
				const order = compareKeyPart('text', one[i] ?? null, other[i] ?? null);
				if (order !== 0) return order;
			}
			return 0;
		});
	await fc.assert(
		fc.asyncProperty(pairs, pairs, fc.integer({ min: 1, max: 4 }), async (source, target, size) => {
			const sourceRows: Row[] = source.map(row => [...row, null, null, null, '0']);
			const targetRows: Row[] = target.map(row => [...row, null]);
			const { counts } = await compare(byKey, sorted(sourceRows, 1), sorted(targetRows, 1), { size });
			expect(counts).toMatchObject(naive(source, target, row => JSON.stringify(row[0])));
			const whole = await compare(multiset, sorted(sourceRows, 2), sorted(targetRows, 2), { size });
			let missing = 0;
			let extra = 0;
			for (const key of new Set([...source, ...target].map(row => JSON.stringify(row)))) {
				const count = (rows: readonly Row[]) => rows.filter(row => JSON.stringify(row) === key).length;
				missing += Math.max(0, count(source) - count(target));
				extra += Math.max(0, count(target) - count(source));
			}
			expect(whole.counts).toMatchObject({ missing, extra, changed: 0, duplicate: 0 });
		}),
		{ numRuns: 500 },
	);
});
