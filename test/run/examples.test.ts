import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/postgres';
import { trialsOn } from './trialHarness';

let trySpec: Awaited<ReturnType<typeof trialsOn>>;

beforeAll(async () => {
	const [source, target] = await Promise.all([
		freshDatabase(`
			create schema erp;
			create type erp.kind as enum ('person', 'company');
			create domain erp.code as char(2) not null check (value <> 'ZZ');
			create table erp.cust (no integer primary key, fname varchar(5), lname text, email text, stat char(1), parent integer,
				cr_lim numeric(12,2), crt_dt integer, kind erp.kind, ctry erp.code, del boolean not null default false, tags text[], doc jsonb);
			create table erp.addr (cust integer, typ char(1), city text);
			create table erp.ord (no integer primary key, cust integer, whs text, cents integer, stat text);
			create table erp.lin (ord integer, lin integer, qty numeric);
			insert into erp.cust (no, stat, ctry) values (999, 'A', 'DE');
			insert into erp.ord values (1, 1, 'HH', 5, 'O');
		`),
		freshDatabase(`
			create schema app;
			create table app.customers (legacy_no integer primary key, name text, email text, status text, city text, employer_id integer,
				credit numeric(12,2), created date, kind text, country text, tags text[], doc jsonb, active boolean, updated_at timestamptz default now());
			create table app.warehouse (code text primary key, id integer not null);
			insert into app.warehouse values ('HH', 1), ('B', 2);
			create table app.orders (id bigint generated always as identity primary key, order_no integer not null unique, customer_id integer,
				warehouse_id integer, total numeric(10,2), status text);
			create table app.lines (order_id bigint, line_no integer, qty numeric, primary key (order_id, line_no));
		`),
	]);
	trySpec = await trialsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
lookups:
  warehouse: { on: target, query: "select code, id from app.warehouse" }
  states: { O: open, S: shipped }
views:
  living: select * from erp.cust where not coalesce(del, false)
  initials: "select no, left(fname, 1) || '.' as initial from living"
`;

const customers = (examples: string) => `
mappings:
  customers:
    source: |
      erp.cust c
      left join erp.addr a on a.cust = c.no and a.typ = 'B'
    target: app.customers
    key: [legacy_no]
    columns:
      legacy_no: c.no
      name: concat_ws(' ', trim(c.fname), c.lname)
      email: { source: c.email, transform: [trim, lower, empty_to_null] }
      status: { source: c.stat, map: { A: active, I: inactive } }
      city: a.city
      employer_id: { lookup: customers, by: c.parent, otherwise: null }
      credit: { source: c.cr_lim / 100, cast: "numeric(12,2)", null_to: 0 }
      created: { source: c.crt_dt, transform: [zero_date_to_null, { parse_date: YYYYMMDD }] }
      kind: c.kind::text
      country: c.ctry
      tags: c.tags
      doc: c.doc
      active: not coalesce(c.del, false)
    ignore:
      rows: { "c.del": Gone }
    examples:
${examples.replace(/^/gm, '      ')}
`;

const ofCustomers = async (examples: string) => await trySpec(customers(examples));

test('what the README of the format shows', async () => {
	const tried = await ofCustomers(`
an inactive customer without an address:
  given: { c: { no: 7, fname: "Ada ", lname: Lovelace, stat: I, email: "" } }
  expect: { legacy_no: 7, name: Ada Lovelace, status: inactive, email: null, city: null }
an unknown status: { given: { c: { no: 8, stat: Z } }, expect: { rejected: status } }
a bad date: { given: { c: { no: 8, stat: A, crt_dt: 20190231 } }, expect: { rejected: created } }
deleted: { given: { c: { no: 9, stat: A, del: true } }, expect: none }
nothing given: { given: {}, expect: none }
`);
	expect(tried.report.checks.map(({ check, verdict }) => `${check}: ${verdict}`)).toEqual([
		'an inactive customer without an address: identical',
		'an unknown status: identical',
		'a bad date: identical',
		'deleted: identical',
		'nothing given: identical',
	]);
	expect(tried.result('deleted')).toMatchObject({ section: 'examples', mapping: 'customers', found: { kind: 'example', rows: [] } });
	expect(tried.result('an unknown status').found).toMatchObject({
		rows: [],
		rejected: { expected: 'status', actual: [{ column: 'status', value: 'Z', code: 'refused-value' }] },
	});
	expect(tried.sides).toEqual(['source']);
});

test('what differs is told column by column', async () => {
	const tried = await ofCustomers(`
wrong:
  given: { c: { no: 7, fname: Ada, stat: I, cr_lim: 12345 } }
  expect: { legacy_no: 7, name: " Ada", status: inactive, credit: 123.450, city: Berlin }
not rejected: { given: { c: { no: 8, stat: A } }, expect: { rejected: status } }
rejected by another: { given: { c: { no: 8, stat: Z } }, expect: { rejected: created } }
rejected: { given: { c: { no: 8, stat: Z } }, expect: { legacy_no: 8 } }
too many: { given: { c: [{ no: 8, stat: A }, { no: 9, stat: A }] }, expect: { legacy_no: 9 } }
too few: { given: { c: [] }, expect: [{ legacy_no: 9 }, { legacy_no: 10 }] }
`);
	expect(tried.report.checks.map(({ verdict }) => verdict)).toEqual(Array(6).fill('different'));
	expect(tried.result('wrong').found).toMatchObject({
		rows: [
			{
				expected: [
					{ name: 'legacy_no', value: 7 },
					{ name: 'name', value: ' Ada' },
					{},
					{ name: 'credit' },
					{ name: 'city', value: 'Berlin' },
				],
				actual: [{ name: 'legacy_no', value: 7 }, { name: 'name', value: 'Ada' }, {}, { name: 'credit' }, { name: 'city', value: null }],
				differing: ['name', 'city'],
			},
		],
	});
	expect(`\n${tried.text}\n`).toBe(`
✗ customers  wrong                name, city differ
    spec.migration.yaml:37
                 expected    actual
      legacy_no  7           7
    ✗ name       ' Ada'      'Ada'
      status     'inactive'  'inactive'
      credit     '123.450'   '123.45'
    ✗ city       'Berlin'    null
✗            not rejected         not refused: the row is loaded
    spec.migration.yaml:40
                   expected  actual
    ✗ legacy_no    (no row)  8
    ✗ name         (no row)  ''
    ✗ email        (no row)  null
    ✗ status       (no row)  'active'
    ✗ city         (no row)  null
    ✗ employer_id  (no row)  null
    ✗ credit       (no row)  '0.00'
    ✗ created      (no row)  null
    ✗ kind         (no row)  null
    ✗ country      (no row)  null
    ✗ tags         (no row)  null
    ✗ doc          (no row)  null
    ✗ active       (no row)  't'
✗            rejected by another  refused by status ('Z')
    spec.migration.yaml:41
✗            rejected             refused by status ('Z'); 1 expected row is not there
    spec.migration.yaml:42
                 expected  actual
    ✗ legacy_no  8         (no row)
✗            too many             1 row is not expected
    spec.migration.yaml:43
                   expected  actual
    ✗ legacy_no    (no row)  8
    ✗ name         (no row)  ''
    ✗ email        (no row)  null
    ✗ status       (no row)  'active'
    ✗ city         (no row)  null
    ✗ employer_id  (no row)  null
    ✗ credit       (no row)  '0.00'
    ✗ created      (no row)  null
    ✗ kind         (no row)  null
    ✗ country      (no row)  null
    ✗ tags         (no row)  null
    ✗ doc          (no row)  null
    ✗ active       (no row)  't'
✗            too few              2 expected rows are not there
    spec.migration.yaml:44
                 expected  actual
    ✗ legacy_no  9         (no row)
                 expected  actual
    ✗ legacy_no  10        (no row)
`);
	expect(tried.html).toContain('Expected and actual row');
});

test('values have the types of the catalog, and keep their digits', async () => {
	const tried = await ofCustomers(`
types:
  given: { c: { no: 007, fname: "01", stat: A, cr_lim: 1.10, kind: company, ctry: DE, tags: "{a,b}", doc: '{"b": 1, "a": [null]}' } }
  expect: { legacy_no: 7, name: "01", credit: 0.01, kind: company, country: DE, tags: "{a,b}", doc: '{"a": [null], "b": 1}', active: true }
null and text: { given: { c: { no: 1, stat: A, lname: "null", email: null } }, expect: { name: "null", email: null } }
long text is not cut: { given: { c: { no: 1, stat: A, fname: Alexander } }, expect: { name: Alexander } }
a date: { given: { c: { no: 1, stat: A, crt_dt: 20240229 } }, expect: { created: 2024-02-29 } }
hostile: { given: { c: { no: 1, stat: A, lname: "'; drop table erp.cust; --\\\\" } }, expect: { name: "'; drop table erp.cust; --\\\\" } }
`);
	expect(tried.text).toBe(tried.text.replace(/^✗.*/gm, ''));
	expect(tried.report.verdict).toBe('identical');
});

test('what is no value of its type fails at the characters of the value', async () => {
	const tried = await ofCustomers(`
given: { given: { c: { no: many, stat: A } }, expect: none }
expected: { given: { c: { no: 1, stat: A } }, expect: { legacy_no: few } }
an enum: { given: { c: { no: 1, stat: A, kind: robot } }, expect: none }
`);
	expect(tried.result('given')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('"many"'), span: expect.anything() });
	expect(tried.result('expected')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('"few"'), span: expect.anything() });
	expect(tried.result('an enum')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('robot') });
});

test('joins, several tables, and lists of rows in any order', async () => {
	const tried = await ofCustomers(`
two:
  given: { c: [{ no: 1, stat: A }, { no: 2, stat: A, parent: 1 }, { no: 3, stat: A, parent: 4 }], a: { cust: 2, typ: B, city: Ulm } }
  expect: [{ legacy_no: 3, employer_id: null }, { legacy_no: 2, city: Ulm, employer_id: 1 }, { legacy_no: 1, city: null }]
by table name: { given: { erp.cust: { no: 1, stat: A }, addr: { cust: 1, typ: B, city: Ulm } }, expect: { city: Ulm } }
another address: { given: { c: { no: 1, stat: A }, a: { cust: 1, typ: C, city: Ulm } }, expect: { city: null } }
`);
	expect(tried.text).toBe(tried.text.replace(/^✗.*/gm, ''));
	expect(tried.report.verdict).toBe('identical');
});

test('what stands for nothing is said, and not run', async () => {
	const tried = await ofCustomers(`
table: { given: { x: { no: 1 } }, expect: none }
column: { given: { c: { nr: 1 } }, expect: none }
expected: { given: { c: { no: 1, stat: A } }, expect: { nam: x } }
generated: { given: { c: { no: 1, stat: A } }, expect: { updated_at: null } }
rejected: { given: { c: { no: 1, stat: A } }, expect: { rejected: stat } }
`);
	expect(tried.report.checks.map(({ verdict }) => verdict)).toEqual(Array(5).fill('not-run'));
	expect(tried.report.checks.map(({ reason }) => reason)).toEqual([
		'it gives rows of "x", which is no table that the mapping reads',
		'it gives "nr", which "c" does not have',
		'it expects "nam", which the mapping does not fill',
		'it expects "updated_at", which the mapping does not fill',
		'it expects "stat" to refuse the row, which the mapping does not fill',
	]);
});

test('views, subqueries and qualified names read the given rows', async () => {
	const tried = await trySpec(`
mappings:
  customers:
    source: |
      living l join initials i on i.no = l.no, lateral (select count(*) as orders, max(ord.cents) as most from erp.ord where ord.cust = l.no) o
    target: app.customers
    key: [legacy_no]
    columns:
      legacy_no: l.no
      name: i.initial || o.orders
      email: (select city from erp.addr where erp.addr.cust = l.no)
      city: coalesce((select to_jsonb(addr)->>'typ' from erp.addr where cust = l.no), '-')
      active: exists (select from erp.cust where cust.no = l.no)
    examples:
      by tables:
        given:
          cust: [{ no: 1, fname: Ada }, { no: 2, fname: Bob, del: true }]
          erp.ord: [{ no: 1, cust: 1 }, { no: 2, cust: 1 }]
          addr: { cust: 1, typ: B, city: Ulm }
        expect: { legacy_no: 1, name: A.2, email: Ulm, city: B, active: true }
      by aliases:
        given: { l: { no: 1 }, i: { no: 1, initial: X } }
        expect: { legacy_no: 1, name: X0, email: null, city: "-", active: false }
      a view by its name:
        given: { living: { no: 5, fname: Eve } }
        expect: { legacy_no: 5, name: E.0, active: false }
`);
	expect(tried.text).toBe(tried.text.replace(/^✗.*/gm, ''));
	expect(tried.report.verdict).toBe('identical');
});

const orders = (examples: string) => `
mappings:
  customers:
    source: erp.cust c
    target: app.customers
    key: [legacy_no]
    columns: { legacy_no: c.no, status: { source: c.stat, map: { A: active } } }
  orders:
    source: erp.ord o
    target: app.orders
    key: [order_no]
    columns:
      order_no: o.no
      customer_id: { lookup: customers, by: o.cust }
      warehouse_id: { source: o.whs, map: warehouse, otherwise: null }
      total: o.cents / 100.0
      status: { source: o.stat, map: states, otherwise: null }
    examples:
${examples.replace(/^/gm, '      ')}
  lines:
    source: erp.lin l
    target: app.lines
    key: [order_id, line_no]
    columns: { order_id: { lookup: orders, by: l.ord }, line_no: l.lin, qty: l.qty }
    examples:
      of any order: { given: { l: { ord: 5, lin: 1 } }, expect: { order_id: 5, line_no: 1 } }
      of an order: { given: { l: { ord: 5, lin: 1 }, ord: { no: 5, cust: 3 } }, expect: { order_id: 5 } }
      of another order: { given: { l: { ord: 5, lin: 1 }, ord: { no: 6, cust: 3 } }, expect: { rejected: order_id } }
      of a customer that is not there: { given: { l: { ord: 5, lin: 1 }, ord: { no: 5, cust: 3 }, cust: [] }, expect: { rejected: order_id } }
`;

test('lookups expect the key of the parent, which is there unless its tables are given', async () => {
	const tried = await trySpec(
		orders(`
any customer: { given: { o: { no: 1, cust: 7, whs: HH, cents: 1250, stat: O } }, expect: { customer_id: 7, total: 12.50, status: open } }
this customer: { given: { o: { no: 1, cust: 7 }, erp.cust: { no: 7, stat: A } }, expect: { customer_id: 7 } }
another customer: { given: { o: { no: 1, cust: 7 }, erp.cust: { no: 8, stat: A } }, expect: { rejected: customer_id } }
no customer: { given: { o: { no: 1, cust: 7 }, erp.cust: [] }, expect: { rejected: customer_id } }
a refused customer: { given: { o: { no: 1, cust: 7 }, erp.cust: { no: 7, stat: Z } }, expect: { rejected: customer_id } }
rows of the lookup: { given: { o: { no: 1, whs: B } }, expect: { warehouse_id: 2 } }
given rows of the lookup: { given: { o: { no: 1, whs: B }, lookup.warehouse: { code: B, id: 77 } }, expect: { warehouse_id: 77 } }
given rows of its table: { given: { o: { no: 1, whs: B }, app.warehouse: { code: B, id: 5 } }, expect: { warehouse_id: 5 } }
nothing in its table: { given: { o: { no: 1, whs: B }, app.warehouse: [] }, expect: { warehouse_id: null } }
`),
	);
	expect(tried.text).toBe(tried.text.replace(/^✗.*/gm, ''));
	expect(tried.report.verdict).toBe('identical');
	expect(tried.result('a refused customer').found).toMatchObject({ rejected: { actual: [{ code: 'parent-rejected' }] } });
	expect(tried.result('no customer').found).toMatchObject({ rejected: { actual: [{ code: 'missing-parent', value: '7' }] } });
	expect(tried.report.checks).toHaveLength(13);
	expect(tried.sides).toEqual(['source', 'target']);
});

test('examples of one mapping, or one example', async () => {
	const names = async (options: Parameters<typeof trySpec>[1]) =>
		(await trySpec(orders('one: { given: {}, expect: none }'), { sections: ['examples'], ...options })).report.checks.map(one => one.check);
	expect(await names({ mapping: 'orders' })).toEqual(['one']);
	expect(await names({ names: ['of an order'] })).toEqual(['of an order']);
	expect(await names({ names: ['orders'] })).toEqual(['one']);
});
