import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ConnectionSettings } from '../../../server/src/engines/engine';
import { Cancelled } from '../../../server/src/engines/engine';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { secondCluster } from '../../support/postgres';

const second = secondCluster();
const pem = (name: string) => readFileSync(join(__dirname, '../../support/tls', name), 'utf8');
let database: TestDatabase;
let byName: ConnectionSettings;

beforeAll(async () => {
	database = await second.freshDatabase();
	for (const file of ['server.crt', 'server.key']) {
		// The server wants its key readable by itself only. Its programs run in the data directory.
		await database.run(`copy (select regexp_split_to_table('${pem(file)}', '\\n')) to program 'umask 077; cat > ${file}'`);
	}
	await database.run('alter system set ssl = on');
	await database.run('select pg_reload_conf()');
	while ((await database.run('show ssl'))[0]?.[0] !== 'on');
	byName = { ...database.settings, host: 'localhost' };
});

async function encrypted(settings: ConnectionSettings): Promise<string | null | undefined> {
	const session = await openSession(settings);
	try {
		return (await session.query('select ssl::text from pg_stat_ssl where pid = pg_backend_pid()'))[0]?.[0];
	} finally {
		await session.close();
	}
}

test('each mode encrypts as it says', async () => {
	const ca = pem('ca.crt');
	expect({
		disable: await encrypted({ ...byName, ssl: 'disable' }),
		prefer: await encrypted({ ...byName, ssl: 'prefer' }),
		require: await encrypted({ ...byName, ssl: 'require' }),
		verifyCa: await encrypted({ ...byName, host: '127.0.0.1', ssl: 'verify-ca', ca }),
		verifyFull: await encrypted({ ...byName, ssl: 'verify-full', ca }),
		url: await encrypted({ ...byName, ssl: 'disable', url: `${database.url}?sslmode=require` }),
	}).toEqual({ disable: 'false', prefer: 'true', require: 'true', verifyCa: 'true', verifyFull: 'true', url: 'true' });
});

test('a certificate that proves nothing is refused', async () => {
	const ca = pem('ca.crt');
	const untrusted = { kind: 'unreachable', message: expect.stringContaining('a certificate that cannot be trusted') };
	await expect(encrypted({ ...byName, ssl: 'verify-ca' })).rejects.toMatchObject(untrusted);
	await expect(encrypted({ ...byName, ssl: 'verify-full' })).rejects.toMatchObject(untrusted);
	await expect(encrypted({ ...byName, ssl: 'require', ca: pem('server.crt') })).rejects.toMatchObject(untrusted);
	await expect(encrypted({ ...byName, host: '127.0.0.1', ssl: 'verify-full', ca })).rejects.toMatchObject({
		kind: 'unreachable',
		message: expect.stringContaining('a certificate of another host than "127.0.0.1"'),
	});
});

test('a cancel goes over an encrypted connection too', async () => {
	const session = await openSession({ ...byName, ssl: 'require' });
	const cancel = new AbortController();
	const query = session.query('select pg_sleep(1000)', cancel.signal);
	const settled = expect(query).rejects.toBeInstanceOf(Cancelled);
	while ((await database.run("select count(*) from pg_stat_activity where wait_event = 'PgSleep'"))[0]?.[0] !== '1');
	cancel.abort();
	await settled;
	expect(await session.query('select 1')).toEqual([['1']]);
	await session.close();
});
