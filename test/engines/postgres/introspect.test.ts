import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog, Table } from '../../../server/src/core/catalog/catalog';
import { catalogLookup } from '../../../server/src/core/catalog/lookup';
import { parseSnapshot, renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { Cancelled } from '../../../server/src/engines/engine';
import { postgresEngine } from '../../../server/src/engines/postgres/postgres';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

const everything = readFileSync(join(__dirname, 'everything.sql'), 'utf8');
const golden = join(__dirname, 'everything.golden.json');
let database: TestDatabase;
let catalog: Catalog;

beforeAll(async () => {
	database = await freshDatabase(everything);
	catalog = await postgresEngine.introspect(database.settings);
});

/** Without what differs between two runs on two machines, and without the hundred functions of extensions. */
function timeless({ schemas, casts, operators, ...rest }: Catalog): Catalog {
	const ofExtension = ({ schema }: { readonly schema: string }) => schema === 'public';
	return {
		...rest,
		version: 180000,
		fingerprint: 'fingerprint',
		schemas: schemas.map(schema => ({
			...schema,
			tables: schema.tables.map(table => ({ ...table, bytes: table.bytes === undefined ? undefined : 0 })),
			functions: schema.functions.filter(one => !ofExtension(one)),
		})),
		casts: casts.filter(cast => !/citext|hstore/.test(cast.source + cast.target)),
		operators: operators.filter(operator => !ofExtension(operator)),
	};
}

function table(name: string): Table {
	const found = catalogLookup(catalog, []).tables.get(name);
	if (!found) throw new Error(`No table ${name}`);
	return found;
}

test('a schema that holds every kind of object', () => {
	const text = renderSnapshot(timeless(catalog));
	if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
	expect(text).toBe(readFileSync(golden, 'utf8'));
});

test('the functions, operators and casts of extensions can be called too, but their types are names only', () => {
	const { functions = [], types } = catalog.schemas.find(schema => schema.name === 'public') ?? {};
	expect(functions.map(one => `${one.name}(${one.arguments}) ${one.result}`)).toContain(
		'regexp_replace(public.citext,public.citext,text) text',
	);
	expect(catalog.operators.map(one => `${one.left} ${one.name} ${one.right} ${one.result}`)).toContain('public.hstore -> text text');
	expect(catalog.casts).toContainEqual({ source: 'public.citext', target: 'text', context: 'implicit' });
	expect(types).toEqual([]);
});

test('rows and bytes of partitions are summed, and unknown rows stay unknown', () => {
	expect(table('app.events')).toMatchObject({ kind: 'partitioned', partitions: 4, estimatedRows: 400 });
	expect(table('app.events').bytes).toBeGreaterThan(3 * 8192);
	expect(table('app.nothing').estimatedRows).toBe(0);
	expect(table('app.orders').estimatedRows).toBeUndefined();
	expect(table('app.orders').bytes).toBeUndefined();
});

test('asking again gives the same text, and so does the snapshot file', async () => {
	const again = await postgresEngine.introspect(database.settings);
	expect(renderSnapshot(again)).toBe(renderSnapshot(catalog));
	expect(parseSnapshot(renderSnapshot(catalog))).toEqual({ catalog: JSON.parse(JSON.stringify(catalog)) });
	expect(await postgresEngine.fingerprint(database.settings)).toBe(catalog.fingerprint);
	expect(catalog.fingerprint).toMatch(/^[0-9a-f]{32}$/);
});

test('another database made by the same statements has the same fingerprint, whatever its data', async () => {
	const twin = await freshDatabase(
		`create table public.shift_oids (a int); drop table public.shift_oids; ${everything}; insert into app.parent values (1);`,
	);
	expect(await postgresEngine.fingerprint(twin.settings)).toBe(catalog.fingerprint);
});

test('a database of another encoding hashes the same on both sides', async () => {
	const { settings } = await freshDatabase(`create table "Größe" ("ß" text default 'ü')`, 'LATIN1');
	const read = await postgresEngine.introspect(settings);
	expect(read.schemas[0]?.tables[0]).toMatchObject({ name: 'Größe', columns: [{ name: 'ß', default: "'ü'::text" }] });
	expect(await postgresEngine.fingerprint(settings)).toBe(read.fingerprint);
});

test('a user who may read nothing sees the same', async () => {
	const role = `stranger_${database.name}`;
	await database.run(`create role ${role} login password 'stranger'; revoke all on schema public from public`);
	const settings = { ...database.settings, user: role, password: 'stranger' };
	const seen = await postgresEngine.introspect(settings);
	const withPath = { ...seen, settings: { ...seen.settings, searchPath: ['public'] }, fingerprint: catalog.fingerprint };
	const whole = renderSnapshot(withPath);
	expect(whole).toBe(renderSnapshot(catalog));
	await database.run('grant usage on schema public to public');
});

test('only the listed schemas are read, with the functions and types of the search path', async () => {
	const listed = await postgresEngine.introspect({ ...database.settings, schemas: ['Odd.Schema'] });
	expect(listed.schemas.map(({ name, tables, functions }) => [name, tables.length, functions.length > 0])).toEqual([
		['Odd.Schema', 1, false],
		['public', 0, true],
	]);
	await expect(postgresEngine.introspect({ ...database.settings, schemas: ['app', "o'clock"] })).rejects.toMatchObject({
		kind: 'settings',
		message: '"test" has no schema "o\'clock"; correct "schemas" of its entry in connections.yaml',
	});
});

test('what PostgreSQL 15 to 18 have added', async () => {
	const recent = await freshDatabase(`
		create extension btree_gist;
		create table a (id int primary key, u int, w int, x int, constraint ux unique nulls not distinct (u));
		create unique index wx on a (w) nulls not distinct;
		alter table a add constraint given not null x not valid;
		alter table a alter column w set not null;
		alter table a add column double int generated always as (id * 2) virtual;
		alter table a add constraint soft check (x > 0) not enforced;
		create table b (id int, during daterange, primary key (id, during without overlaps));
		create table c (id int, during daterange, foreign key (id, period during) references b (id, period during));`);
	const { schemas } = await postgresEngine.introspect(recent.settings);
	const [a, b, c] = schemas[0]?.tables ?? [];
	expect([a, b, c].map(one => one && { ...one, bytes: 0 })).toMatchObject([
		{
			columns: [
				{ name: 'id', nullable: false },
				{ name: 'u', nullable: true },
				{ name: 'w', nullable: false },
				{ name: 'x', nullable: true },
				{ name: 'double', generated: '(id * 2)' },
			],
			uniqueKeys: [
				{ name: 'ux', nullsNotDistinct: true },
				{ name: 'wx', nullsNotDistinct: true },
			],
			checks: [{ name: 'soft', expression: '(x > 0)', notValid: true }],
		},
		{ primaryKey: { columns: ['id', 'during'] }, checks: [] },
		{ foreignKeys: [{ columns: ['id', 'during'], references: { table: 'b', columns: ['id', 'during'] } }] },
	]);
});

test('nothing is read after a cancel', () =>
	expect(postgresEngine.introspect(database.settings, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled));

test('an empty database has an empty catalog', async () => {
	const empty = await freshDatabase();
	expect((await postgresEngine.introspect(empty.settings)).schemas).toEqual([
		{ name: 'public', comment: 'standard public schema', tables: [], types: [], functions: [], sequences: [] },
	]);
});

test('five hundred tables and ten thousand columns are read whole', async () => {
	const wide = Array.from({ length: 20 }, (_, i) => `c${i} numeric(${i + 1},2) default ${i}`).join(', ');
	const many = await freshDatabase(`
		do $$ begin for i in 1..500 loop execute format('create table t%s (id int primary key references t%s, ${wide})', i, i); end loop; end $$`);
	const read = await postgresEngine.introspect(many.settings);
	const tables = read.schemas.flatMap(schema => schema.tables);
	expect([tables.length, tables.flatMap(one => one.columns).length, tables.flatMap(one => one.foreignKeys).length]).toEqual([
		500, 10500, 500,
	]);
});

test('an aggregate is as volatile as the functions that it is made of', async () => {
	const { settings } = await freshDatabase(`
		create table log(line text);
		create function note(sofar int, value int) returns int language sql volatile as $$ insert into log values ('x') returning sofar + value $$;
		create aggregate noted(int) (sfunc = note, stype = int, initcond = '0');
		create aggregate plain(int) (sfunc = int4pl, stype = int, initcond = '0');
	`);
	const { schemas } = await postgresEngine.introspect(settings);
	const aggregates = schemas.flatMap(schema => schema.functions).filter(one => one.kind === 'aggregate');
	expect(aggregates.map(one => [one.name, one.volatility])).toEqual([
		['noted', 'volatile'],
		['plain', 'immutable'],
	]);
});
