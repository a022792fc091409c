import { expect, test } from 'vitest';
import type { Row } from '../../../../server/src/core/reconcile/rowCursor';
import { patternsOf } from '../../../support/patternsOf';

/** Rows with the keys 1 to `count`. */
function rowsOf(count: number, valuesOf: (key: number) => readonly (string | null)[], first = 1): Row[] {
	return Array.from({ length: count }, (_, index) => [String(first + index), ...valuesOf(first + index)]);
}

const start = Date.UTC(2024, 0, 1);
const time = (hours: number) => `${new Date(start + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')}+00`;

test('one distance in time, and what all rows of it have in common', async () => {
	const country = (key: number) => (key % 3 === 0 ? 'DK' : key % 3 === 1 ? 'DE' : 'AT');
	const source = rowsOf(90, key => [time(key), country(key), 'erp']);
	const target = rowsOf(90, key => [time(key + (key % 3 === 0 ? 2 : 0)), country(key), 'erp']);
	const { lines, patterns, rows } = await patternsOf(
		'id integer, created_at timestamp with time zone, country text, origin text',
		source,
		target,
	);
	expect(lines).toEqual(["30  created_at is 2 hours later, all with country 'DK'"]);
	expect(patterns[0]).toMatchObject({
		kind: 'changed',
		explanation: 'time-shift',
		columns: ['created_at'],
		shared: [{ name: 'country', value: 'DK' }],
		span: { start: 1 },
		suggestion: { yaml: 'created_at: { transform: [{ at_time_zone: ZONE }] }' },
	});
	expect(rows.map(row => row.pattern)).toEqual(Array.from({ length: 30 }, () => 0));
});

test('what most rows have anyway is not told, and few rows with a common value are no wonder', async () => {
	const status = (key: number) => (key % 10 === 0 ? 'closed' : 'active');
	const source = rowsOf(100, key => ['a', status(key)]);
	const target = rowsOf(100, key => [key % 10 === 3 ? 'A' : 'a', status(key)]);
	expect((await patternsOf('id integer, v text, status text', source, target)).lines).toEqual([
		'10  v differs only in case: upper case in the target',
	]);
});

test('without equal rows the other differing ones must do, and a constant of the mapping explains nothing', async () => {
	const source = rowsOf(60, key => [key > 20 ? 'a' : 'b ', key > 20 ? 'DE' : `X${key}`, 'erp']);
	const target = rowsOf(60, key => [key > 20 ? 'A' : 'b', key > 20 ? 'DE' : `X${key}`, 'erp']);
	const options = { isWhole: false, origins: { origin: 'value' as const } };
	expect((await patternsOf('id integer, v text, country text, origin text', source, target, options)).lines).toEqual([
		"40  v differs only in case: upper case in the target, all with country 'DE'",
		'20  v has trailing blanks in the source only',
	]);
});

test('codes: which became which, and one for many', async () => {
	const statuses = ['P', 'S', 'X', 'Y', 'Z'];
	const source = rowsOf(50, key => [key <= 30 ? 'P' : (statuses[key % 5] ?? '')]);
	const target = rowsOf(50, key => [key <= 30 ? 'open' : 'unknown']);
	const { lines } = await patternsOf('id integer, status text', source, target);
	expect(lines).toEqual(["30  status is 'open' instead of 'P'", "20  status is 'unknown' instead of other values"]);
	const two = await patternsOf(
		'id integer, status text',
		source.slice(0, 3),
		rowsOf(3, () => ['open']),
	);
	expect(two.lines).toEqual(["3  status is 'open' instead of 'P'"]);
});

test('different values, different distances: said once, with a bound', async () => {
	const source = rowsOf(200, key => [`name ${key} x`, `${key}.00`, time(key)]);
	const changed = (column: number) =>
		source.map((row, index) =>
			row.map((value, at) =>
				at === column ? (['', `other ${index * 7}`, `${index + 1}.${10 + (index % 80)}`, time(index * index)][at] ?? null) : value,
			),
		);
	const columns = 'id integer, name text, total numeric(12,2), at timestamp with time zone';
	expect((await patternsOf(columns, source, changed(1))).lines).toEqual(['200  name differs']);
	const { lines, patterns } = await patternsOf(columns, source, changed(2));
	expect(lines).toEqual(['200  total differs by at most 0.89']);
	expect(patterns[0]?.suggestion?.yaml).toBe('tolerance: { total: 0.89 }');
	expect((await patternsOf(columns, source, changed(3))).lines[0]).toMatch(/^\d+ {2}at is earlier or later$/);
});

test('a frequent distance is found among any number of others, however late it comes', async () => {
	const target = rowsOf(6000, key => [String(key < 3000 || key % 4 !== 0 ? key * 3 + (key % 1000) : key + 17)]);
	const { lines } = await patternsOf(
		'id integer, n integer',
		rowsOf(6000, key => [String(key)]),
		target,
	);
	const counts = lines.map(line => Number(/^\d+/.exec(line)?.[0]));
	expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6000);
	expect(lines[1]).toMatch(/^7\d\d {2}n is 17 higher$/);
	expect(lines[0]).toMatch(/^\d+ {2}n differs by at most \d+$/);
});

test('several columns: what happened to each, and columns that changed places', async () => {
	const source: Row[] = [
		['1', 'ada', 'lovelace', '10.00'],
		['2', 'a', 'b', '5.00'],
		['3', 'c ', 'd ', '5.00'],
		['4', 'e', 'f', '6.00'],
	];
	const target: Row[] = [
		['1', 'lovelace', 'ada', '10.00'],
		['2', 'A', 'b', '500.00'],
		['3', 'c', 'd', '5.00'],
		['4', 'f', 'e', '6.01'],
	];
	expect((await patternsOf('id integer, first text, last text, total numeric(10,2)', source, target)).lines).toEqual([
		"1  first and last have each other's value",
		"1  first and last have each other's value and total is 0.01 higher",
		'1  first and last have trailing blanks in the source only',
		'1  first differs only in case: upper case in the target and total is off by a factor of 100',
	]);
});

test("rows with each other's value, in pairs and all together", async () => {
	const source = rowsOf(8, key => [`${key * 100}.00`]);
	const swapped = rowsOf(8, key => [`${key === 2 ? 500 : key === 5 ? 200 : key * 100}.00`]);
	expect((await patternsOf('id integer, amount numeric', source, swapped)).lines).toEqual(["2  amount: two rows have each other's value"]);
	const shifted = rowsOf(8, key => [`${((key * 3) % 8) * 100 + 100}.00`]);
	expect((await patternsOf('id integer, amount numeric', source, shifted)).lines).toEqual([
		'8  amount has the right values, in the wrong rows',
	]);
	const almost = rowsOf(8, key => [`${key === 1 ? 77 : key === 2 ? 500 : key === 5 ? 200 : key * 100}.00`]);
	expect((await patternsOf('id integer, amount numeric', source, almost)).lines).toEqual([
		"2  amount: two rows have each other's value",
		'1  amount is 23 lower',
	]);
});

test('systematic distances are no exchange, though pairs of rows could be found', async () => {
	const source = rowsOf(40, key => [String(key % 2)]);
	const target = rowsOf(40, key => [String(key % 2 === 0 ? 1 : 0)]);
	expect((await patternsOf('id integer, n integer', source, target)).lines).toEqual(['20  n is 1 higher', '20  n is 1 lower']);
});

test('a lost batch, whether keys have gaps or not', async () => {
	const all = rowsOf(300, () => ['x']);
	const gaps = all.filter(row => Number(row[0]) % 7 !== 0);
	const without = (rows: readonly Row[], first: number, last: number) =>
		rows.filter(row => Number(row[0]) < first || Number(row[0]) > last || Number(row[0]) === 0);
	expect((await patternsOf('id integer, v text', all, without(all, 51, 150))).lines).toEqual([
		'100  missing in the target: all of id 51 to 150',
	]);
	expect((await patternsOf('id integer, v text', gaps, without(gaps, 51, 150))).lines).toEqual([
		'86  missing in the target: all of id 51 to 150',
	]);
	expect((await patternsOf('id integer, v text', without(all, 20, 22), all)).lines).toEqual(['3  not in the source']);
	const text = all.map(([id, v]) => [`K${id?.padStart(4, '0')}`, v ?? null]);
	expect((await patternsOf('id text, v text', text, [...text.slice(0, 20), ...text.slice(40)])).lines).toEqual([
		"20  missing in the target: all of id 'K0021' to 'K0040'",
	]);
});

test('without equal rows only whole numbers one after another are a run, as other keys may lie between', async () => {
	const all = rowsOf(60, key => [`x${key}`]);
	expect((await patternsOf('id integer, v text', all, [], { isWhole: false })).lines).toEqual([
		'60  missing in the target: all of id 1 to 60',
	]);
	const even = all.filter(row => Number(row[0]) % 2 === 0);
	expect((await patternsOf('id integer, v text', even, [], { isWhole: false })).lines).toEqual(['30  missing in the target']);
	const lines = rowsOf(25, key => [`x${key}`]).map(([no, v]) => ['7', no ?? null, v ?? null]);
	expect((await patternsOf('order_id integer, line_no integer, v text', lines, [], { isWhole: false, keyColumns: 2 })).lines).toEqual([
		'25  missing in the target: all of order_id 7, line_no 1 to order_id 7, line_no 25',
	]);
});

test('many short runs and some long ones: the longest are told, the others are together', async () => {
	const all = rowsOf(1000, () => ['x']);
	const lengths = [10, 11, 40, 12, 30, 13, 50, 14];
	const lost = (key: number) => key % 100 < (lengths[Math.floor(key / 100)] ?? 3);
	const { lines } = await patternsOf(
		'id integer, v text',
		all,
		all.filter(row => !lost(Number(row[0]))),
	);
	expect(lines).toEqual([
		'50  missing in the target: all of id 600 to 649',
		'40  missing in the target: all of id 200 to 239',
		'39  missing in the target',
		'30  missing in the target: all of id 400 to 429',
		'14  missing in the target: all of id 700 to 713',
		'13  missing in the target: all of id 500 to 512',
	]);
});

test('missing rows that are there under another key', async () => {
	const source: Row[] = [
		['00123', 'a', 'b', 'c'],
		['abc', 'd', 'e', 'f'],
		['q1', 'same', 'other', 'values'],
		['zz', 'gone', null, null],
	];
	const target: Row[] = [
		['123', 'a', 'b', 'c'],
		['ABC', 'd', 'e', 'f'],
		['q9', 'same', 'other', 'values'],
	];
	const sorted = (rows: readonly Row[]) => [...rows].sort(([one = ''], [other = '']) => ((one ?? '') < (other ?? '') ? -1 : 1));
	const { lines, rows, patterns } = await patternsOf('code text, a text, b text, c text', sorted(source), sorted(target));
	expect(lines).toEqual([
		'1  missing in the target, but there under another key: all other values are the same',
		'1  missing in the target, but there under another key: the keys differ only in case',
		'1  missing in the target, but there under another key: the keys differ only in leading zeros',
		'1  not in the source, but there under another key: all other values are the same',
		'1  not in the source, but there under another key: the keys differ only in case',
		'1  not in the source, but there under another key: the keys differ only in leading zeros',
		'1  missing in the target',
	]);
	expect(rows.map(row => `${row.kind} ${row.key[0]?.value}: ${patterns[row.pattern ?? -1]?.text.split(' ').at(-1)}`)).toContain(
		'missing zz: target',
	);
	expect(patterns.at(-1)?.suggestion?.yaml).toBe(`accept: { left behind: { where: "code in ('zz')", reason: WHY, at_most: 1 } }`);
});

test('one pattern of many rows does not take the samples of the others', async () => {
	const source = rowsOf(1000, key => [key === 500 ? 'x ' : 'a']);
	const target = rowsOf(1000, key => [key === 500 ? 'x' : 'A']);
	const { lines, rows } = await patternsOf('id integer, v text', source, target, { limit: 10 });
	expect(lines).toEqual(['999  v differs only in case: upper case in the target', '1  v has trailing blanks in the source only']);
	expect(rows.map(row => [row.key[0]?.value, row.pattern])).toContainEqual([500, 1]);
	expect(rows).toHaveLength(10);
});

test.each([
	['1.19', (cents: number) => Math.round(cents * 1.19)],
	['12', (cents: number) => cents * 12],
	['1/1.024', (cents: number) => Math.round(cents / 1.024)],
	['0.5', (cents: number) => Math.round(cents / 2)],
])('one factor for all rows: %s', async (factor, of) => {
	const amount = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
	const cents = (key: number) => 1234 + key * 987;
	const source = rowsOf(40, key => [amount(cents(key))]);
	const target = rowsOf(40, key => [amount(key % 2 === 0 ? of(cents(key)) : cents(key))]);
	const { lines, patterns } = await patternsOf('id integer, total numeric(12,2)', source, target);
	expect(lines).toEqual([`20  total is off by a factor of ${factor}`]);
	expect(patterns[0]).toMatchObject({ explanation: 'factor', columns: ['total'] });
	const other = target.map((row, index) => (index === 1 ? [row[0] ?? '', '7.77'] : row));
	expect((await patternsOf('id integer, total numeric(12,2)', source, other)).lines.join()).not.toContain('factor');
});

test('few rows, or numbers that any factor would fit, have none', async () => {
	const source = rowsOf(9, key => [String(key)]);
	const target = rowsOf(9, key => [String(key + 1 + (key % 2))]);
	expect((await patternsOf('id integer, total integer', source, target)).lines.join()).not.toContain('factor');
	expect(
		(
			await patternsOf('id integer, total integer', source.slice(0, 2), [
				['1', '19'],
				['2', '38'],
			])
		).lines.join(),
	).not.toContain('factor');
});

test.each([
	['Europe/Berlin', '1 hour or 2 hours later', 1],
	['America/New_York', '4 hours or 5 hours earlier', -5],
] as const)('local time in %s stands for UTC: one explanation, in summer and in winter', async (zone, shift, winter) => {
	const isSummer = (key: number) => key % 2 === 0;
	const at = (key: number, hours: number) =>
		`${new Date(Date.UTC(2024, isSummer(key) ? 6 : 0, 1 + (key % 28), 10 + hours)).toISOString().slice(0, 19).replace('T', ' ')}+00`;
	const source = rowsOf(48, key => [at(key, 0)]);
	const target = rowsOf(48, key => [at(key, winter + (isSummer(key) ? 1 : 0))]);
	const { lines, patterns } = await patternsOf('id integer, created_at timestamp with time zone', source, target);
	expect(lines).toEqual([`48  created_at is ${shift}: the time of a zone such as ${zone} stands on one side and UTC on the other`]);
	const yaml = `created_at: { transform: [{ at_time_zone: ${zone} }] }`;
	expect(patterns[0]).toMatchObject({ explanation: 'time-zone', suggestion: { yaml } });
	const swapped = await patternsOf('id integer, created_at timestamp with time zone', target, source);
	expect(swapped.lines.join()).toContain(zone);
});
