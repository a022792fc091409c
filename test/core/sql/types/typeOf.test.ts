/** The types of expressions, held against what a server says of them. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Catalog } from '../../../../server/src/core/catalog/catalog';
import { catalogLookup } from '../../../../server/src/core/catalog/lookup';
import { sqlNames } from '../../../../server/src/core/mapping/names';
import type { SqlAnalysis } from '../../../../server/src/core/sql/analysis';
import { analyzeSql } from '../../../../server/src/core/sql/analyze';
import { loadSqlParser } from '../../../../server/src/core/sql/parser';
import { plainSqlSource } from '../../../../server/src/core/sql/source';
import type { Session } from '../../../../server/src/engines/engine';
import { introspect } from '../../../../server/src/engines/postgres/introspect';
import { openSession } from '../../../../server/src/engines/postgres/session';
import { freshDatabase } from '../../../support/postgres';
import { EXPRESSIONS, TYPES_SQL } from './expressions';

let session: Session;
let catalog: Catalog;

beforeAll(async () => {
	await loadSqlParser();
	const database = await freshDatabase(TYPES_SQL);
	await database.run(`alter database ${database.name} set search_path to app, public`);
	catalog = await introspect({ ...database.settings, schemas: ['app'] });
	session = await openSession(database.settings);
});

afterAll(() => session.close());

function analyzed(sql: string): SqlAnalysis {
	return analyzeSql(plainSqlSource(sql, 'test', 0), 'query', sqlNames(catalogLookup(catalog, ['app', 'public']), new Map()));
}

test('what is known of a type is what the server says', async () => {
	const wrong: string[] = [];
	let known = 0;
	let asked = 0;
	for (const expression of EXPRESSIONS) {
		const sql = `select ${expression} as q from app.t`;
		const [column] = await session.describe(sql);
		const inferred = analyzed(sql).output?.[0]?.type;
		if (!column) throw new Error(`No column: ${sql}`);
		asked++;
		if (inferred === undefined) continue;
		known++;
		if (!isSame(inferred, column.type)) wrong.push(`${expression} is ${column.type}, not ${inferred}`);
	}
	expect(wrong).toEqual([]);
	expect(asked).toBeGreaterThan(500);
	expect(known / asked).toBeGreaterThan(0.9);
});

/** A server describes a domain as what it is made of. */
function isSame(inferred: string, described: string): boolean {
	return (
		inferred === described ||
		(inferred === 'app.code' && described === 'character varying(8)') ||
		(inferred === 'app.amount' && described === 'numeric(12,2)')
	);
}

test.each([
	['v', false],
	['vv', true],
	['coalesce(vv, v)', false],
	['coalesce(vv, x)', true],
	["coalesce(vv, '')", false],
	['vv || v', true],
	["v || 'x'", false],
	['upper(vv)', true],
	['concat(vv, x)', false],
	['case when f then 1 else 2 end', false],
	['case when f then 1 end', undefined],
	['case when f then vv else v end', true],
	['count(vv)', false],
	['sum(i)', undefined],
	["nullif(v, '')", undefined],
	['null', true],
	["'x'", false],
	['vv is null', false],
	['i::text', false],
	['n + 1', true],
	['(select v from app.t limit 1)', undefined],
	['shout(v)', undefined],
	['now()', false],
	['exists (select 1)', false],
	["jb ->> 'a'", undefined],
] as const)('%s can be NULL: %s', (expression, nullable) => {
	expect(analyzed(`select ${expression} from app.t`).output?.[0]?.nullable).toBe(nullable);
});

test('an outer join makes columns nullable', () => {
	const sql = 'select t.i, k.i as k, coalesce(k.i, 0) as c from app.t left join app.k on k.i = t.i';
	expect(analyzed(sql).output?.map(column => column.nullable)).toEqual([false, true, false]);
});

test('what nobody can know stays unknown', () => {
	const types = analyzed('select no_such(i) as a, i + no_such(i) as b, not_a_column as c, no_such(i) = 1 as d from app.t').output;
	expect(types?.map(column => column.type)).toEqual([undefined, undefined, undefined, 'boolean']);
});
