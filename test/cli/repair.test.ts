/** `--repair-sql`: run by hand on the target, what it writes makes both sides equal; by itself nothing is changed. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type CliResult, projectWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase, secondCluster, type TestDatabase } from '../support/postgres';

const second = secondCluster();
let source: TestDatabase;
let target: TestDatabase;
let env: Readonly<Record<string, string>>;

const spec = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
  lines:
    source: erp.lines l
    target: app.lines
    key: [order_id, pos]
    columns: { order_id: { lookup: orders, by: l.ord }, pos: l.pos, qty: l.qty, options: l.options }
  orders:
    source: erp.orders o
    target: app.orders
    key: [no]
    columns: { no: o.no, customer_id: { lookup: customers, by: [o.region, o.cust], otherwise: null }, status: o.status, placed_at: o.placed_at, total: o.total, note: o.note }
    ignore: { target: { id: Made by the target } }
  customers:
    source: erp.customers c
    target: app.customers
    key: [region, no]
    columns: { region: c.region, no: c.no, email: c.email, tags: c.tags, photo: c.photo, active: c.active }
    ignore: { target: { id: Made by the target } }
  log:
    source: erp.log g
    target: app.log
    key: none
    columns: { at: g.at, what: g.what }
`;

beforeAll(async () => {
	source = await freshDatabase(`
		create schema erp;
		create table erp.customers (region text, no int, email text, tags text[], photo bytea, active boolean, primary key (region, no));
		create table erp.orders (no int primary key, region text, cust int, status text, placed_at timestamptz, total numeric(12,2), note text);
		create table erp.lines (ord int, pos int, qty double precision, options jsonb, primary key (ord, pos));
		create table erp.log (at date, what text);
		insert into erp.customers values ('de', 1, 'a@b.c', '{x,"y z"}', '\\xdeadbeef', true), ('de', 2, 'it''s \\ here', null, null, null), ('at', 1, 'new@b.c', '{}', '\\x', false);
		insert into erp.orders values (1, 'de', 1, 'open', '2024-03-31 01:30:00.123456+01', 10.50, null), (2, 'at', 1, 'shipped', '-infinity', 0, ''), (3, null, null, 'open', null, null, E'two\\nlines'), (4, 'de', 2, 'open', now(), 1, 'x');
		insert into erp.lines values (1, 1, 'NaN', '{"a": [1, {"b": null}]}'), (2, 1, 1e-7, '"text"'), (2, 2, 2, null), (4, 1, 3, '[]');
		insert into erp.log values ('2024-01-01', 'same'), ('2024-01-01', 'same'), ('2024-01-01', 'same'), (null, 'half'), ('2024-02-02', null);`);
	target = await second.freshDatabase(`
		create schema app;
		create type app.status as enum ('open', 'shipped');
		create table app.customers (id int generated always as identity primary key, region text not null, no int not null, email varchar(40) unique, tags text[], photo bytea, active boolean, unique (region, no));
		create table app.orders (id int generated always as identity primary key, no int not null unique, customer_id int references app.customers, status app.status, placed_at timestamptz, total numeric(12,2), note text);
		create table app.lines (order_id int references app.orders, pos int, qty double precision, options jsonb, primary key (order_id, pos));
		create table app.log (at date, what text);
		insert into app.customers (region, no, email, tags, photo, active) values ('de', 1, 'A@B.C', '{x}', '\\xdead', null), ('de', 2, 'it''s \\ here', '{}', null, null), ('ch', 9, 'old@b.c', null, null, true);
		insert into app.orders (no, customer_id, status, placed_at, total, note) values (1, 2, 'shipped', '2024-03-31 01:30:00.123456+02', 10.5, ''), (2, 3, 'shipped', null, 1, ''), (8, 3, null, null, null, null);
		insert into app.lines values (1, 1, 0, '{"a": []}'), (2, 3, 2, null), (3, 1, 1, null);
		insert into app.log values ('2024-01-01', 'same'), ('2024-03-03', 'other'), ('2024-03-03', 'other'), (null, 'half');`);
	env = { ERP_URL: source.url, CLOUD_URL: target.url };
});

const project = () => projectWith(spec, env);

function reconcile(folder: string, ...argv: readonly string[]): Promise<CliResult> {
	return runCliIn(folder, ['reconcile', 'test.migration.yaml', ...argv], { env });
}

/** Everything in the target. */
async function contents(): Promise<unknown> {
	return Promise.all(['customers', 'orders', 'lines', 'log'].map(table => target.run(`select * from app.${table} t order by t::text`)));
}

test('what it writes makes the target equal when somebody runs it, and changes nothing before', async () => {
	const folder = await project();
	const before = await contents();
	const first = await reconcile(folder, '--repair-sql', 'repair.sql');
	expect(first).toMatchObject({ code: 1, stderr: 'crosswalk: repair.sql holds 18 statements; nothing of it was run\n' });
	expect(await contents()).toEqual(before);

	await target.run(readFileSync(path.join(folder, 'repair.sql'), 'utf8'));
	const second = await reconcile(folder, '--repair-sql', 'none.sql');
	expect(second).toMatchObject({ code: 0, stderr: 'crosswalk: there is nothing to repair, so none.sql is not written\n' });
	expect(existsSync(path.join(folder, 'none.sql'))).toBe(false);
});

test('what was not kept and what only a person can decide is said', async () => {
	await target.run(`truncate app.lines; delete from app.orders; insert into app.log values ('2025-01-01', 'a'), ('2025-01-01', 'b')`);
	const folder = await project();
	const { stderr } = await reconcile(folder, '--repair-sql', 'repair.sql', '--max-differences', '1');
	expect(stderr).toMatch(
		/^crosswalk: repair\.sql holds \d+ statements; nothing of it was run; it leaves \d+ differences, which it names\n$/,
	);
	const text = readFileSync(path.join(folder, 'repair.sql'), 'utf8');
	expect(text).toContain('-- orders: 3 more rows differ than were kept; run again with a larger --max-differences\n');
	expect(text).toMatch(/^-- Would make "cloud" equal/);
});
