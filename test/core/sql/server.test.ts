/** What the analysis says of queries, held against what a server says of them. */

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { quoteIdentifier, quoteLiteral } from '../../../server/src/core/sql/quote';
import { freshDatabase } from '../../support/postgres';
import { analyzed, SCHEMA_SQL } from './checks';
import { QUERIES } from './queries';

let client: pg.Client;

beforeAll(async () => {
	await loadSqlParser();
	const database = await freshDatabase(SCHEMA_SQL);
	client = new pg.Client({ connectionString: database.url });
	await client.connect();
	await client.query('set search_path to erp');
});

afterAll(() => client.end());

test.each(QUERIES)('names the columns as the server does: %s', async query => {
	const { fields } = await client.query(`select * from (\n${query}\n) q limit 0`).catch(() => client.query(query));
	const { output } = analyzed(query, 'query');
	if (output) expect(output.map(column => column.name)).toEqual(fields.map(field => field.name));
	else expect(query).toMatch(/pg_class|information_schema/);
});

test.each([
	"select 'a'::text, name::text, 1 + 2, -id, (select 1), (select id from cust limit 1), (values (1)), exists (select 1), array(select 1), not true from cust",
	"select case when true then id end, case when true then 1 else id end, (case id when 1 then 2 end)::text, null, name || 'x', id::int8, (id + 1)::numeric from cust",
	"select greatest(1), least(1), nullif(1, 2), row(1), array[1], current_time, localtime, current_role, user, current_catalog, xmlconcat(null), xmlpi(name x), xmlparse(content 'x'), json('1'), json_scalar(1), json_serialize('1'), json_array(1), json_array(select 1), json_exists('1', '$'), json_query('1', '$'), normalize('x'), collation for ('x')",
	"select count(*) over (), (array[1])[1], ('{1}'::int[])[1], (row(1, 2)).f1, extract(year from now()), now() at time zone 'UTC', interval '1 day', date '2024-01-01', (c.addr).street from cust c",
	'select (select name as x from cust limit 1)::text, (select 1 + 1)::text, (select 1 union select 2 limit 1)',
])('names columns without an alias as the server does: %s', async query => {
	const { fields } = await client.query(`${query} limit 0`);
	expect(analyzed(query, 'query').output?.map(column => column.name)).toEqual(fields.map(field => field.name));
});

test('quoted names and texts come back from the server, whatever its settings', async () => {
	const odd = ['a"b', 'Ärger', 'select', "it's", 'back\\slash', '😀', 'x\ny', 'E', '\\\'"'];
	for (const setting of ['on', 'off']) {
		await client.query(`set standard_conforming_strings to ${setting}`);
		const { rows, fields } = await client.query({
			text: `select ${odd.map(one => `${quoteLiteral(one)} as ${quoteIdentifier(one)}`).join(', ')}`,
			rowMode: 'array',
		});
		expect(rows[0]).toEqual(odd);
		expect(fields.map(field => field.name)).toEqual(odd);
	}
	await client.query('reset standard_conforming_strings');
});

test('what is reported as unknown or ambiguous is refused by the server', async () => {
	const queries = [
		'select naem from cust',
		'select id from cust, ord',
		'select * from cust c, (select c.id) s',
		'select * from cust a join ord b on b.id = c.id, cust c',
		'select * from cust join line using (id)',
		'select id as n from cust where n > 1',
		'select id as n from cust order by n + 1',
		'select id from cust union select id from ord order by name',
		'select x.id from cust x(a)',
		'select j.id, c.id from (cust c join line on true) j',
		'select nope(1)',
		'select e.x from cust c, jsonb_array_elements(data) e',
		'select street(c) from cust c',
	];
	for (const query of queries) {
		expect(analyzed(query, 'query').findings.length, query).toBe(1);
		await expect(client.query(query), query).rejects.toThrow();
	}
});
