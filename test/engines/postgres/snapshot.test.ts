import { beforeAll, expect, test } from 'vitest';
import type { Session, SessionOptions } from '../../../server/src/engines/engine';
import { Cancelled } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

let database: TestDatabase;

beforeAll(async () => {
	database = await freshDatabase('create table t as select 1 as i');
});

async function withSession(work: (session: Session) => Promise<void>, options: SessionOptions = { isShared: true }): Promise<void> {
	const session = await openSession(database.settings, undefined, options);
	try {
		await work(session);
	} finally {
		await session.close();
	}
}

async function besideOf(session: Session, signal?: AbortSignal): Promise<Session> {
	if (!session.beside) throw new Error('The snapshot is not shared');
	return session.beside(signal);
}

test('a connection beside the first reads the same snapshot, with the same settings', () =>
	withSession(async session => {
		await database.run('insert into t values (2)');
		const beside = await besideOf(session);
		const settings = `select count(*), current_setting('timezone'), current_setting('transaction_read_only'), current_setting('row_security') from t`;
		expect(await beside.query(settings)).toEqual([['1', 'UTC', 'on', 'off']]);
		expect(beside.info).toEqual(session.info);
		expect(await database.run('select count(*) from t')).toEqual([['2']]);
		await beside.close();
	}));

test('it goes on with the snapshot after a refused statement, and when the first is closed', () =>
	withSession(async session => {
		const before = await session.query('select count(*) from t');
		await database.run('insert into t values (3)');
		const beside = await besideOf(session);
		await session.close();
		await expect(beside.query('select nothing from t')).rejects.toMatchObject({ kind: 'changed' });
		await expect(beside.query('delete from t returning 1')).rejects.toMatchObject({ kind: 'query' });
		expect(await beside.query('select count(*) from t')).toEqual(before);
		await beside.close();
	}));

test('a snapshot is shared only when asked, and when the server lets it', async () => {
	await withSession(async session => expect(session.beside).toBeUndefined(), {});
	await database.run(`create role plain_${database.name} login password 'p'; revoke execute on function pg_export_snapshot() from public`);
	const settings = { ...database.settings, user: `plain_${database.name}`, password: 'p' };
	const session = await openSession(settings, undefined, { isShared: true });
	expect(session.beside).toBeUndefined();
	expect(await session.query('select 1')).toEqual([['1']]);
	await session.close();
});

test('a snapshot whose session is closed cannot be joined any more', () =>
	withSession(async session => {
		await session.close();
		await expect(besideOf(session)).rejects.toMatchObject({ name: 'DatabaseFailure', connection: 'test' });
	}));

test('the server sees who is connected, and what for', () =>
	withSession(
		async session => {
			const beside = await besideOf(session);
			const names = `select application_name from pg_stat_activity where datname = '${database.name}' and application_name like 'crosswalk%'`;
			expect(await database.run(names)).toEqual([['crosswalk reconcile'], ['crosswalk reconcile']]);
			await beside.close();
		},
		{ isShared: true, purpose: 'reconcile' },
	));

test('one signal ends the statements of all connections on the server, also when no further connection is let in', async () => {
	const role = `few_${database.name}`;
	await database.run(
		`create role ${role} login password 'p' connection limit 2; grant execute on function pg_export_snapshot() to ${role}`,
	);
	const session = await openSession({ ...database.settings, user: role, password: 'p' }, undefined, { isShared: true });
	const beside = await besideOf(session);
	await expect(besideOf(session)).rejects.toMatchObject({ kind: 'unreachable' });
	const stop = new AbortController();
	const asked = [session, beside].map(one => one.query('select pg_sleep(1000)', stop.signal));
	const settled = Promise.all(asked.map(one => expect(one).rejects.toBeInstanceOf(Cancelled)));
	const states = (where: string) => database.run(`select state from pg_stat_activity where usename = '${role}' and ${where}`);
	while ((await states(`wait_event = 'PgSleep'`)).length < 2);
	stop.abort();
	await settled;
	expect(await states('true')).toEqual([['idle in transaction'], ['idle in transaction']]);
	await Promise.all([session.close(), beside.close()]);
});

test('counts what the server sends', () =>
	withSession(async session => {
		const before = session.bytesReceived();
		await session.query(`select repeat('x', 100000)`);
		expect(session.bytesReceived() - before).toBeGreaterThan(100_000);
		expect(session.bytesReceived() - before).toBeLessThan(101_000);
	}));

test('sorts and groups in memory, without taking memory away that an administrator gave', async () => {
	const memory = `select current_setting('work_mem'), current_setting('hash_mem_multiplier')`;
	await withSession(async session => expect(await session.query(memory)).toEqual([['64MB', '2']]));
	await database.run(`alter database ${database.name} set work_mem = '256MB'; alter database ${database.name} set hash_mem_multiplier = 4`);
	await withSession(async session => expect(await session.query(memory)).toEqual([['256MB', '4']]));
});
