import { beforeAll, expect, test } from 'vitest';

import { builtinFunction, isSafeFunction, knowFunction, nearestBuiltin } from '../../../server/src/core/sql/functions';
import { freshDatabase, type TestDatabase } from '../../support/postgres';
import { NAMES } from './checks';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});

test.each([
	['upper', 'immutable'],
	['to_char', 'stable'],
	['now', 'stable'],
	['random', 'volatile'],
	['nextval', 'volatile'],
	['numeric', 'stable'],
])('%s is known as %s', (name, volatility) => {
	expect(builtinFunction(name)?.volatility).toBe(volatility);
});

test('aggregates and window functions are told apart', () => {
	const kinds = ['sum', 'row_number', 'lower', 'rank'].map(name => `${builtinFunction(name)?.aggregate} ${builtinFunction(name)?.window}`);
	expect(kinds).toEqual(['true false', 'false true', 'false false', 'true false']);
});

test('what stands in a FROM clause gives its columns', () => {
	expect(['generate_series', 'jsonb_each', 'jsonb_array_elements', 'unnest'].map(name => builtinFunction(name)?.columns)).toEqual([
		'scalar',
		['key', 'value'],
		['value'],
		undefined,
	]);
});

test('a function of the user is as safe as its worst overload, and in its own schema alone', () => {
	const unsafe = (schema: string | undefined, name: string) => {
		const known = knowFunction(NAMES, schema, name);
		return typeof known === 'object' ? !isSafeFunction(known) : known;
	};
	expect([
		unsafe(undefined, 'initials'),
		unsafe('erp', 'effect'),
		unsafe(undefined, 'lower'),
		unsafe('pg_catalog', 'lower'),
		unsafe('erp', 'upper'),
	]).toEqual([false, true, true, false, undefined]);
});

test('a misspelt name is near a built-in one', () => {
	expect(nearestBuiltin('substrin')).toBe('substring');
});

test('every function that the server calls volatile is refused or on the short list', async () => {
	const rows =
		await database.run(`select distinct proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace and provolatile = 'v' and prokind <> 'p'
		and not 'internal'::regtype = any (proargtypes::oid[]) and prorettype not in ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype)`);
	const safe = rows.flatMap(([name]) => (name && builtinFunction(name)?.unsafe === false ? [name] : [])).sort();
	expect(safe.join(' ')).toBe('array_sample array_shuffle clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7');
});

test('every function of the server that SQL can call is known', async () => {
	const rows = await database.run(`select distinct proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace and prokind <> 'p'
		and not 'internal'::regtype = any (proargtypes::oid[]) and prorettype <> 'internal'::regtype and prorettype::regtype::text !~ 'trigger|handler'`);
	expect(rows.flatMap(([name]) => (name && builtinFunction(name) ? [] : [name]))).toEqual([]);
});
