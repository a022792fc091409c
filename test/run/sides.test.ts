import { beforeAll, expect, test } from 'vitest';
import { Cancelled } from '../../server/src/engines/engine';
import { openSession } from '../../server/src/engines/postgres/session';
import { sessionsBeside } from '../../server/src/run/sides';
import type { TestDatabase } from '../support/postgres';
import { freshDatabase } from '../support/postgres';

let database: TestDatabase;
const noStop = new AbortController().signal;

beforeAll(async () => {
	database = await freshDatabase(`create table t as select 1 as i`);
	await database.run(`create role few_${database.name} login password 'p' connection limit 3`);
});

async function opened(count: number, { isShared = true, signal = noStop } = {}): Promise<number> {
	const settings = { ...database.settings, user: `few_${database.name}`, password: 'p' };
	const first = await openSession(settings, undefined, { isShared });
	try {
		const sessions = await sessionsBeside(first, count, signal);
		expect(sessions[0]).toBe(first);
		await Promise.all(sessions.slice(1).map(session => session.close()));
		return sessions.length;
	} finally {
		await first.close();
	}
}

test('as many connections as asked, or as the server gives, or one', async () => {
	expect(await opened(1)).toBe(1);
	expect(await opened(2)).toBe(2);
	expect(await opened(8)).toBe(3);
	expect(await opened(2, { isShared: false })).toBe(1);
});

test('a signal that has fired opens none', async () => {
	await expect(opened(2, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(Cancelled);
});
