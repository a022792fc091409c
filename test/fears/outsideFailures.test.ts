/**
 * The world outside fails: each time one clear sentence and the right exit code, nothing hangs, nothing is left running on a server, what is
 * known is printed, and a password is in no output and in no file.
 */

import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/cluster';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { makeProject, type Project, type Ran, type RunOptions } from './project';

let source: TestDatabase;
let target: TestDatabase;
let project: Project;
let role: string;
const outputs: string[] = [];

/** With characters that a URL has to escape. */
const password = 'Tr0ub4dor/&3:@%?#';

beforeAll(async () => {
	await loadSqlParser();
	source = await freshDatabase(`
		create schema erp;
		create table erp.cust (id int primary key, name text);
		create table erp.ord (id int primary key, note text);
		create table erp.secret (id int primary key, note text);
		create view erp.slow as select id, note || coalesce(pg_sleep(30)::text, '') as note from erp.ord;
		insert into erp.cust values (1, 'a'), (2, 'b');
		insert into erp.ord values (1, 'x');`);
	role = `reader_${source.name.slice(-6)}`;
	target = await freshDatabase(`
		create schema app;
		create table app.customers (id int primary key, name text);
		create table app.orders (id int primary key, note text);
		create table app.secrets (id int primary key, note text);
		insert into app.customers values (1, 'a'), (2, 'b');
		insert into app.orders values (1, 'x');
		create role ${role} login password '${password.replaceAll("'", "''")}';
		grant usage on schema app to ${role};
		grant select on app.customers, app.orders to ${role};`);
	await source.run(
		`grant usage on schema erp to ${role}; grant select on all tables in schema erp to ${role}; revoke select on erp.secret from ${role}`,
	);
});

afterAll(async () => {
	await target.run(`drop owned by ${role}`);
	await source.run(`drop owned by ${role}; drop role ${role}`);
});

afterEach(() => project.remove());

interface Side {
	readonly port?: number;
	readonly database?: string;
	readonly user?: string;
	readonly password?: string;
	readonly timeout?: string;
}

/** The entry of a connection by its parts, with the password in a variable. */
function byParts(database: TestDatabase, variable: string, side: Side = {}): string {
	const entry = {
		engine: 'postgres',
		host: '127.0.0.1',
		port: side.port ?? database.settings.port,
		database: side.database ?? database.name,
		user: side.user ?? role,
		password: `\${env:${variable}}`,
		schemas: [database === source ? 'erp' : 'app'],
		statement_timeout: side.timeout ?? '20s',
	};
	return JSON.stringify(entry);
}

const mappingTo = (name: string, from: string, to: string, columns: string) =>
	`  ${name}: { source: ${from}, target: ${to}, key: [id], columns: { ${columns} } }\n`;
const customers = mappingTo('customers', 'erp.cust c', 'app.customers', 'id: c.id, name: c.name');
const orders = mappingTo('orders', 'erp.ord o', 'app.orders', 'id: o.id, note: o.note');
const secrets = mappingTo('secrets', 'erp.secret s', 'app.secrets', 'id: s.id, note: s.note');
const slow = mappingTo('slow', 'erp.slow o', 'app.orders', 'id: o.id, note: o.note');

function specWith(...mappings: readonly string[]): string {
	return `crosswalk: 1
name: s
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
ignore: { source: { "erp.*": Not here }, target: { "app.*": Not here } }
mappings:
${mappings.join('')}`;
}

const env = () => ({ ERP_PASSWORD: password, CLOUD_PASSWORD: password });

/** A project whose catalogs are as the databases are. */
async function open(spec: string, connections: { readonly erp?: string; readonly cloud?: string } = {}): Promise<void> {
	project = makeProject(env());
	connect({});
	project.write('s.migration.yaml', spec);
	expect((await project.run(['introspect', '--all'])).code).toBe(0);
	connect(connections);
}

function connect({ erp = byParts(source, 'ERP_PASSWORD'), cloud = byParts(target, 'CLOUD_PASSWORD') }): void {
	project.write('.crosswalk/connections.yaml', `erp: ${erp}\ncloud: ${cloud}\n`);
}

async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
	const ran = await project.run(argv, options);
	outputs.push(ran.stdout, ran.stderr, ...project.texts().values());
	return ran;
}

const touching = [
	['introspect', 'erp'],
	['catalog', 'diff', 'erp'],
	['validate', '.', '--live'],
	['reconcile', '.'],
] as const;

async function expectOneSentence(argv: readonly string[], sentence: RegExp): Promise<void> {
	const ran = await run(argv);
	expect({ argv, code: ran.code, stdout: ran.stdout }).toEqual({ argv, code: 3, stdout: '' });
	expect(ran.stderr).toMatch(/^crosswalk: [^\n]*\n$/);
	expect(ran.stderr).toMatch(sentence);
}

async function leftRunning(): Promise<unknown> {
	const sessions = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'crosswalk'";
	return [await source.run(sessions), await target.run(sessions)];
}

test('a server that is down', async () => {
	await open(specWith(customers), { erp: byParts(source, 'ERP_PASSWORD', { port: await freePort() }) });
	for (const argv of touching) await expectOneSentence(argv, /"erp" \(127\.0\.0\.1:\d+\/\w+\) cannot be reached: nothing listens there/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

test('a server that does not speak the protocol, or says the password in its own words', async () => {
	const server = await talkative(password);
	await open(specWith(customers), { erp: byParts(source, 'ERP_PASSWORD', { port: server.port }) });
	for (const argv of touching) await expectOneSentence(argv, /"erp" \(127\.0\.0\.1:\d+\/\w+\)/);
	server.close();
});

test('a password that is wrong, in parts and in a URL', async () => {
	const wrong = {
		...env(),
		ERP_PASSWORD: 'hunter2/:@',
		ERP_URL: `postgres://${role}:${encodeURIComponent('hunter2/:@')}@127.0.0.1:${source.settings.port}/${source.name}`,
	};
	await open(specWith(customers));
	for (const erp of [byParts(source, 'ERP_PASSWORD'), '{ engine: postgres, url: "${env:ERP_URL}", schemas: [erp] }']) {
		connect({ erp });
		for (const argv of touching) {
			const ran = await run(argv, { env: wrong });
			expect(ran).toMatchObject({ code: 3, stdout: '' });
			expect(ran.stderr).toMatch(/^crosswalk: "erp" \([^)]*\) refuses the password of the user "reader_\w+"; check both\n$/);
		}
	}
});

test('a URL that is not one', async () => {
	await open(specWith(customers), { erp: '{ engine: postgres, url: "${env:ERP_URL}" }' });
	for (const url of [
		`postgres://me:${password}@h/d`,
		`me:${password}@h`,
		`postgres://me:${password}`,
		`postgres://h/d?password=${encodeURIComponent(password)}&sslmode=odd`,
	]) {
		const ran = await run(['introspect', 'erp'], { env: { ERP_URL: url } });
		expect(ran.code).toBe(3);
		expect(ran.stderr).toMatch(/^crosswalk: [^\n]*\n$/);
	}
});

test('a database that is not there', async () => {
	await open(specWith(customers), { erp: byParts(source, 'ERP_PASSWORD', { database: 'nowhere' }) });
	for (const argv of touching) await expectOneSentence(argv, /has no database "nowhere"; check its spelling/);
});

test('a variable that is not set', async () => {
	await open(specWith(customers), { erp: byParts(source, 'NOT_SET') });
	for (const argv of touching)
		await expectOneSentence(argv, /The connection "erp" cannot be opened: the environment variable "NOT_SET" is not set/);
});

test('a table that may not be read', async () => {
	await open(specWith(customers, secrets, orders));
	const live = await run(['validate', '.', '--live']);
	const reconciled = await run(['reconcile', '.', '--check', 'rows']);
	expect(reconciled).toMatchObject({ code: 3, stderr: '' });
	expect(reconciled.stdout).toMatch(
		/secrets +rows +failed: "(erp|cloud)" \([^)]*\) does not let the user "reader_\w+" read this: permission denied for table secrets?; grant/,
	);
	expect(reconciled.stdout).toMatch(/customers +rows +2 rows compared, no difference/);
	expect(reconciled.stdout).toMatch(/orders +rows +1 row compared, no difference/);
	expect(live).toMatchObject({ stderr: '' });
});

test('a statement that takes too long', async () => {
	await open(specWith(customers, slow), { erp: byParts(source, 'ERP_PASSWORD', { timeout: '1s' }) });
	const ran = await run(['reconcile', '.', '--check', 'rows']);
	expect(ran).toMatchObject({ code: 3, stderr: '' });
	expect(ran.stdout).toMatch(/slow +rows +failed: "erp" \([^)]*\) did not finish the statement within 1 s; raise "statement_timeout"/);
	expect(ran.stdout).toMatch(/customers +rows +2 rows compared, no difference/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

/** Waits until the source runs the slow statement, then does something about it. */
async function whenSlow(act: () => unknown): Promise<void> {
	for (;;) {
		const [[count] = []] = await source.run(
			"select count(*) from pg_stat_activity where application_name = 'crosswalk' and state = 'active' and datname = current_database() and wait_event = 'PgSleep'",
		);
		if (count !== '0') break;
	}
	await act();
}

test('a connection that is lost in the middle', async () => {
	await open(specWith(customers, slow, secrets));
	const ran = run(['reconcile', '.', '--check', 'rows']);
	await whenSlow(() =>
		source.run(
			"select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'crosswalk' and datname = current_database()",
		),
	);
	const { code, stdout, stderr } = await ran;
	expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
	expect(stdout).toMatch(/customers +rows +2 rows compared, no difference/);
	expect(stdout).toMatch(/slow +rows +failed: The connection to "erp" \([^)]*\) was lost/);
	expect(stdout).toMatch(/secrets +rows +failed: The connection to "erp" \([^)]*\) was lost/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

test('a schema that changed since its catalog was taken', async () => {
	await open(specWith(customers, orders));
	await source.run('alter table erp.ord rename column note to remark');
	try {
		const live = await run(['validate', '.', '--live']);
		expect(live).toMatchObject({ code: 1, stderr: '' });
		expect(live.stdout).toContain('catalog-stale');
		expect(live.stdout).toMatch(/8:\d+ +error +.*"o\.note"|error .*note.* unknown-column/);
		const reconciled = await run(['reconcile', '.', '--check', 'rows']);
		expect(reconciled.code).toBe(3);
		expect(reconciled.stderr).toMatch(
			/^crosswalk: the database "erp" has changed since its catalog was taken .*column erp\.ord\.note removed.*run: crosswalk introspect erp\n$/,
		);
		expect(reconciled.stdout).toMatch(
			/orders +rows +failed: "erp" \([^)]*\) is not as its catalog says: .*note does not exist.*; refresh the catalog with "crosswalk introspect erp"/,
		);
		expect(reconciled.stdout).toMatch(/customers +rows +2 rows compared, no difference/);
	} finally {
		await source.run('alter table erp.ord rename column remark to note');
	}
});

test.each(['EROFS', 'EACCES', 'ENOSPC'])('a disk that does not take the catalog (%s)', async code => {
	await open(specWith(customers));
	const files = {
		writeAtomically: () => {
			throw Object.assign(new Error(`${code}: something, open '/x/y.json'`), { code, syscall: 'open', path: '/x/y.json' });
		},
	};
	rmSync(path.join(project.folder, '.crosswalk/catalogs'), { recursive: true });
	const ran = await run(['introspect', 'erp'], { files });
	expect(ran).toMatchObject({ code: 3, stdout: '' });
	expect(ran.stderr).toMatch(/^crosswalk: "?\S*erp\.json"? cannot be written[^\n]*\n$/);
});

test('a file where the folder of catalogs should be, and a file that may not be read', async () => {
	await open(specWith(customers));
	rmSync(path.join(project.folder, '.crosswalk/catalogs'), { recursive: true });
	project.write('.crosswalk/catalogs', 'no folder');
	const ran = await run(['introspect', 'erp']);
	expect(ran).toMatchObject({ code: 3, stdout: '' });
	expect(ran.stderr).toMatch(/^crosswalk: [^\n]*cannot be written[^\n]*\n$/);
	const files = {
		text: (file: string) => {
			throw Object.assign(new Error(`EACCES: permission denied, open '${file}'`), { code: 'EACCES', syscall: 'open', path: file });
		},
	};
	const unread = await run(['validate', 's.migration.yaml'], { files });
	expect(unread).toMatchObject({ code: 3, stdout: '' });
	expect(unread.stderr).toMatch(/^crosswalk: [^\n]*cannot be read[^\n]*\n$/);
});

test('Ctrl-C in the middle of a reconciliation', async () => {
	await open(specWith(customers, slow, secrets));
	const interrupt = new AbortController();
	const running = run(['reconcile', '.', '--check', 'rows'], { signal: interrupt.signal });
	await whenSlow(() => interrupt.abort());
	const { code, stdout, stderr } = await running;
	expect(code).toBe(130);
	expect(stdout).toMatch(/customers +rows +2 rows compared, no difference/);
	expect(stdout).toMatch(/slow +rows +.*partial: the run was interrupted/);
	expect(stdout).toMatch(/secrets +rows +not run: the run was interrupted/);
	expect(stderr).toMatch(/^crosswalk: interrupted[^\n]*partial[^\n]*\n$/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

test('Ctrl-C in the middle of validate --live', async () => {
	await open(specWith(customers, orders, mappingTo('broken', 'erp.ord o', 'app.secrets', 'id: o.id, note: o.nothing')));
	const interrupt = new AbortController();
	const ran = await run(['validate', '.', '--live'], { signal: interrupt.signal, onStatement: () => interrupt.abort() });
	expect(ran.code).toBe(130);
	expect(ran.stdout).toMatch(/unknown-column/);
	expect(ran.stderr).toMatch(/^crosswalk: interrupted[^\n]*partial[^\n]*\n$/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

test('Ctrl-C in the middle of introspect', async () => {
	await open(specWith(customers));
	const interrupt = new AbortController();
	const { postgresEngine } = await import('../../server/src/engines/postgres/postgres');
	let begun = 0;
	const engine: RunOptions['engine'] = {
		introspect(settings, signal) {
			if (++begun === 2) setImmediate(() => interrupt.abort());
			return postgresEngine.introspect(settings, signal);
		},
	};
	rmSync(path.join(project.folder, '.crosswalk/catalogs'), { recursive: true });
	const ran = await run(['introspect', '--all'], { signal: interrupt.signal, engine });
	expect(ran.code).toBe(130);
	expect(ran.stdout).toMatch(/^erp: .* written\n$/);
	expect(ran.stderr).toMatch(/^crosswalk: interrupted[^\n]*partial[^\n]*\n$/);
	expect(await leftRunning()).toEqual([[['0']], [['0']]]);
});

test('no password is in any output or file', async () => {
	const superuser = source.settings.password ?? '';
	const forms = [password, 'hunter2', superuser].flatMap(secret => [
		secret,
		encodeURIComponent(secret),
		Buffer.from(secret).toString('base64'),
	]);
	expect(outputs.length).toBeGreaterThan(100);
	expect(outputs.flatMap(text => forms.filter(form => text.includes(form)).map(form => `${form} in ${text.slice(0, 300)}`))).toEqual([]);
});

/** A server that asks for the password in clear text, and answers with it. */
async function talkative(secret: string): Promise<{ readonly port: number; close(): void }> {
	const server: Server = createServer(socket => {
		socket.on('error', () => {});
		socket.on('data', data => {
			// SSLRequest, then StartupMessage, then PasswordMessage (PostgreSQL manual, 54.7).
			if (data.length === 8 && data.readInt32BE(4) === 80877103) socket.write('N');
			else if (data[0] === 0) socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
			else {
				const fields = Buffer.from(`SFATAL\0VFATAL\0C28000\0Mno user with the password "${secret}" or ${encodeURIComponent(secret)}\0\0`);
				const head = Buffer.alloc(5);
				head.write('E');
				head.writeInt32BE(fields.length + 4, 1);
				socket.end(Buffer.concat([head, fields]));
			}
		});
	});
	const port = await new Promise<number>(resolve => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
	});
	return { port, close: () => void server.close() };
}
