/** Every way in which a database may fail us is one sentence, and none shows the password. */

import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../scripts/cluster';
import type { ConnectionSettings } from '../../../server/src/engines/engine';
import { DatabaseFailure } from '../../../server/src/engines/engine';
import { failureOf } from '../../../server/src/engines/postgres/failures';
import { openSession } from '../../../server/src/engines/postgres/session';
import type { TestDatabase } from '../../support/postgres';
import { freshDatabase } from '../../support/postgres';

const secret = 'S3cr3t-pass';
let database: TestDatabase;
let full: TestDatabase;
let reader: ConnectionSettings;
let role: string;
const servers: Server[] = [];

beforeAll(async () => {
	database = await freshDatabase();
	full = await freshDatabase();
	role = `reader_${database.name}`;
	await database.run(`
		create role ${role} login password '${secret}';
		create table orders (id int);
		create table guarded (id int);
		insert into guarded values (1), (2);
		alter table guarded enable row level security;
		create policy one_row on guarded using (id = 1);
		grant select on guarded to ${role};
		revoke execute on function pg_current_wal_lsn() from public;
	`);
	await full.run(`alter database ${full.name} connection limit 0`);
	reader = { ...database.settings, name: 'legacy', user: role, password: secret };
});
afterAll(() => servers.map(server => server.close()));

/** A server that does `answer` with every connection; its port. */
function listen(answer: (socket: Socket) => void): Promise<number> {
	return new Promise(resolve => {
		const server = createServer(socket => {
			socket.on('error', () => {});
			answer(socket);
		});
		servers.push(server.unref());
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : 0);
		});
	});
}

async function failure(settings: ConnectionSettings, sql?: string): Promise<DatabaseFailure> {
	try {
		const session = await openSession(settings);
		try {
			await session.query(sql ?? 'select 1');
		} finally {
			await session.close();
		}
	} catch (error) {
		if (!(error instanceof DatabaseFailure)) throw error;
		expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + error.stack).not.toContain(secret);
		expect(error.connection).toBe(settings.name);
		return error;
	}
	return expect.unreachable('It did not fail');
}

async function checkFailure(settings: ConnectionSettings, expected: string, sql?: string): Promise<void> {
	const { kind, message } = await failure(settings, sql);
	const told = `${kind}: ${message}`
		.replaceAll(String(settings.port ?? 'PORT'), 'PORT')
		.replaceAll(database.name, 'DB')
		.replaceAll(full.name, 'DB');
	expect(told).toBe(expected);
}

test('nobody listens', async () => {
	await checkFailure(
		{ ...reader, port: await freePort() },
		'unreachable: "legacy" (127.0.0.1:PORT/DB) cannot be reached: nothing listens there; check that the server runs, and the host and port',
	);
	await checkFailure(
		{ ...reader, host: '/nowhere' },
		'unreachable: "legacy" (/nowhere:PORT/DB) cannot be reached: nothing listens there; check that the server runs, and the host and port',
	);
});

test('the host is not known', () =>
	checkFailure(
		{ ...reader, host: 'nowhere.invalid' },
		'unreachable: "legacy" (nowhere.invalid:PORT/DB) cannot be reached: the host "nowhere.invalid" is not known; check its spelling, and your network or VPN',
	));

test('the server does not answer', async () =>
	checkFailure(
		{ ...reader, port: await listen(() => {}), connectTimeoutMs: 100 },
		'unreachable: "legacy" (127.0.0.1:PORT/DB) cannot be reached: no answer within 0.1 s; check the host and port, and any firewall or VPN on the way',
	));

test('the server is no PostgreSQL', async () => {
	const http = await listen(socket => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
	await checkFailure(
		{ ...reader, port: http },
		'unreachable: "legacy" (127.0.0.1:PORT/DB) answers, but does not speak PostgreSQL\'s protocol; check the port',
	);
	for (const ssl of ['disable', 'prefer'] as const) {
		await checkFailure(
			{ ...reader, ssl, port: await listen(socket => socket.end()) },
			'unreachable: "legacy" (127.0.0.1:PORT/DB) closed the connection before it was made; check that a PostgreSQL server listens on this port',
		);
	}
});

test('the password is wrong, missing, or empty; the user is unknown', async () => {
	await checkFailure(
		{ ...reader, password: `${secret}-wrong` },
		`refused-password: "legacy" (127.0.0.1:PORT/DB) refuses the password of the user "reader_DB"; check both`,
	);
	const missing = `refused-password: "legacy" (127.0.0.1:PORT/DB) asks for the password of the user "reader_DB", and none is given; set the one that its entry in connections.yaml names`;
	await checkFailure({ ...reader, password: undefined }, missing);
	await checkFailure({ ...reader, password: '' }, missing);
	await checkFailure(
		{ ...reader, user: 'nobody' },
		`refused-password: "legacy" (127.0.0.1:PORT/DB) refuses the password of the user "nobody"; check both`,
	);
});

test('a refused login is not tried again', async () => {
	let attempts = 0;
	const port = await listen(socket => {
		socket.on('data', data => {
			// Not the request for TLS (80877103), but the start-up message.
			if (data.readInt32BE(4) === 80877103) socket.write('N');
			else {
				attempts++;
				const text = 'SFATAL\0VFATAL\0C28P01\0Mno\0\0';
				const length = Buffer.alloc(4);
				length.writeInt32BE(text.length + 4);
				socket.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(text)]));
			}
		});
	});
	expect((await failure({ ...reader, port })).kind).toBe('refused-password');
	expect(attempts).toBe(1);
});

test('the database does not exist, or is full', async () => {
	await checkFailure(
		{ ...reader, database: 'missing' },
		'settings: "legacy" (127.0.0.1:PORT/missing) has no database "missing"; check its spelling',
	);
	await checkFailure(
		{ ...reader, database: full.name },
		'unreachable: "legacy" (127.0.0.1:PORT/DB) has no free connections: too many connections for database "DB"; try again, or raise max_connections',
	);
});

test('the entry is incomplete', async () => {
	const no = 'settings: The connection "legacy" names no';
	await checkFailure({ ...reader, user: undefined }, `${no} user; add "user" to its entry in connections.yaml`);
	await checkFailure({ ...reader, database: undefined }, `${no} database; add "database" to its entry in connections.yaml`);
	const host = `127.0.0.1:${reader.port}`;
	for (const url of [
		`postgres://u:${secret}`,
		`postgres://u:${secret}@`,
		`mysql://u:${secret}@${host}/db`,
		`postgres://u:12/${secret}@${host}/db`,
		`postgres://u:1?${secret}@${host}/db`,
		`postgres://u:1#${secret}@${host}/db`,
		`postgres://u:%${secret}@${host}/db`,
		`postgres://u:${secret}@${host}/db?sslmode=${secret}`,
	]) {
		expect(await failure({ ...reader, url })).toMatchObject({ kind: 'settings' });
	}
});

test('a url wins over the parts', async () => {
	const session = await openSession({ ...reader, host: 'nowhere.invalid', url: database.url });
	expect(await session.query('select current_user')).toEqual([['postgres']]);
	await session.close();
});

test('a table may not be read, or not all of it', async () => {
	const start = `no-permission: "legacy" (127.0.0.1:PORT/DB) does not let the user "reader_DB" read this`;
	const end = 'grant what is missing, or use another user';
	await checkFailure(reader, `${start}: permission denied for table orders; ${end}`, 'select * from orders');
	await checkFailure(
		reader,
		`${start}: query would be affected by row-level security policy for table "guarded"; ${end}`,
		'select count(*) from guarded',
	);
});

test('a user who may not see the position of the log has a session all the same', async () => {
	const session = await openSession(reader);
	expect(session.info.lsn).toBeUndefined();
	expect(await session.query('select 1')).toEqual([['1']]);
	await session.close();
});

test('the statement takes too long', () =>
	checkFailure(
		{ ...reader, statementTimeoutMs: 50 },
		'timeout: "legacy" (127.0.0.1:PORT/DB) did not finish the statement within 0.05 s; raise "statement_timeout" of the connection, or read less at once',
		'select pg_sleep(1000)',
	));

test('the server does not encrypt', () =>
	checkFailure(
		{ ...reader, ssl: 'require' },
		'unreachable: "legacy" (127.0.0.1:PORT/DB) does not offer an encrypted connection, and "ssl: require" asks for one; turn on TLS at the server, or use "ssl: prefer"',
	));

test.each([
	['57P01', 'lost'],
	['57P02', 'lost'],
	['25P03', 'lost'],
	['08006', 'lost'],
	['08P01', 'query'],
	['57P03', 'unreachable'],
	['28000', 'refused-password'],
	['55P03', 'timeout'],
	['25006', 'query'],
	['40001', 'other'],
	['53200', 'other'],
	['XX000', 'other'],
	['22P02', 'query'],
	['42P01', 'changed'],
	['3F000', 'changed'],
])('the server says %s: %s', (code, kind) => {
	const address = { host: 'h', port: 1, database: 'd', user: 'u', ssl: 'prefer' } as const;
	const told = failureOf({ code, message: 'in its own words.', hint: 'Do it.' }, reader, address, { kind: 'statement', sql: 'x' });
	expect(told).toMatchObject({ kind, detail: { code, serverMessage: 'in its own words.' } });
	expect(told.message).toContain('in its own words (Do it.)');
});

test.each(['ECONNRESET', 'EPIPE', undefined])('a socket that breaks under a statement (%s) is a lost connection', code => {
	const address = { host: 'h', port: 1, database: 'd', user: 'u', ssl: 'prefer' } as const;
	expect(failureOf({ code, message: 'broken' }, reader, address, { kind: 'statement' })).toMatchObject({ kind: 'lost' });
});
