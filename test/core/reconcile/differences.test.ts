import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectDifferences } from '../../../server/src/core/reconcile/differences';
import type { Pattern, RowDifference } from '../../../server/src/core/reconcile/result';

/** Too long for a code, so that nothing is said of it. */
const long = 'b'.repeat(100);

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
			const changes = names.map(name => ({ name, source: 'a', target: long }));
			differences.add({ kind: 'changed', changes }, 1, () => {
				made++;
				return { kind: 'changed', key, columns: changes };
			});
		}
	}
	return { ...differences.kept(), patterns: differences.patterns(), counts: differences.counts(true), made };
}

function told(patterns: readonly Pattern[]) {
	return patterns.map(({ count, text }) => `${count} ${text}`);
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
	expect(told(patterns)).toEqual(['5000 a differs', '2 c differs', '1 b differs']);
});

test('what is left over by small patterns goes to the large ones, also when they came when much was held already', () => {
	const full = ['a', 'b', 'c', 'd', 'e'].map(name => [name, 100] as const);
	const { rows, patterns } = collect(100, [...full, ['late', 50]]);
	expect(rows.length).toBe(100);
	const late = patterns.findIndex(({ text }) => text === 'late differs');
	expect(rows.filter(({ pattern }) => pattern === late).length).toBe(3);
});

test('the most rows first, of as many rows what says more; rows of one difference are all counted', () => {
	const differences = collectDifferences(2);
	const key = [{ name: 'n', value: 1 }];
	const refused = { column: 'a', value: 'x', code: 'missing-parent' };
	const changes = [{ name: 'a', source: 'v', target: long }];
	differences.add({ kind: 'rejected', refused }, 1, () => ({ kind: 'rejected', key, ...refused }));
	differences.add({ kind: 'changed', changes }, 1, () => ({ kind: 'changed', key, columns: changes }));
	differences.add({ kind: 'extra' }, 40, () => ({ kind: 'extra', key, rows: 40 }));
	differences.add({ kind: 'missing' }, 7, () => ({ kind: 'missing', key, rows: 7 }));
	differences.add({ kind: 'duplicate', rows: { source: 2, target: 2 } }, 1, () => ({ kind: 'duplicate', key, source: 2, target: 2 }));
	expect(told(differences.patterns())).toEqual([
		'40 not in the source',
		'7 missing in the target',
		'1 keys that stand for several rows: 2 in the source, 2 in the target',
		"1 rejected: a refers to 'x', which is no row",
		'1 a differs',
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
	// As many groups by what happened, as many by columns, and one for the others.
	expect(patterns.length).toBe(201);
	expect(told(patterns)[0]).toBe('19800 other combinations of columns differ');
	expect(made).toBeLessThanOrEqual(201 * 3);
	expect(rows.length).toBe(10);
});

test('values of millions of characters: few rows are held, and all are counted', () => {
	const differences = collectDifferences(1000);
	const value = 'x'.repeat(3_000_000);
	for (let i = 0; i < 100; i++) {
		const columns = [{ name: 'doc', source: value, target: null }];
		differences.add({ kind: 'changed', changes: columns }, 1, () => ({ kind: 'changed', key: [{ name: 'n', value: i }], columns }));
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
			for (const [index, { count }] of patterns.entries()) {
				expect(rows.filter(({ pattern }) => pattern === index).length).toBeGreaterThanOrEqual(Math.min(3, count));
			}
		}),
	);
});

test('a row of the ledger is told as such, and explained again when its entry does not hold', () => {
	const entry = { name: 'by hand', reason: 'Corrected', columns: new Set(['a']), atMost: { rows: 2 } };
	const add = (rows: number) => {
		const differences = collectDifferences(10);
		for (let i = 0; i <= rows; i++) {
			const changes = [{ name: 'a', source: 'x', target: 'X' }];
			const accepted = i < rows ? entry : undefined;
			differences.add({ kind: 'changed', changes, ...(accepted ? { accepted } : {}) }, 1, () => {
				return { kind: 'changed', key: [{ name: 'n', value: i }], columns: changes };
			});
		}
		const notes = differences.settle(100);
		return {
			notes: notes.length,
			accepted: differences.counts(true).accepted,
			told: told(differences.patterns()),
			rows: differences.kept().rows,
		};
	};
	const said = 'a differs only in case: upper case in the target';
	expect(add(2)).toMatchObject({ notes: 0, accepted: 2, told: [`1 ${said}`, '2 accepted as "by hand": Corrected'] });
	expect(add(2).rows.map(({ accepted, pattern }) => [accepted?.name, pattern])).toEqual([
		['by hand', 1],
		['by hand', 1],
		[undefined, 0],
	]);
	expect(add(3)).toMatchObject({ notes: 1, accepted: 0, told: [`4 ${said}`] });
});
