import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectDifferences } from '../../../server/src/core/reconcile/differences';
import { patternOf } from '../../../server/src/core/reconcile/patternOf';
import type { RowDifference } from '../../../server/src/core/reconcile/result';

type Found = readonly (readonly [columns: string, times: number])[];

/** Adds rows that changed in these columns, so many of each, one after another; the key is the number of the difference. */
function collect(limit: number, found: Found) {
	const differences = collectDifferences(limit);
	let number = 0;
	let made = 0;
	for (const [columns, times] of found) {
		const names = columns.split('+');
		for (let i = 0; i < times; i++) {
			const key = [{ name: 'n', value: number++ }];
			differences.add({ kind: 'changed', columns: names }, 1, () => {
				made++;
				return { kind: 'changed', key, columns: names.map(name => ({ name, source: 'a', target: 'b' })) };
			});
		}
	}
	return { ...differences.kept(), patterns: differences.patterns(), counts: differences.counts(true), made };
}

function numbersOf(rows: readonly RowDifference[]) {
	return rows.map(row => row.key[0]?.value);
}

test('one fault of many rows does not hide the row with another', () => {
	const { rows, truncated, patterns } = collect(10, [
		['a', 5000],
		['b', 1],
		['c', 2],
	]);
	expect(numbersOf(rows)).toEqual([0, 1, 2, 3, 4, 5, 6, 5000, 5001, 5002]);
	expect(truncated).toBe(true);
	expect(patterns).toEqual([
		{ text: 'a differs', count: 5000 },
		{ text: 'c differs', count: 2 },
		{ text: 'b differs', count: 1 },
	]);
});

test('what is left over by small patterns goes to the large ones, also when they came when much was held already', () => {
	const full = ['a', 'b', 'c', 'd', 'e'].map(name => [name, 100] as const);
	const { rows } = collect(100, [...full, ['late', 50]]);
	expect(rows.length).toBe(100);
	expect(rows.filter(row => patternOf(row, new Set()) === 'late differs').length).toBe(3);
});

test('by kind, then by number; rows of one difference are all counted', () => {
	const differences = collectDifferences(2);
	const key = [{ name: 'n', value: 1 }];
	differences.add({ kind: 'rejected', columns: ['a'], code: 'missing-parent' }, 1, () => {
		return { kind: 'rejected', key, column: 'a', value: 'x', code: 'missing-parent' };
	});
	differences.add({ kind: 'changed', columns: ['a'] }, 1, () => ({ kind: 'changed', key, columns: [{ name: 'a', source: 1, target: 2 }] }));
	differences.add({ kind: 'extra' }, 40, () => ({ kind: 'extra', key, rows: 40 }));
	differences.add({ kind: 'missing' }, 7, () => ({ kind: 'missing', key, rows: 7 }));
	differences.add({ kind: 'duplicate' }, 1, () => ({ kind: 'duplicate', key, source: 2, target: 2 }));
	expect(differences.patterns()).toEqual([
		{ text: 'missing in the target', count: 7 },
		{ text: 'not in the source', count: 40 },
		{ text: 'a differs', count: 1 },
		{ text: 'keys that stand for several rows', count: 1 },
		{ text: 'rejected: a refers to no row', count: 1 },
	]);
	expect(differences.counts(false)).toEqual({ missing: 7, extra: 40, changed: 1, rejected: 1, duplicate: 1, accepted: 0, exact: false });
	expect(differences.kept().rows.length).toBe(2);
});

test('a limit of 0 keeps nothing and counts all; a limit of 1 keeps one', () => {
	const none = collect(0, [['a', 5]]);
	expect(none).toMatchObject({ rows: [], truncated: true, patterns: [{ text: 'a differs', count: 5 }], made: 0 });
	const one = collect(1, [
		['a', 5],
		['b', 5],
	]);
	expect(one.rows.length).toBe(1);
	expect(one.truncated).toBe(true);
	expect(collect(1, [['a', 1]])).toMatchObject({ truncated: false });
});

test('a new combination of columns for every row: few patterns, few rows held, and every kept row has its pattern', () => {
	const found = Array.from({ length: 20_000 }, (_, i) => [`a${i}+b${i}`, 1] as const);
	const { rows, patterns, counts, made } = collect(10, found);
	expect(counts.changed).toBe(20_000);
	expect(patterns.length).toBe(101);
	expect(patterns[0]).toEqual({ text: 'other combinations of columns differ', count: 19_900 });
	expect(made).toBeLessThanOrEqual(101 * 3);
	expect(rows.length).toBe(10);
});

test('values of millions of characters: few rows are held, and all are counted', () => {
	const differences = collectDifferences(1000);
	const value = 'x'.repeat(3_000_000);
	for (let i = 0; i < 100; i++) {
		differences.add({ kind: 'changed', columns: ['doc'] }, 1, () => {
			return { kind: 'changed', key: [{ name: 'n', value: i }], columns: [{ name: 'doc', source: value, target: null }] };
		});
	}
	expect(differences.counts(true).changed).toBe(100);
	expect(differences.kept()).toMatchObject({ truncated: true });
	expect(numbersOf(differences.kept().rows)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('whatever comes: exact counts, never more than the limit, three of each pattern when there is room, in the order of adding', () => {
	const column = fc.constantFrom('a', 'b', 'c', 'a+b', 'd', 'e', 'f');
	fc.assert(
		fc.property(fc.array(fc.tuple(column, fc.integer({ min: 1, max: 40 })), { maxLength: 30 }), fc.nat(60), (found, limit) => {
			const { rows, patterns, truncated, made } = collect(limit, found);
			const total = found.reduce((sum, [, times]) => sum + times, 0);
			expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(total);
			expect(rows.length).toBe(Math.min(limit, total));
			expect(truncated).toBe(rows.length < total);
			expect(made).toBeLessThanOrEqual(5 * limit + 3 * patterns.length);
			const numbers = numbersOf(rows).map(Number);
			expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
			if (limit < 3 * patterns.length) return;
			const known = new Set(patterns.map(({ text }) => text));
			for (const { text, count } of patterns) {
				expect(rows.filter(row => patternOf(row, known) === text).length).toBeGreaterThanOrEqual(Math.min(3, count));
			}
		}),
	);
});
