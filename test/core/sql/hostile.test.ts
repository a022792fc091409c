import { beforeAll, expect, test } from 'vitest';

import type { SqlPlace } from '../../../server/src/core/sql/analysis';
import { analyzeSql } from '../../../server/src/core/sql/analyze';
import { builtinFunction } from '../../../server/src/core/sql/functions';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { plainSqlSource } from '../../../server/src/core/sql/source';
import { analyzed, checkFindings, NAMES, scopeOf } from './checks';

beforeAll(loadSqlParser);

const FRAGMENTS: readonly SqlPlace[] = ['expression', 'condition', 'from', 'group-by'];

test.each([
	['insert into cust values (1)', 'INSERT'],
	['update cust set id = 1', 'UPDATE'],
	['delete from cust', 'DELETE'],
	['merge into cust c using ord o on true when matched then delete', 'MERGE'],
	['truncate cust', 'TRUNCATE'],
	['drop table cust', 'DROP'],
	['create table x (id int)', 'CREATE'],
	['create table x as select 1', 'CREATE'],
	['alter table cust add x int', 'ALTER'],
	['grant all on cust to public', 'GRANT'],
	["copy cust to program 'sh'", 'COPY'],
	["copy (select 1) to '/tmp/x'", 'COPY'],
	["copy cust from '/tmp/x'", 'COPY'],
	['call p()', 'CALL'],
	['do $$ begin end $$', 'DO'],
	['set statement_timeout = 0', 'SET'],
	['reset all', 'RESET'],
	['lock cust', 'LOCK'],
	['notify x', 'NOTIFY'],
	['listen x', 'LISTEN'],
	['commit', 'COMMIT'],
	['begin', 'BEGIN'],
	['vacuum', 'VACUUM'],
	['refresh materialized view x', 'REFRESH'],
	['prepare p as delete from cust', 'PREPARE'],
	['execute p', 'EXECUTE'],
	['discard all', 'DISCARD'],
	['cluster cust', 'CLUSTER'],
	['explain analyze delete from cust', 'DELETE'],
	['select 1 into x', 'SELECT INTO'],
	['select 1 from cust for update', 'FOR UPDATE'],
	['select 1 from cust for no key update', 'FOR NO KEY UPDATE'],
	['select 1 from cust for key share', 'FOR KEY SHARE'],
	['with w as (delete from cust returning *) select * from w', 'DELETE'],
	['with w as (insert into cust values (1) returning *) select * from w', 'INSERT'],
	['with w as (update cust set id = 1 returning *) select * from w', 'UPDATE'],
	['with w as (merge into cust c using ord o on true when matched then delete returning c.id) select * from w', 'MERGE'],
	['select * from (select 1 from cust for share) x', 'FOR SHARE'],
	['select 1; commit; insert into cust values (1)', 'COMMIT'],
	['commit; insert into cust values (1)', 'COMMIT'],
])('%s is refused as what writes', (text, what) => {
	const { ok, findings } = analyzed(text, 'query');
	expect(`${ok} ${findings.map(({ code, args }) => `${code} ${args.what}`)}`).toBe(`false writes-data ${what}`);
	// Some of these are names elsewhere: `commit` is a column, `lock cust` a table with an alias.
	for (const place of FRAGMENTS) {
		const analysis = analyzed(text, place, scopeOf('cust c'));
		expect(analysis.ok ? analysis.findings.map(({ code }) => code).join() : 'refused').toMatch(
			/^(refused|unknown-(table|column)(,unknown-table)?)$/,
		);
	}
});

test.each([
	['expression', '1; ‹drop› table y', 'DROP'],
	['expression', '1 ‹into› z', 'SELECT INTO'],
	['expression', '1 ‹for› update', 'FOR UPDATE'],
	['expression', '(with w as (‹delete› from cust returning *) select count(*) from w)', 'DELETE'],
	['from', 'cust c; ‹drop› table y', 'DROP'],
	['from', '(select 1 from cust ‹for› update) x', 'FOR UPDATE'],
	['from', 'cust ‹for› update', 'FOR UPDATE'],
	['group-by', '1; ‹truncate› cust', 'TRUNCATE'],
	['condition', 'true; ‹update› cust set id = 1', 'UPDATE'],
] as const)('%s: %s', (place, marked, what) => {
	checkFindings(place, marked, [`writes-data {"what":"${what}"}`]);
});

test.each([
	"nextval('s')",
	"setval('s', 1)",
	"currval('s')",
	"set_config('statement_timeout', '0', false)",
	'pg_sleep(1)',
	'pg_advisory_lock(1)',
	'pg_try_advisory_lock(1)',
	"pg_notify('x', 'y')",
	'pg_terminate_backend(1)',
	'pg_cancel_backend(1)',
	'pg_switch_wal()',
	'pg_reload_conf()',
	'pg_export_snapshot()',
	"pg_create_physical_replication_slot('x')",
	"pg_logical_emit_message(false, 'x', 'y')",
	"pg_read_file('/etc/passwd')",
	"pg_read_binary_file('/etc/passwd')",
	"pg_ls_dir('/')",
	"pg_stat_file('/')",
	"lo_import('/etc/passwd')",
	"lo_export(1, '/tmp/x')",
	"lo_put(1, 0, '')",
	'lo_unlink(1)',
	"query_to_xml('delete from cust', true, true, '')",
	"table_to_xml('cust', true, true, '')",
	"schema_to_xml('erp', true, true, '')",
	"database_to_xml(true, true, '')",
	"ts_stat('select 1')",
	"ts_rewrite('a'::tsquery, 'select 1')",
	'txid_current()',
	'setseed(0.5)',
	"dblink('host=x', 'delete from y')",
	"crosstab('delete from y')",
	'effect(1)',
	'erp.effect(1)',
	"lower('x')",
	"pg_catalog.nextval('s')",
	'PG_CATALOG."nextval"(\'s\')',
])('%s is unsafe, wherever it hides', call => {
	const name = call.slice(0, call.indexOf('('));
	const unsafe = (text: string, place: SqlPlace) =>
		analyzed(text, place, scopeOf('cust c')).findings.filter(({ code }) => code === 'unsafe-function').length;
	const hidden: readonly (readonly [SqlPlace, string])[] = [
		['expression', `case when true then (select ${call})::text end`],
		['condition', `c.id in (select 1 order by ${call})`],
		['from', `cust c, lateral ${call} f`],
		['from', `cust c join ord o on ${call} is null`],
		['group-by', `rollup (${call})`],
		['query', `with w as (select sum(1) filter (where ${call} is null) over (order by ${call}) as s) select s from w`],
		['query', `select 1 from cust limit ${call}`],
		['query', `select json_value('{}', '$.x' passing ${call} as v), array[${call}], (row(${call}))`],
	];
	expect(hidden.map(([place, text]) => unsafe(text, place) > 0)).toEqual(hidden.map(() => true));
	checkFindings('expression', `‹${name}›${call.slice(call.indexOf('('))}`, [`unsafe-function {"name":${JSON.stringify(shown(name))}}`]);
});

function shown(name: string): string {
	return name.toLowerCase().replaceAll('"', '');
}

test('a user operator with a volatile function is unsafe', () => {
	const finding = 'unsafe-function {"name":"==="}';
	checkFindings('condition', "'a' ‹===› 'b'", [finding]);
	checkFindings('condition', "'a' ‹===› any (array['b'])", [finding]);
	checkFindings('condition', "'a' ‹operator›(erp.===) 'b'", [finding]);
	checkFindings('condition', "'a' ‹===› any (select note from ord)", [finding]);
	expect(analyzed('select name from cust order by name using ===', 'query').findings.map(({ code }) => code)).toEqual(['unsafe-function']);
	expect(analyzed('select sum(id) over (order by name using ===) from cust', 'query').findings.map(({ code }) => code)).toEqual([
		'unsafe-function',
	]);
});

test('a function with effects written like a field is unsafe', () => {
	const finding = 'unsafe-function {"name":"effect"}';
	checkFindings('expression', 'c.‹effect›', [finding], 'cust c');
	checkFindings('expression', '(c).‹effect›', [finding], 'cust c');
	checkFindings('expression', '(c.addr).‹effect›', [finding], 'cust c');
	checkFindings('expression', 'n.‹effect›', [finding], 'nowhere n');
});

test('what is refused by name is refused without a catalog too', () => {
	const findings = ['dblink', 'pg_file_write', 'lo_import', 'nextval', 'email_validator'].map(name =>
		analyzeSql(plainSqlSource(`${name}('x')`, 'block', 0), 'expression', { ...NAMES, functions: () => 'unknowable' })
			.findings.map(({ code }) => code)
			.join(),
	);
	expect(findings).toEqual(['unsafe-function', 'unsafe-function', 'unsafe-function', 'unsafe-function', '']);
});

test.each([
	'random',
	'gen_random_uuid',
	'uuidv7',
	'clock_timestamp',
	'now',
	'upper',
	'current_setting',
	'xpath',
	'generate_series',
	'to_char',
])('%s may run', name => {
	expect(builtinFunction(name)?.unsafe).toBe(false);
});

test('a trailing comment, an open quote or a parenthesis of ours cannot be used to get out', () => {
	const attempts = ['1) from cust; delete from cust; --', '1 /*', '1 --\n) x', "'", '$$', "E'\\", '1) union select (1', 'U&"', '1 */ /*'];
	expect(attempts.map(text => analyzed(text, 'expression').ok)).toEqual(attempts.map(() => false));
});

test('what writes as a statement and is a literal as an expression is refused as a query', () => {
	checkFindings('query', "‹load› 'x'", ['writes-data {"what":"LOAD"}']);
});
