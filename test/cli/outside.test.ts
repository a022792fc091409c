/** Databases that are down, refuse, are slow or changed: one clear sentence each, and a password nowhere. */

import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from '../../scripts/cluster';
import { type CliOptions, filesIn, folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase, type TestDatabase } from '../support/postgres';

const secret = 'S3cr3t-pass';
let database: TestDatabase;
let silent: Server;
let folder: string;
let env: Readonly<Record<string, string>>;
const outputs: string[] = [];

beforeAll(async () => {
	database = await freshDatabase('create table orders (id integer primary key, note text); create table hidden (id integer primary key);');
	const role = `reader_${database.name}`;
	await database.run(`create role ${role} login password '${secret}'; grant select on orders to ${role};`);
	silent = createServer(socket => socket.on('error', () => {})).unref();
	await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
	const { port } = database.settings;
	const address = silent.address();
	const silentPort = typeof address === 'object' && address !== null ? address.port : 0;
	const entry = (name: string, at: number | undefined, password: string, more = '') =>
		`${name}: { engine: postgres, host: 127.0.0.1, port: ${at}, database: ${database.name}, user: ${role}, password: "\${env:${password}}"${more} }`;
	folder = folderWith({
		'.crosswalk/connections.yaml': [
			entry('good', port, 'GOOD'),
			entry('refused', port, 'WRONG'),
			entry('unset', port, 'NOT_SET'),
			entry('down', await freePort(), 'GOOD'),
			entry('silent', silentPort, 'GOOD'),
			entry('slow', port, 'GOOD', ', statement_timeout: 1s'),
		].join('\n'),
		'pair.migration.yaml': specOf('good', 'select count(*) as n from orders'),
		'slow.migration.yaml': specOf('slow', 'select count(*) as n from generate_series(1, 1000000000)'),
		'hidden.migration.yaml': specOf('good', 'select count(*) as n from hidden'),
	});
	env = { GOOD: secret, WRONG: `${secret}-wrong` };
	await run(['introspect', 'good', 'slow']);
});
afterAll(() => void silent.close());

function specOf(connection: string, query: string): string {
	return `crosswalk: 1
name: ${connection}
source: { connection: ${connection}, schemas: [public] }
target: { connection: good, schemas: [public] }
reconciliation:
  pair: { source: "${query}", target: select 0 as n }
`;
}

async function run(argv: readonly string[], options: CliOptions = {}) {
	const result = await runCliIn(folder, argv, { env, ...options });
	outputs.push(result.stdout, result.stderr);
	return result;
}

test.each([
	['down', /^crosswalk: "down" .*nothing listens there.*\n$/],
	['refused', /^crosswalk: "refused" .*password.*\n$/],
	['unset', /^crosswalk: .*NOT_SET.*\n$/],
])('a connection that is %s fails with one sentence', async (connection, sentence) => {
	for (const argv of [
		['introspect', connection],
		['catalog', 'diff', connection],
	]) {
		const { stdout, stderr, code } = await run(argv);
		if (argv[0] === 'introspect') expect(stderr).toMatch(sentence);
		expect(stderr.split('\n')).toHaveLength(2);
		expect({ stdout, code }).toEqual({ stdout: '', code: 3 });
	}
	expect([...filesIn(folder).keys()].filter(name => name.includes(connection))).toEqual([]);
});

test('a statement that takes too long is ended, and the report says so', async () => {
	const { stdout, stderr, code } = await run(['reconcile', 'slow.migration.yaml']);
	expect(stdout).toMatch(/failed: "slow" .* did not finish the statement within 1 s/);
	expect({ stderr, code }).toEqual({ stderr: '', code: 3 });
});

test('a table that may not be read is named', async () => {
	const { stdout, code } = await run(['reconcile', 'hidden.migration.yaml']);
	expect(stdout).toMatch(/failed: "good" .*hidden/);
	expect(code).toBe(3);
});

test('introspecting twice is no diff, and a changed schema is one', async () => {
	const before = filesIn(folder);
	expect(await run(['introspect', 'good'])).toMatchObject({ stdout: expect.stringContaining('unchanged'), code: 0 });
	expect(filesIn(folder)).toEqual(before);
	expect(await run(['catalog', 'diff', 'good'])).toMatchObject({ stdout: 'good: as committed\n', code: 0 });
	await database.run('alter table orders add column weight numeric(10,2); alter table orders alter column note set not null;');
	const { stdout, code } = await run(['catalog', 'diff', 'good']);
	expect(stdout).toContain('weight');
	expect(stdout).toContain('note');
	expect(code).toBe(1);
	const validated = await run(['validate', 'pair.migration.yaml', '--live']);
	expect(validated.stdout).toContain('column public.orders.weight added');
	expect(validated.stdout).toContain('catalog-stale');
	expect(filesIn(folder)).toEqual(before);
	const reconciled = await run(['reconcile', 'pair.migration.yaml']);
	expect(reconciled.stderr).toContain('column public.orders.note: nullability changed from nullable to not null');
	expect(reconciled.stderr).toContain('run: crosswalk introspect good');
});

test('Ctrl-C ends a command that waits, and says so', async () => {
	const stop = new AbortController();
	const waiting = run(['introspect', 'silent'], { signal: stop.signal });
	silent.once('connection', () => stop.abort());
	expect(await waiting).toEqual({ stdout: '', stderr: 'crosswalk: interrupted; nothing was left running\n', code: 130 });
});

test('the password is in no output and no file', () => {
	expect(outputs.length).toBeGreaterThan(16);
	expect(outputs.join('\n')).not.toContain(secret);
	for (const [name, text] of filesIn(folder)) expect([name, text.includes(secret)]).toEqual([name, false]);
});
