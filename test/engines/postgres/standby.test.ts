import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cluster, startStandby } from '../../../scripts/cluster';
import type { ConnectionSettings, Session } from '../../../server/src/engines/engine';
import { DatabaseFailure } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';

let standby: Cluster;

beforeAll(async () => {
	standby = await startStandby();
});
afterAll(() => standby.stop());

/** Tries again until the server has read its log. */
async function open(): Promise<Session> {
	const { port, password } = standby;
	const at = { host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password };
	const settings: ConnectionSettings = {
		name: 'standby',
		engine: 'postgres',
		...at,
		ssl: 'prefer',
		statementTimeoutMs: 20_000,
		connectTimeoutMs: 10_000,
	};
	for (;;) {
		try {
			return await openSession(settings, undefined, { isShared: true });
		} catch (error) {
			if (!(error instanceof DatabaseFailure) || error.kind !== 'unreachable') throw error;
		}
	}
}

test('a standby is read as any server, says so, and shares its snapshot', async () => {
	const session = await open();
	const beside = await session.beside?.();
	expect(session.info).toMatchObject({ standby: true, lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/) });
	// It has replayed no transaction, so nobody can say how old the last one is.
	expect(session.info.lagMs).toBeUndefined();
	expect(await beside?.query('select pg_is_in_recovery()')).toEqual([['t']]);
	await Promise.all([session.close(), beside?.close()]);
});
