/** A superuser's session is handed statements that do something. Nothing may be written. */

import { beforeAll, expect, test } from 'vitest';
import type { Session } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

let database: TestDatabase;

beforeAll(async () => {
	database = await freshDatabase(`
		create table victim (id int primary key, note text);
		insert into victim values (1, 'untouched');
		create sequence counter;
		create function writes() returns int language sql volatile as $$ insert into victim values (2, 'written') returning id $$;
		create function lies() returns int language plpgsql immutable as $$ begin update victim set note = 'written'; return 1; end $$;
		create procedure commits(inout a int) language plpgsql as $$ begin commit; insert into victim values (3, 'written'); commit; end $$;
	`);
});

const hostile = [
	"insert into victim values (2, 'written')",
	"insert into victim values (2, 'written') returning id",
	"update victim set note = 'written'",
	'delete from victim returning *',
	'truncate victim',
	'drop table victim',
	'create table written as select 1 as a',
	'create temporary table written (a int)',
	'select 1 as a into written',
	"with w as (insert into victim values (2, 'written') returning id) select * from w",
	'with w as (delete from victim returning id) select * from w',
	'select * from victim for update',
	"select nextval('counter')",
	"select setval('counter', 100)",
	'select writes()',
	'select lies()',
	'call commits(1)',
	"do $$ begin insert into victim values (2, 'written'); end $$",
	"select 1; insert into victim values (2, 'written')",
	"commit; insert into victim values (2, 'written')",
	"select 1 --\n; insert into victim values (2, 'written')",
	'commit',
	'rollback',
	'end and chain',
	'begin',
	'set transaction read write',
	'set session characteristics as transaction read write',
	'reset all',
	"prepare transaction 'x'",
	"prepare p as insert into victim values (2, 'written')",
	'declare c cursor for select 1',
	"copy victim to program 'echo written > /tmp/crosswalk-hostile'",
	"copy victim to '/tmp/crosswalk-hostile'",
	"copy victim from program 'echo 2'",
	'copy victim from stdin',
	'lock table victim',
	"notify channel, 'payload'",
	'listen channel',
	'vacuum victim',
	'analyze victim',
	"alter system set work_mem = '1GB'",
	"explain analyze insert into victim values (2, 'written')",
	"select set_config('transaction_read_only', 'off', false)",
	"select lo_import('/etc/hostname')",
	'select lo_create(0)',
	'',
	';',
	'-- nothing',
	'select $1::int',
];

async function statementsRun(): Promise<unknown> {
	return database.run(`
		select (select string_agg(id || note, ',') from victim), (select last_value || is_called::text from counter),
			to_regclass('written'), (select count(*) from pg_largeobject_metadata), (select count(*) from pg_prepared_xacts),
			(select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'victim' and l.mode not in ('AccessShareLock', 'RowShareLock'))`);
}

type Door = (session: Session, sql: string) => Promise<unknown>;
const doors: readonly (readonly [string, Door])[] = [
	['query', (session, sql) => session.query(sql)],
	['stream', (session, sql) => session.stream(sql)[Symbol.asyncIterator]().next()],
	['describe', (session, sql) => session.describe(sql)],
];

test.each(doors)('%s writes nothing, whatever it is given', async (door, use) => {
	const session = await openSession(database.settings);
	try {
		for (const sql of hostile) {
			const outcome = await use(session, sql).then(
				() => 'ran',
				(error: { readonly kind?: string }) => `refused: ${error.kind}`,
			);
			// Describing executes nothing, so the server may describe what it would refuse to run.
			if (door !== 'describe') expect(`${outcome} ${sql}`).toBe(`refused: query ${sql}`);
			expect(outcome).toMatch(/^ran$|^refused: query$/);
			// The transaction is still there, still read-only, still of the same snapshot.
			expect(
				await session.query("select note, current_setting('transaction_read_only'), current_setting('transaction_isolation') from victim"),
			).toEqual([['untouched', 'on', 'repeatable read']]);
		}
	} finally {
		await session.close();
	}
	expect(await statementsRun()).toEqual([['1untouched', '1false', null, '0', '0', '0']]);
});

test('reading a file or a setting changes nothing here, and is refused where SQL is analysed', async () => {
	const session = await openSession(database.settings);
	try {
		expect(await session.query("select set_config('statement_timeout', '1h', true)")).toEqual([['1h']]);
		expect(await session.query("select length(pg_read_file('PG_VERSION')) > 0")).toEqual([['t']]);
	} finally {
		await session.close();
	}
});
