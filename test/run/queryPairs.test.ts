/** Free pairs of queries on real servers: how their rows are paired, and what makes a pair that cannot be compared. */

import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import { specsOn } from './specHarness';

const second = secondCluster();
let reconcileSpec: Awaited<ReturnType<typeof specsOn>>;

beforeAll(async () => {
	const source = await freshDatabase("create schema erp; create table erp.t (a integer); create type erp.mood as enum ('sad', 'ok');");
	const target = await second.freshDatabase(
		"create schema app; create table app.t (a integer); create type app.mood as enum ('ok', 'sad');",
	);
	reconcileSpec = await specsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
reconciliation:
`;

/** What a pair named `p` ends with, without its name. */
async function pair(source: string, target: string, more = ''): Promise<string> {
	const { text } = await reconcileSpec(`  p:\n    source: ${JSON.stringify(source)}\n    target: ${JSON.stringify(target)}\n${more}`);
	return text
		.trim()
		.replace(/^(.) p {2}queries {2}/, '$1 ')
		.replaceAll(/ {2}spec\.migration\.yaml:\d+|\n +→ .*/g, '');
}

test.each([
	['whole numbers and decimals', 'select 1::smallint as n', 'select 1.00::numeric as n'],
	['a float and a decimal', 'select 0.1::float8 as n', 'select 0.1::numeric as n'],
	['numbers beyond 2^53', 'select 9007199254740993 as n', 'select 9007199254740993::numeric as n'],
	['a day and its beginning', "select date '2024-01-01' as d", "select timestamptz '2024-01-01 00:00+00' as d"],
	['json and jsonb', `select '{"b":1, "a":2}'::json as j`, `select '{"a":2,"b":1}'::jsonb as j`],
	['an enum and text', "select 'ok'::erp.mood as m", "select 'ok' as m"],
	['enums of two schemas', "select 'sad'::erp.mood as m", "select 'sad'::app.mood as m"],
	['columns in another order', 'select 1 as a, 2 as b', 'select 2 as b, 1 as a'],
	['no row at all', 'select 1 as a where false', 'select 1 as a where false'],
	['NULL on both sides', 'select null::int as a', 'select null::numeric as a'],
])('%s are equal', async (_, source, target) => {
	expect(await pair(source, target)).toMatch(/^✓ [01] rows? compared, no difference$/);
});

test('without a key each query has one row', async () => {
	expect(await pair('select 1 as a', 'select 2 as a')).toBe('✗ 1 row compared: 1 changed\n    1  a is 1 higher\n       1 → 2');
	expect(await pair('select 1 as a', 'select 1 as a where false')).toBe('✗ 1 row compared with 0: 1 missing\n    1  missing in the target');
	expect(await pair('values (1), (1)', 'values (1)')).toBe(
		'✗ 2 rows compared with 1: 1 duplicate key\n    1  keys that stand for several rows: 2 in the source, 1 in the target\n       2 in the source, 1 in the target',
	);
});

test('a key of several columns of any type, with rows on one side, duplicates and NULL', async () => {
	const source = "select * from (values ('é', 1, 10), ('Z', 1, 20), ('z', 2, 30), ('z', 2, 31), (null, 3, 40)) as v(k, n, x)";
	const target = "select * from (values ('é', 1.0, 10), ('Z', 1, 21), ('z', 2, 30), (null, 3, 41), ('new', 4, 50)) as v(k, n, x)";
	expect(await pair(source, target, '    key: [k, n]\n')).toBe(`✗ 5 rows compared: 1 extra, 2 changed, 1 duplicate key
    2  x is 1 higher
       k 'Z', n '1'  20 → 21
       k null, n '3'  40 → 41
    1  keys that stand for several rows: 2 in the source, 1 in the target
       k 'z', n '2'  2 in the source, 1 in the target
    1  not in the source
       k 'new', n '4'`);
});

test('a tolerance of numbers, shares and times', async () => {
	const more = '    key: [k]\n    tolerance: { n: 0.01, p: 1%, t: 1s }\n';
	const row = (n: string, p: string, t: string) => `select 1 as k, ${n} as n, ${p} as p, timestamptz '${t}+00' as t`;
	const source = row('1.00', '200', '2024-01-01 00:00:00');
	expect(await pair(source, row('1.01::numeric', '202', '2024-01-01 00:00:01'), more)).toMatch(/^✓/);
	expect(await pair(source, row('1.011', '202.1', '2024-01-01 00:00:01.001'), more)).toContain(
		'n is 0.011 higher, p is 2.1 higher and t is 1 second and 1 ms later',
	);
});

test.each([
	['select 1 as a', 'select 1 as b', '', 'the column "a" is only in its source query; give both the same columns'],
	['select 1 as a', 'select 1 as a, 2 as b', '', 'the column "b" is only in its target query; give both the same columns'],
	['select 1 as a, 2 as a', 'select 1 as a', '', 'two columns of its source query are called "a"; give each a name of its own'],
	['select 1 as a', 'select 1 as a, 2 as a', '', 'two columns of its target query are called "a"; give each a name of its own'],
	['select 1 as a', 'select 1 as a', '    key: [b]\n', 'its key "b" is no column of its queries'],
	['select 1 as a', 'select 1 as a', '    tolerance: { a: 1s }\n', 'its tolerance "1s" says nothing for "a", which is bigint'],
	["select 'x' as a", "select 'x' as a", '    tolerance: { b: 1 }\n', 'its tolerance names "b", which is no column of its queries'],
	[
		'select 1 as "$member"',
		'select 1 as "$member"',
		'',
		'its column "$member" has a name that the comparison itself uses; give it another',
	],
])('%s and %s: %s', async (source, target, more, reason) => {
	expect(await pair(source, target, more)).toBe(`! not run: ${reason}`);
});

test('a query that a server refuses fails with its place', async () => {
	const { checks } = await reconcileSpec('  p: { source: "select 1 / a as x from erp.t", target: "select (1 / 0) as x" }\n');
	expect(checks[0]).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('division by zero') });
	expect(checks[0]?.isBug).toBeUndefined();
});
