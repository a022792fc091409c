/** SQL that would do something, by the kind of place that it is written for. Every text holds the word `hostile`, so that it is found again. */

export interface HostileSql {
	readonly sql: string;
	/** The codes under which it may be refused. */
	readonly codes: RegExp;
}

const unsafe = /^unsafe-function$/;
const writes = /^writes-data$/;
/** In parentheses, `a, effect()` is a row, so it is read and found unsafe. */
const broken = /^(sql-syntax|not-an-expression|not-a-query|writes-data|unsafe-function)$/;

const calls = (folder: string, pid: number): readonly string[] => [
	"nextval('erp.counter')",
	"setval('erp.counter', 99)",
	'pg_advisory_lock(4711)',
	'pg_try_advisory_lock_shared(4711)',
	"pg_notify('hostile', 'x')",
	'pg_sleep(60)',
	"lo_import('/etc/hostname')",
	`lo_export(1, '${folder}/hostile-lo')`,
	"lo_from_bytea(0, 'x')",
	"pg_read_file('/etc/hostname')",
	"pg_read_binary_file('/etc/hostname')",
	"pg_ls_dir('/')",
	"pg_stat_file('/etc/hostname')",
	"query_to_xml('insert into erp.trace values (1)', true, true, '')",
	"query_to_xml_and_xmlschema('delete from erp.cust', true, true, '')",
	"cursor_to_xml('c', 1, true, true, '')",
	"set_config('transaction_read_only', 'off', false)",
	`pg_terminate_backend(${pid})`,
	`pg_cancel_backend(${pid})`,
	'pg_switch_wal()',
	'pg_reload_conf()',
	'pg_rotate_logfile()',
	"pg_create_physical_replication_slot('hostile', true)",
	"pg_create_logical_replication_slot('hostile', 'test_decoding')",
	"pg_logical_emit_message(false, 'hostile', 'x')",
	"pg_create_restore_point('hostile')",
	'pg_export_snapshot()',
	'pg_stat_reset()',
	'txid_current()',
	'pg_current_xact_id()',
	'setseed(0.1)',
	'erp.effect()',
	"erp.effect('x')",
	'erp.writes()',
	"(select d from erp.dblink('', 'x') d)",
	'erp.gather(c.name)',
	"ts_stat('select erp.effect()')",
	'"pg_catalog"."nextval"(\'erp.counter\')',
	"pg_catalog . nextval /* comment */ ('erp.counter')",
	'U&"n\\0065xtval"(\'erp.counter\')',
	'cast(c.name as erp.odd)',
	'c.name::erp.odd',
	'(c.name operator(erp.===) c.name)',
];

/** Written so that the word `hostile` is in the text and has no meaning. */
const marked = (sql: string) => `${sql} /* hostile */`;

export function hostileExpressions(folder: string, pid: number): readonly HostileSql[] {
	const own = calls(folder, pid).map(call => ({ sql: marked(`(${call})::text`), codes: unsafe }));
	const hidden = [
		"case when nextval('erp.counter') > 0 then 'x' end",
		'coalesce(c.name, (select max(erp.effect()) from erp.cust))',
		'(array[c.name, erp.effect()])[2]',
		'c.name like erp.effect()',
		"json_value('{}', '$.x' default erp.effect() on empty)",
		"(select v from json_table('{}', '$' columns (v text path '$.x' default erp.effect() on empty)))",
		"(select v from xmltable('/a' passing '<a/>' columns v text path 'b' default erp.effect()))",
		"(select max(n) from erp.cust t tablesample bernoulli (nextval('erp.counter')) , lateral (select t.name) l(n))",
		'(select x from rows from (erp.effect(), erp.effect()) as f(x, y))',
		'(with recursive r as (select erp.effect() as v union all select v from r where false) select v from r)',
		'(select erp.effect() over () from (values (1)) v)',
		'(select v from (values (erp.effect())) x(v))',
		'xmlelement(name x, erp.effect())::text',
		"(select 'x' order by erp.effect() limit length(erp.effect()))",
		'upper(erp.effect()) collate "C"',
		"erp.effect(variadic array['x'])",
	].map(sql => ({ sql: marked(sql), codes: unsafe }));
	const escaping = [
		"c.name; insert into erp.trace values ('hostile')",
		"c.name; commit; insert into erp.trace values ('hostile'); --",
		'c.name) from erp.cust c; delete from erp.cust; -- hostile',
		'c.name from erp.cust c -- hostile',
		'c.name, erp.effect() /* hostile */',
		'c.name into hostile',
		'c.name for update /* hostile */',
		'c.name /* hostile',
		"c.name' hostile",
		'c.name $hostile$',
		"E'\\' || erp.effect() -- hostile",
		"U&'\\' || 'hostile",
		'((c.name /* hostile */)',
		'c.name)) union all select ((erp.effect() /* hostile */',
		"(with w as (insert into erp.trace values ('hostile') returning note) select note from w)",
		'(with w as (delete from erp.cust returning name) select name /* hostile */ from w)',
		'(with w as (merge into erp.cust t using erp.cust s on t.id = s.id when matched then delete returning t.name) select name /* hostile */ from w)',
		'(select name /* hostile */ from erp.cust for update limit 1)',
		'(select name /* hostile */ from erp.cust for key share limit 1)',
		'$1 /* hostile */',
		'default /* hostile */',
		`${'('.repeat(20_000)}'hostile'${')'.repeat(20_000)}`,
	].map(sql => ({ sql, codes: broken }));
	return [...own, ...hidden, ...escaping];
}

export function hostileFroms(folder: string, pid: number): readonly HostileSql[] {
	const own = calls(folder, pid)
		.filter(call => !call.includes('c.name'))
		.map(call => ({ sql: `erp.cust c join (select ${call} as hostile) h on true`, codes: unsafe }));
	return [
		...own,
		{ sql: 'erp.cust c, lateral erp.effect() hostile', codes: unsafe },
		{ sql: "erp.cust c, dblink('', 'x') hostile(x text)", codes: /^(unsafe-function|unknown-function)$/ },
		{ sql: 'erp.cust c where true /* hostile */', codes: broken },
		{ sql: 'erp.cust c; drop table hostile', codes: broken },
		{ sql: 'erp.cust c; commit; insert into erp.trace select 1 -- hostile', codes: broken },
		{ sql: 'erp.cust c for update /* hostile */', codes: broken },
		{ sql: 'erp.cust c limit 1 /* hostile */', codes: broken },
		{ sql: 'erp.cust c join erp.cust hostile on true)', codes: broken },
		{ sql: 'erp.cust c /* hostile', codes: broken },
		{ sql: '(delete from erp.cust returning *) c /* hostile */', codes: broken },
		{ sql: '(select * from erp.cust for no key update) c /* hostile */', codes: broken },
		{ sql: "(with w as (update erp.cust set name = 'hostile' returning *) select * from w) c", codes: writes },
	];
}

export function hostileQueries(folder: string, pid: number): readonly HostileSql[] {
	const own = calls(folder, pid)
		.filter(call => !call.includes('c.name'))
		.map(call => ({ sql: marked(`select 'x'::text as key, (${call})::text as value`), codes: unsafe }));
	const statements = [
		"insert into erp.trace values ('hostile') returning note as key",
		"update erp.cust set name = 'hostile' returning name",
		'delete from erp.cust returning name /* hostile */',
		"merge into erp.cust t using erp.cust s on t.id = s.id when matched then update set name = 'hostile'",
		'truncate erp.cust /* hostile */',
		'drop table erp.cust /* hostile */',
		'create table hostile as select 1',
		'select 1 as key into hostile',
		`copy erp.cust to '${folder}/hostile-copy'`,
		`copy erp.cust to program 'touch ${folder}/hostile-program'`,
		`copy (select 1) to '${folder}/hostile-copy'`,
		'commit /* hostile */',
		"do $$ begin insert into erp.trace values ('hostile'); end $$",
		'lock table erp.cust /* hostile */',
		"notify hostile, 'x'",
		'set transaction read write /* hostile */',
		'reset all /* hostile */',
		'prepare hostile as delete from erp.cust',
		'explain analyze delete from erp.cust /* hostile */',
		'call erp.hostile()',
		"select 1 as key; insert into erp.trace values ('hostile')",
		"commit; insert into erp.trace values ('hostile')",
		"with w as (insert into erp.trace values ('hostile') returning note) select note as key, note as value from w",
		'select name as key, note as value from erp.cust for share /* hostile */',
		'table erp.cust; -- hostile',
	].map(sql => ({ sql, codes: /^(writes-data|not-a-query|sql-syntax)$/ }));
	return [...own, ...statements];
}
