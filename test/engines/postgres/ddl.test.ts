/** A catalog shown as SQL, and what a server makes of that SQL: the same catalog. */

import { expect, test } from 'vitest';

import type { Catalog } from '../../../server/src/core/catalog/catalog';
import { renderDdl, renderTableDdl } from '../../../server/src/core/catalog/ddl';
import { diffCatalogs, renderCatalogChanges } from '../../../server/src/core/catalog/diff';
import { postgresEngine } from '../../../server/src/engines/postgres/postgres';
import { freshDatabase } from '../../support/postgres';

const schema = `
	create schema app;
	create type app.status as enum ('new', 'it''s done');
	create domain app.code as text default 'x' not null constraint short check (length(value) < 9);
	create type app.point as (x int, y numeric(9,2));
	create type app.span as range (subtype = timestamptz);
	create sequence app.numbers as integer;
	create table app.a (
		id bigint generated always as identity primary key,
		code app.code, status app.status not null default 'new',
		price numeric(10,2) check (price > 0), doubled numeric generated always as (price * 2) stored,
		label text collate "C", "Odd ""Name" varchar(20), tags text[],
		constraint a_once unique nulls not distinct (label, "Odd ""Name") deferrable
	);
	create table app.b (a_id bigint not null references app.a (id) on delete cascade, "order" int, x text, primary key (a_id, "order"));
	create unique index b_partial on app.b (lower(x)) where x <> '';
	create unique index b_two on app.b (x) where "order" > 0;
	comment on table app.b is 'what''s in it'; comment on column app.b.x is 'a\\b';
	create view app.v as select * from app.b;
`;

async function catalogOf(sql: string): Promise<Catalog> {
	return postgresEngine.introspect((await freshDatabase(sql)).settings);
}

test('what it shows makes the same schema', async () => {
	const catalog = await catalogOf(schema);
	const again = await catalogOf(`drop schema public;
${renderDdl(catalog)}`);
	expect(renderCatalogChanges(diffCatalogs(catalog, again))).toEqual([
		// The query of a view is in no catalog.
		'table app.v removed',
	]);
	const view = catalog.schemas.find(one => one.name === 'app')?.tables.find(one => one.name === 'v');
	expect(view && renderTableDdl(view)).toBe('-- view\n-- app.v (\n-- \ta_id bigint,\n-- \t"order" integer,\n-- \tx text\n-- );\n');
});
