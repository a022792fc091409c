/** Checks of aggregates on real servers: one scan a side, exact values, groups, and what cannot be answered. */

import { beforeAll, expect, test } from 'vitest';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import { freshDatabase, secondCluster, type TestDatabase } from '../support/postgres';
import { specsOn } from './specHarness';

const second = secondCluster();
let reconcileSpec: Awaited<ReturnType<typeof specsOn>>;
let source: TestDatabase;

const columns = `no integer primary key, qty integer, amount numeric(12,2), ratio double precision, name text, code char(4), at timestamptz,
	day date, flag boolean, id uuid, doc jsonb, span interval, raw bytea, tags text[], big bigint`;
const rows = `select i, i % 7, i * 1.25, i / 10.0::float8, case when i % 5 > 0 then 'n' || i end, (array['D', 'AT', null])[i % 3 + 1],
	timestamptz '2024-01-01 00:00+00' + i * interval '1 hour', date '2024-01-01' + i, i % 2 = 0, md5(i::text)::uuid,
	jsonb_build_object('k', i % 4), i * interval '1 day', decode(lpad(to_hex(i), 4, '0'), 'hex'), array[i::text], 9000000000000000000
	from generate_series(1, 60) i`;

beforeAll(async () => {
	source = await freshDatabase(`create schema erp; create table erp.item (${columns}); insert into erp.item ${rows} order by random();
		create table erp.num (no integer primary key, f double precision, r real, n numeric, t text);
		insert into erp.num values (1, 1e20, 0.1, 1.10, 'a'), (2, 1, 0.2, 2.2, 'B'), (3, -1e20, 'NaN', 3, 'é'), (4, 0.1, 0.3, null, 'z');
		create table erp.inf (no integer primary key, f double precision); insert into erp.inf values (1, 'Infinity'), (2, 3);`);
	const target = await second.freshDatabase(`create schema app; create table app.item (${columns}, made serial);
		insert into app.item ${rows} order by i desc;
		create table app.moved (${columns});
		insert into app.moved ${rows}; update app.moved set amount = amount + 0.004 * 100, at = at + interval '1 s', name = upper(name) where no in (3, 4);
		update app.moved set code = 'XX' where no = 9; update app.moved set qty = null where no = 8; delete from app.moved where no = 60;
		create table app.num (no integer primary key, f double precision, r real, n numeric, t text);
		insert into app.num values (4, 0.1, 0.3, null, 'z'), (3, -1e20, 'NaN', 3.00, 'é'), (2, 1, 0.2, 2.20, 'B'), (1, 1e20, 0.1, 1.1, 'a');
		create table app.inf (no integer primary key, f double precision); insert into app.inf values (1, 'Infinity'), (2, 4);
		create table app.other (id integer);`);
	reconcileSpec = await specsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
`;

const item = (target: string, reconcile: string, more = '') => `  item:
    source: erp.item
    target: app.${target}
    key: [no]
    copy: "*"
${more}    reconcile: ${reconcile}
`;

const every = ['no', 'qty', 'amount', 'ratio', 'name', 'code', 'at', 'day', 'flag', 'id', 'doc', 'span', 'raw', 'tags', 'big'];

function verdicts(checks: readonly CheckResult[]): readonly string[] {
	return checks.map(({ check, verdict, reason }) => `${check}: ${verdict}${reason === undefined ? '' : `, ${reason}`}`);
}

test('every aggregate of every type is equal on equal rows, by one statement a side, with the count in it', async () => {
	const checks = every.flatMap(name => ['min', 'max', 'nulls', 'distinct'].map(kind => `{ ${kind}: ${name} }`));
	const numbers = ['no', 'qty', 'amount', 'ratio', 'big'].flatMap(name => [`{ sum: ${name} }`, `{ avg: ${name} }`]);
	const texts = ['name', 'code', 'doc', 'tags', 'raw'].map(name => `{ length: ${name} }`);
	const grouped = [
		'{ sum: amount, by: code }',
		'{ avg: ratio, by: code }',
		'{ distinct: name, by: "extract(year from at)" }',
		'{ sum: span }',
	];
	const { report, sent } = await reconcileSpec(
		item('item', `{ checks: [count, checksum, ${[...checks, ...numbers, ...texts, ...grouped]}] }`),
	);
	expect(report.checks.filter(({ verdict }) => verdict !== 'identical')).toEqual([]);
	expect(report.checks).toHaveLength(every.length * 4 + 10 + 5 + 4 + 2);
	// Two servers are first asked whether they hash alike.
	const ofRows = sent.filter(({ sql }) => sql.includes('grouping sets'));
	expect(ofRows.map(({ connection }) => connection).sort()).toEqual(['cloud', 'erp']);
	expect(sent).toHaveLength(4);
	const plan = await source.run(`explain (costs off) ${ofRows.find(({ connection }) => connection === 'erp')?.sql}`);
	expect(plan.flat().filter(line => /Scan/.test(line ?? ''))).toHaveLength(1);
});

test('values that differ are shown on both sides, in numbers of any size', async () => {
	const { text } = await reconcileSpec(
		item(
			'moved',
			'{ checks: [count, { sum: amount }, { avg: amount }, { min: name }, { max: at }, { nulls: qty }, { distinct: code }, { length: name }, { sum: big }, checksum] }',
		),
	);
	expect(text.replace(/checksum .*/, 'checksum')).toBe(
		`
✗ item  count           60 rows in the source, 59 in the target
✗       sum(amount)     2,287.50 in the source, 2,213.30 in the target
`
			.replace('2,287.50', '2,287.5')
			.replace('2,213.30', '2,213.3') +
			`✗       avg(amount)     38.125 in the source, 37.513559 in the target
✗       min(name)       'n1' in the source, 'N3' in the target
✗       max(at)         '2024-01-03 12:00:00+00' in the source, '2024-01-03 11:00:00+00' in the target
✗       nulls(qty)      0 in the source, 1 in the target
✗       distinct(code)  2 in the source, 3 in the target
✓       length(name)    136 on both sides
✗       sum(big)        540,000,000,000,000,000,000 in the source, 531,000,000,000,000,000,000 in the target
✗       checksum
`,
	);
});

test('groups: those that differ, with NULL as a group and groups of one side alone', async () => {
	const { text, checks } = await reconcileSpec(item('moved', '{ checks: [{ sum: no, by: code }, { nulls: qty, by: "no / 20" }] }'));
	expect(text).toBe(`
✗ item  sum(no) by code        4 groups of code, 2 differ
    'D'   630 → 561
    'XX'  (no rows) → 9
✗       nulls(qty) by no / 20  4 groups of no / 20, 2 differ
    '0'  0 → 1
    '3'  0 → (no rows)
`);
	expect(checks[0]?.found).toMatchObject({ groups: { rows: [{ group: 'D' }, { group: 'XX', target: 9 }] } });
});

test('sums of floats and numbers without a scale do not depend on the order of the rows, nor text on collations', async () => {
	const { text } = await reconcileSpec(`  num:
    source: erp.num
    target: app.num
    key: [no]
    copy: "*"
    reconcile: { checks: [{ sum: f }, { avg: f }, { sum: r }, { sum: n }, { max: n, by: n }, { min: t }, { max: t }] }
  inf: { source: erp.inf, target: app.inf, key: [no], copy: "*", reconcile: { checks: [{ sum: f }, { max: f }, { avg: f }, { min: f }] } }
`);
	expect(text).toBe(`
✓ num  sum(f)       1.1 on both sides
✓      avg(f)       0.275 on both sides
✓      sum(r)       NaN on both sides
✓      sum(n)       6.3 on both sides
✓      max(n) by n  4 groups of n, no difference
✓      min(t)       'B' on both sides
✓      max(t)       'é' on both sides
✓ inf  sum(f)       Infinity on both sides
✓      max(f)       Infinity on both sides
✓      avg(f)       Infinity on both sides
✗      min(f)       3 in the source, 4 in the target
`);
});

test('a tolerance allows for each value of a sum, and as such for the smallest and the largest', async () => {
	const reconcile = (tolerance: string) =>
		item(
			'moved',
			`{ checks: [{ sum: amount }, { avg: amount }, { max: at }, { sum: amount, by: code }], tolerance: ${tolerance} }`,
			'    where: no < 60\n',
		);
	const narrow = await reconcileSpec(reconcile('{ amount: 0.01, at: 1s }'));
	expect(verdicts(narrow.checks)).toEqual([
		'sum(amount): different',
		'avg(amount): different',
		'max(at): identical',
		'sum(amount) by code: different',
	]);
	const wide = await reconcileSpec(reconcile('{ amount: 0.02, at: 1s }'));
	expect(verdicts(wide.checks).slice(0, 2)).toEqual(['sum(amount): identical', 'avg(amount): identical']);
	expect(wide.checks[0]?.notes).toEqual(['not the same on both sides, but within the tolerance of "amount" for each of its values']);
	const share = await reconcileSpec(reconcile('{ amount: 0.1% }'));
	expect(verdicts(share.checks).slice(0, 2)).toEqual(['sum(amount): identical', 'avg(amount): identical']);
});

test('what cannot be answered is said', async () => {
	const { checks } = await reconcileSpec(
		`${item(
			'item',
			`{ checks: [{ sum: name }, { avg: at }, { length: qty }, { sum: made }, { sum: nothing }, { sum: qty, by: made },
      { sum: qty, by: "(select id from app.other)" }, { sum: qty, by: sum(qty) }, { sum: qty, by: 1 / 0 }, { sum: qty, by: "unnest(tags)" }, { min: qty }, count] }`,
		)}`,
	);
	expect(verdicts(checks)).toEqual([
		'sum(name): not-run, "sum" needs numbers, and "name" is compared as text',
		'avg(at): not-run, "avg" needs numbers, and "at" is compared as timestamp with time zone',
		'length(qty): not-run, "length" needs text, and "qty" is compared as bigint',
		'sum(made): not-run, "item" does not fill "made", so the source has nothing to compare it with',
		'sum(nothing): not-run, "item" does not fill "nothing", so the source has nothing to compare it with',
		'sum(qty) by made: not-run, its "by" reads "made", of which the mapping makes no value that both sides have',
		'sum(qty) by (select id from app.other): not-run, its "by" reads the table "app.other", which only one side has; use columns of the mapping alone',
		expect.stringMatching(
			/^sum\(qty\) by sum\(qty\): not-run, its "by" cannot be used: its SQL has problems \(aggregate-without-group-by\)/,
		),
		expect.stringMatching(/^sum\(qty\) by 1 \/ 0: failed, .*division by zero/),
		expect.stringMatching(/^sum\(qty\) by unnest\(tags\): failed, .*set-returning functions are not allowed in CASE/),
		'min(qty): identical',
		'count: identical',
	]);
	expect(checks[9]?.span).toBeDefined();
});

test('a checksum is of every column, and says of which not', async () => {
	const { text } = await reconcileSpec(item('item', '{ checks: [checksum], tolerance: { ratio: 0.1 }, compare: { except: [doc] } }'));
	expect(text).toMatch(
		/^\n! item {2}checksum {2}[\d,]+ on both sides; partial: without "ratio"\n {4}not compared {2}ratio: it has a tolerance/,
	);
});
