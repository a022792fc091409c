import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, TextRow } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

let database: TestDatabase;
let session: Session;

beforeAll(async () => {
	database = await freshDatabase(`
		create schema app;
		create type app.status as enum ('open', 'done');
		create domain app.code as varchar(8);
		create table app.t (id bigint primary key, amount numeric(12,2), at timestamptz(3), tags text[], status app.status, code app.code, raw bytea);
		insert into app.t select i, i / 4.0, '2024-01-01 12:00:00+02'::timestamptz + i * interval '1 day', array['a', null], 'open', 'c', '\\x00ff' from generate_series(1, 3000) i;
	`);
	session = await openSession(database.settings);
});
afterAll(() => session.close());

test('describes a SELECT with the types as the server names them', async () => {
	const described = await session.describe("select *, 'x' as text, id + 1.5 as sum, null as nothing, status as s2 from app.t");
	expect(described.map(({ name, type }) => `${name} ${type}`)).toEqual([
		'id bigint',
		'amount numeric(12,2)',
		'at timestamp(3) with time zone',
		'tags text[]',
		'status app.status',
		'code character varying(8)',
		'raw bytea',
		'text text',
		'sum numeric',
		'nothing text',
		's2 app.status',
	]);
});

test('gives every value as text, in forms that do not depend on the server', async () => {
	const sql = "select at, tags, raw, amount, 1e22::float8, interval '1 day 2 hours', null, true, '' from app.t where id = 1";
	expect(await session.query(sql)).toEqual([['2024-01-02 10:00:00+00', '{a,NULL}', '\\x00ff', '0.25', '1e+22', 'P1DT2H', null, 't', '']]);
});

test('what it reads is of one instant', async () => {
	await database.run('update app.t set amount = -1 where id = 1; create table app.later()');
	expect(await session.query('select amount from app.t where id = 1')).toEqual([['0.25']]);
	expect(session.info).toMatchObject({ encoding: 'UTF8', standby: false, lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/) });
	expect(session.info.version).toBeGreaterThanOrEqual(180000);
	expect(session.info.snapshotAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

test('goes on with the same snapshot after a refused statement', async () => {
	await expect(session.query('select nothing from app.t')).rejects.toMatchObject({ kind: 'changed' });
	await expect(session.describe('select 1 +')).rejects.toMatchObject({ kind: 'query' });
	await expect(session.query('select 1 / (id - 1) from app.t')).rejects.toMatchObject({ kind: 'query' });
	expect(await session.query('select amount from app.t where id = 1')).toEqual([['0.25']]);
});

test('places an error on the UTF-16 unit, from 0', async () => {
	const sql = "select '😀ü' as a, wrong from app.t";
	const failure = await session.describe(sql).catch(error => error);
	expect(failure).toMatchObject({ kind: 'changed', detail: { code: '42703', position: sql.indexOf('wrong') } });
	expect(failure.message).toBe(
		`"test" (127.0.0.1:${database.settings.port}/${database.name}) is not as its catalog says: column "wrong" does not exist; refresh the catalog with "crosswalk introspect test"`,
	);
});

test('streams all rows, in batches no larger than asked', async () => {
	const batches: (readonly TextRow[])[] = [];
	for await (const batch of session.stream('select id from app.t order by id', { batchRows: 700 })) batches.push(batch);
	expect(batches.flat().map(([id]) => id)).toEqual(Array.from({ length: 3000 }, (_, i) => `${i + 1}`));
	expect(Math.max(...batches.map(batch => batch.length))).toBe(700);
});

test('wide rows make small batches', async () => {
	const sizes: number[] = [];
	for await (const batch of session.stream("select repeat('x', 100000) from generate_series(1, 200)")) sizes.push(batch.length);
	expect(sizes).toEqual([100, 19, 19, 19, 19, 19, 5]);
});

test('streams nothing from nothing, and the session serves others while a stream is open', async () => {
	for await (const _ of session.stream('select 1 where false')) expect.unreachable();
	const seen: string[] = [];
	for await (const batch of session.stream('select id from app.t order by id', { batchRows: 1500 })) {
		const described = await session.describe('select 1 as one');
		const [row] = await session.query('select count(*) from app.t');
		seen.push(`${batch.length} ${described[0]?.name} ${row?.[0]}`);
	}
	expect(seen).toEqual(['100 one 3000', '1500 one 3000', '1400 one 3000']);
});

test('a reader that stops early leaves nothing open', async () => {
	for await (const batch of session.stream('select * from app.t', { batchRows: 10 })) {
		expect(batch).toHaveLength(10);
		break;
	}
	expect(await session.query("select count(*) from pg_cursors where name like 'crosswalk%'")).toEqual([['0']]);
});

test('a stream that fails on its way says so, and the session goes on', async () => {
	const seen: number[] = [];
	const read = async () => {
		for await (const batch of session.stream('select 1 / (i - 2500) from generate_series(1, 3000) i', { batchRows: 1000 }))
			seen.push(batch.length);
	};
	await expect(read()).rejects.toMatchObject({ kind: 'query', detail: { code: '22012' } });
	expect(seen).toEqual([100, 1000, 1000]);
	expect(await session.query('select 1')).toEqual([['1']]);
});

test('reads a database of another encoding', async () => {
	const { settings } = await freshDatabase('', 'LATIN1');
	const latin = await openSession(settings);
	try {
		expect(await latin.query("select 'Größe', octet_length('ß')")).toEqual([['Größe', '1']]);
		expect(latin.info.encoding).toBe('LATIN1');
		await expect(latin.query("select '€'")).rejects.toMatchObject({ kind: 'query' });
	} finally {
		await latin.close();
	}
});

test('closing twice, and using a closed session, does not hang', async () => {
	const closed = await openSession(database.settings);
	await closed.close();
	await closed.close();
	await expect(closed.query('select 1')).rejects.toMatchObject({ kind: 'lost' });
});
