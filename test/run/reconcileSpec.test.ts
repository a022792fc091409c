import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import { specsOn } from './specHarness';

const second = secondCluster();
let reconcileSpec: Awaited<ReturnType<typeof specsOn>>;

beforeAll(async () => {
	const databases = {
		source: await freshDatabase(`
			create schema erp;
			create table erp.cust (no integer primary key, name char(12), email text, stat char(1), ctry text, parent integer, del char(1));
			insert into erp.cust values
				(1, 'Ada', 'ADA@x.org', 'A', 'D', null, 'N'), (2, 'Grace', ' ', 'I', 'X', 1, 'N'), (3, 'Gone', null, 'A', 'D', null, 'Y'),
				(4, 'Odd', null, 'Z', 'D', null, 'N'), (5, 'Lost', 'l@x.org', 'A', 'D', 2, 'N');
			create table erp.ord (no text primary key, cust integer, cents integer, yr integer);
			insert into erp.ord values ('a', 1, 1000, 2023), ('B', 1, 250, 2024), ('c', 2, 99, 2024), ('d', 4, 5, 2024);
			create table erp.old_ord (no text primary key, cust integer, cents integer, yr integer);
			insert into erp.old_ord values ('z', 5, 1, 1999), ('B', 5, 7, 1999);
			create table erp.tag (ord text, tag text);
			insert into erp.tag values ('a', 'x'), ('a', 'x'), ('c', 'y'), ('gone', 'q');
		`),
		target: await second.freshDatabase(`
			create schema app;
			create type app.status as enum ('active', 'inactive');
			create table app.country (code text primary key, iso text);
			insert into app.country values ('D', 'DE'), ('X', 'XX');
			create table app.customers (id bigint generated always as identity primary key, legacy_no integer not null unique, name text,
				email text, status app.status, country text, employer_id bigint);
			insert into app.customers (legacy_no, name, email, status, country, employer_id) values
				(1, 'Ada', 'ada@x.org', 'active', 'DE', null), (2, 'Grace', null, 'active', 'XX', 1), (5, 'Lost', 'l@x.org', 'active', 'DE', 77),
				(9, 'New', null, 'active', null, null);
			create table app.orders (id bigint generated always as identity primary key, order_no text not null unique, customer_id bigint,
				total numeric(10,2));
			insert into app.orders (order_no, customer_id, total) values ('a', 1, 10), ('B', 1, 2.51), ('z', 3, 0.01);
			create table app.tags (order_no text, tag text);
			insert into app.tags values ('a', 'x'), ('c', 'y'), ('c', 'n');
		`),
	};
	reconcileSpec = await specsOn(databases, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
lookups:
  country: { on: target, query: "select code, iso from app.country" }
mappings:
`;
const customers = `
  customers:
    source: erp.cust c
    target: app.customers
    key: [legacy_no]
    columns:
      legacy_no: c.no
      name: trim(c.name)
      email: { source: c.email, transform: [trim, lower, empty_to_null] }
      status: { source: c.stat, map: { A: active, I: inactive } }
      country: { source: c.ctry, map: country }
      employer_id: { lookup: customers, by: c.parent }
    ignore: { rows: { "c.del = 'Y'": Deleted } }
`;
const orders = `
  orders:
    source: erp.ord o
    target: app.orders
    key: [order_no]
    columns:
      order_no: o.no
      customer_id: { lookup: customers, by: o.cust }
      total: o.cents / 100.0
`;

test('a mapping with a value map, a query lookup of the other side, rejects, ignored rows and a lookup of itself', async () => {
	const { text } = await reconcileSpec(customers);
	expect(text).toBe(`
✗ customers  count  3 rows in the source, 4 in the target
✗            rows   3 rows compared with 4: 1 extra, 2 changed, 1 rejected
    1  employer_id refers to no row of the target  spec.migration.yaml:19
       legacy_no 5  2 → (dangling 77)
       → The parent row is not in the target. Load it, or these rows again after it.
    1  status is 'active' instead of 'inactive'  spec.migration.yaml:17
       legacy_no 2  'inactive' → 'active'
    1  rejected: status cannot take the value 'Z'  spec.migration.yaml:17
       legacy_no 4  'Z'
       → Decide what becomes of 'Z': an entry in the "map", an "otherwise", or "ignore: { rows }" with the reason.
    1  not in the source
       legacy_no 9
       → Delete them, or say in the ledger why they stay: accept: { kept in the target: { where: "legacy_no in (9)", reason: WHY, at_most: 1 } }
`);
});

test('mappings that share a target are one, with its key in two of them told', async () => {
	const old = orders.replace('orders:', 'old_orders:').replace('erp.ord o', 'erp.old_ord o');
	const { text } = await reconcileSpec(customers + orders + old, { mappings: ['old_orders'] });
	expect(text).toBe(`
✗ orders + old_orders  count  5 rows in the source, 3 in the target
✗                      rows   5 rows compared with 3: 1 missing, 1 rejected, 1 duplicate key
    1  keys that stand for several rows: 2 in the source, 1 in the target
       order_no 'B'  2 in the source, 1 in the target, made by orders and old_orders
       → The key of the mapping does not tell these rows apart: choose a key that does, or "key: none".
    1  rejected: customer_id refers to the rejected row '4'  spec.migration.yaml:28
       order_no 'd'  '4'
       → Nothing to do here: once the parent is mapped, these rows are, too.
    1  missing in the target
       order_no 'c'  from orders
       → Load them, or say in the ledger why they stay behind: accept: { left behind: { where: "order_no in ('c')", reason: WHY, at_most: 1 } }
`);
});

test('a multiset, exceptions and tolerances', async () => {
	const { text } = await reconcileSpec(
		`${customers}${orders}    reconcile:
      checks: [rows]
      tolerance: { total: 0.01, customer_id: 3 }
      compare: { except: [customer_id] }
  tags:
    source: erp.tag t
    target: app.tags
    key: none
    columns: { order_no: t.ord, tag: t.tag }
    reconcile: { checks: [rows] }
`,
		{ mappings: ['orders', 'tags'] },
	);
	expect(text).toContain(`
✗ orders  rows  3 rows compared: 1 missing, 1 extra, 1 rejected
`);
	expect(text).toContain(`
✗ tags    rows  4 rows compared with 3: 2 missing, 1 extra
    2  missing in the target
       order_no 'a', tag 'x'
       order_no 'gone', tag 'q'
    1  not in the source
       order_no 'c', tag 'n'
`);
});

test('balance follows every row of the first table', async () => {
	const { report } = await reconcileSpec(
		`${customers}    reconcile: { checks: [balance] }
${orders.replace('erp.ord o', 'erp.ord as o join erp.tag t on t.ord = o.no -- twice')}    where: o.yr > 2000
    reconcile: { checks: [balance] }
  grouped:
    source: erp.tag
    group_by: ord
    target: app.tags
    key: none
    columns: { order_no: ord, tag: min(tag) }
    reconcile: { checks: [balance] }
`,
	);
	expect(report.checks).toMatchObject([
		{
			mapping: 'customers',
			verdict: 'different',
			found: { table: 'erp.cust', rows: 5, mapped: 3, rejected: 1, ignored: [{ reason: 'Deleted', rows: 1 }], notJoined: 0, target: 4 },
		},
		{
			mapping: 'orders',
			verdict: 'identical',
			found: { table: 'erp.ord', rows: 4, mapped: 2, rejected: 0, ignored: [], filtered: 0, notJoined: 2, mappedRows: 3, target: 3 },
		},
		{ mapping: 'grouped', verdict: 'not-run' },
	]);
});

test('balance: an expression need not work for rows that the mapping leaves out', async () => {
	const { report } = await reconcileSpec(`
  customers:
    source: erp.cust
    where: no <> 1
    target: app.customers
    key: [legacy_no]
    columns: { legacy_no: 10 / (no - 1) }
    ignore: { rows: { "no = 3 or cust.no = 1": Odd } }
    reconcile: { checks: [balance] }
`);
	expect(report.checks).toMatchObject([
		{ found: { rows: 5, mapped: 3, rejected: 0, ignored: [{ rows: 1 }], filtered: 1, notJoined: 0, mappedRows: 3 } },
	]);
});

test('free pairs of queries', async () => {
	const { text } = await reconcileSpec(`${customers}
reconciliation:
  totals per customer:
    source: "select cust as no, sum(cents) / 100.0 as total from erp.ord group by 1"
    target: "select c.legacy_no as no, sum(o.total) as total from app.orders o join app.customers c on c.id = o.customer_id group by 1"
    key: [no]
    tolerance: { total: 0.01 }
  how many:
    source: "select count(*) as n from erp.ord"
    target: "select count(*)::int as n from app.orders"
  other columns:
    source: "select 1 as a"
    target: "select 1 as b"
  hostile:
    source: "select pg_terminate_backend(1) as a"
    target: "select 1 as a"
`);
	expect(text).toContain(`
✗ totals per customer  queries  3 rows compared with 2: 2 missing, 1 extra
    2  missing in the target
       no 2
       no 4
    1  not in the source
       no 5
✗ how many             queries  1 row compared: 1 changed
    1  n is 1 lower  spec.migration.yaml:29
       4 → 3
`);
	expect(text).toContain('! other columns        queries  not run: the column "a" is only in its source query');
	expect(text).toContain('! hostile              queries  not run: its SQL has problems (unsafe-function)');
});

test('what is wrong in the spec is not sent, and what is missing is said', async () => {
	const hostile = customers.replace('trim(c.name)', "set_config('statement_timeout', '0', false)");
	const { report } = await reconcileSpec(`${hostile}${orders}
  nowhere: { source: erp.cust, target: app.nowhere, key: none, columns: { a: no } }
  keyless: { source: erp.tag, target: app.tags, columns: { tag: tag } }
`);
	expect(report.checks.map(({ mapping, check, verdict, reason }) => `${mapping} ${check} ${verdict}: ${reason?.slice(0, 60)}`)).toEqual([
		'customers count not-run: its SQL has problems (unsafe-function); run crosswalk valida',
		'customers rows not-run: its SQL has problems (unsafe-function); run crosswalk valida',
		'orders count not-run: its SQL has problems (unsafe-function); run crosswalk valida',
		'orders rows not-run: its SQL has problems (unsafe-function); run crosswalk valida',
		'nowhere count not-run: its target "app.nowhere" is not in the catalog; run crosswal',
		'nowhere rows not-run: its target "app.nowhere" is not in the catalog; run crosswal',
		'keyless count different: undefined',
		'keyless rows not-run: "keyless" has no key; write "key", or "key: none" to compare',
	]);
	expect(report.summary).toMatchObject({ different: 1, notRun: 7 });
});

test('without a key rows are counted, and only their comparison is not run', async () => {
	const { text } = await reconcileSpec(`
  keyless: { source: erp.tag, target: app.tags, columns: { tag: tag }, reconcile: { checks: [count, rows, balance] } }
`);
	expect(text).toBe(`
✗ keyless  count    4 rows in the source, 3 in the target
!          rows     not run: "keyless" has no key; write "key", or "key: none" to compare without one
✗          balance  4 rows of erp.tag: 4 mapped, 3 in the target
`);
});

test('a check by its name', async () => {
	const { report } = await reconcileSpec(customers + orders, { checks: ['count'] });
	expect(report.checks.map(({ mapping, check }) => `${mapping} ${check}`)).toEqual(['customers count', 'orders count']);
});
