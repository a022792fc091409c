import { beforeAll, expect, test } from 'vitest';
import type { Session } from '../../../server/src/engines/engine';
import { Cancelled } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

let database: TestDatabase;
const slow = 'select pg_sleep(1000)';
/** Sends a first batch, then nothing for a long time. */
const slowStream = 'select case when i > 150 then pg_sleep(1000)::text end from generate_series(1, 300) i';

beforeAll(async () => {
	database = await freshDatabase();
});

async function withSession(work: (session: Session, pid: string) => Promise<void>): Promise<void> {
	const session = await openSession(database.settings);
	try {
		const [row] = await session.query('select pg_backend_pid()');
		await work(session, row?.[0] ?? '');
	} finally {
		await session.close();
	}
}

async function stateOf(pid: string): Promise<string | null | undefined> {
	const [row] = await database.run(`select state from pg_stat_activity where pid = ${pid}`);
	return row?.[0];
}

/** Asks until the statement is seen running on the server. */
async function untilRunning(pid: string): Promise<void> {
	const running = `select count(*) from pg_stat_activity where pid = ${pid} and state = 'active' and wait_event = 'PgSleep'`;
	for (;;) if ((await database.run(running))[0]?.[0] === '1') return;
}

test('a cancelled query ends on the server, and the session lives on', () =>
	withSession(async (session, pid) => {
		const cancel = new AbortController();
		const query = session.query(slow, cancel.signal);
		await untilRunning(pid);
		cancel.abort();
		await expect(query).rejects.toBeInstanceOf(Cancelled);
		expect(await stateOf(pid)).toBe('idle in transaction');
		expect(await session.query('select 1')).toEqual([['1']]);
	}));

test('a cancelled stream ends on the server', () =>
	withSession(async (session, pid) => {
		const cancel = new AbortController();
		const batches = session.stream(slowStream, { signal: cancel.signal })[Symbol.asyncIterator]();
		expect((await batches.next()).value).toHaveLength(100);
		const next = batches.next();
		await untilRunning(pid);
		cancel.abort();
		await expect(next).rejects.toBeInstanceOf(Cancelled);
		expect(await stateOf(pid)).toBe('idle in transaction');
	}));

test('a cancel between two batches ends the stream', () =>
	withSession(async session => {
		const cancel = new AbortController();
		const batches = session.stream('select generate_series(1, 1000)', { batchRows: 10, signal: cancel.signal })[Symbol.asyncIterator]();
		await batches.next();
		cancel.abort();
		await expect(batches.next()).rejects.toBeInstanceOf(Cancelled);
		expect(await session.query('select 1')).toEqual([['1']]);
	}));

test('nothing starts with a signal that has fired', async () => {
	await expect(openSession(database.settings, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
	await withSession(async session => {
		await expect(session.query('select 1', AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
		await expect(session.describe('select 1', AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
	});
});

test('closing while a statement runs does not wait for it', () =>
	withSession(async (session, pid) => {
		const query = session.query(slow);
		const settled = expect(query).rejects.toMatchObject({ kind: 'lost' });
		await untilRunning(pid);
		await session.close();
		await settled;
	}));

test('a server that ends the connection in the middle is one clear failure', () =>
	withSession(async (session, pid) => {
		const query = session.query(slow);
		const settled = expect(query).rejects.toMatchObject({ kind: 'lost', message: expect.stringContaining('The connection to "test"') });
		await untilRunning(pid);
		await database.run(`select pg_terminate_backend(${pid})`);
		await settled;
		await expect(session.query('select 1')).rejects.toMatchObject({ kind: 'lost' });
	}));

test('somebody else may cancel the statement too', () =>
	withSession(async (session, pid) => {
		const query = session.query(slow);
		const settled = expect(query).rejects.toMatchObject({ kind: 'other', message: expect.stringContaining('cancelled by somebody else') });
		await untilRunning(pid);
		await database.run(`select pg_cancel_backend(${pid})`);
		await settled;
	}));
