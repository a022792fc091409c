/** How `crosswalk reconcile` ends: its last line and its exit code. */

import { beforeAll, expect, test } from 'vitest';
import { type CliOptions, type CliResult, projectWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase, secondCluster, type TestDatabase } from '../support/postgres';

const second = secondCluster();
let source: TestDatabase;
let target: TestDatabase;
let env: Readonly<Record<string, string>>;

const spec = `crosswalk: 1
name: test
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
mappings:
  same: { source: same, target: same, columns: { id: id } }
  other: { source: other, target: other, columns: { id: id } }
  summed: { source: same, target: summed, columns: { id: id }, reconcile: { checks: [rows, { sum: id }, { length: id }] } }
  gone: { source: gone, target: gone, columns: { id: id } }
reconciliation:
  slow: { source: "select count(*) as n from generate_series(1, 1000000) a, generate_series(1, 1000000) b", target: "select 1 as n" }
`;

beforeAll(async () => {
	const one = (name: string, ...ids: readonly number[]) =>
		`create table ${name} (id integer primary key); insert into ${name} values ${ids.map(id => `(${id})`).join(', ')};`;
	const tables = one('same', 1, 2) + one('summed', 1, 2) + one('gone', 1, 2);
	source = await freshDatabase(tables + one('other', 1, 2));
	target = await second.freshDatabase(tables + one('other', 1));
	env = { ERP_URL: source.url, CLOUD_URL: target.url };
});

/** On a project of its own whose catalogs are read first; what changes afterwards they do not know. */
async function reconcile(argv: readonly string[], options: CliOptions = {}, change = async () => {}): Promise<CliResult> {
	const folder = await projectWith(spec, env);
	await change();
	return runCliIn(folder, ['reconcile', 'test.migration.yaml', ...argv], { env, ...options });
}

/** Without colours. */
function stripped(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
	return text.replace(/\u001b\[\d+m/g, '');
}

/** Without the time that it took. */
function lastLine({ stdout }: CliResult): string | undefined {
	const line = stdout.trimEnd().split('\n').at(-1);
	return line?.replace(/ {2}\d+\.\d s$/, '');
}

test('identical: 0', async () => {
	const result = await reconcile(['--mapping', 'same']);
	expect(result).toMatchObject({ code: 0, stderr: '' });
	expect(lastLine(result)).toBe('2 identical');
});

test('different: 1', async () => {
	const result = await reconcile(['--mapping', 'same', '--mapping', 'other']);
	expect(result).toMatchObject({ code: 1, stderr: '' });
	expect(lastLine(result)).toBe('2 identical, 2 different');
});

test('a check that is not run makes the whole not clean, though all that ran is identical: 1', async () => {
	const result = await reconcile(['--mapping', 'summed']);
	expect(result).toMatchObject({ code: 1, stderr: '' });
	expect(lastLine(result)).toBe('2 identical, 1 not run');
	expect(result.stdout).toContain('! ');
	expect(JSON.parse((await reconcile(['--mapping', 'summed', '--format', 'json'])).stdout)).toMatchObject({ verdict: 'not-run' });
	expect(await reconcile(['--mapping', 'summed', '--check', 'rows', '--check', 'sum'])).toMatchObject({ code: 0 });
});

test('a sample is never clean: 1', async () => {
	const result = await reconcile(['--mapping', 'same', '--sample', '50%']);
	expect(result).toMatchObject({ code: 1, stderr: '' });
	expect(lastLine(result)).toBe('1 identical, 1 partial');
	expect(result.stdout).toContain('partial: only a sample of 50% was compared');
	expect(await reconcile(['--mapping', 'same', '--sample', '2'])).toMatchObject({ code: 0 });
	expect(await reconcile(['--mapping', 'same', '--sample', 'some'])).toMatchObject({ code: 2 });
});

test('a partial result is not clean: 1', async () => {
	const result = await reconcile(['--mapping', 'slow', '--time-budget', '1s']);
	expect(result).toMatchObject({ code: 1, stderr: '' });
	expect(result.stdout).toContain('partial: the time budget was used up');
	expect(lastLine(result)).toBe('1 partial');
});

test('a check that the outside made fail: 3, and the others are told', async () => {
	const result = await reconcile(['--mapping', 'same', '--mapping', 'gone'], {}, async () => {
		await target.run('drop table gone');
	});
	expect(result).toMatchObject({
		code: 3,
		stderr: expect.stringContaining('(1 removed: table public.gone removed); it touches gone; run: crosswalk introspect cloud'),
	});
	expect(lastLine(result)).toBe('2 identical, 2 failed');
});

test('a database that takes no connection beside the comparison is asked for its changes after it', async () => {
	const role = `alone_${target.name}`;
	await target.run(`create role ${role} login password 'p' connection limit 1; grant select on all tables in schema public to ${role}`);
	const url = new URL(target.url);
	[url.username, url.password] = [role, 'p'];
	const env = { ERP_URL: source.url, CLOUD_URL: url.href };
	const folder = await projectWith(spec, env);
	await target.run('create table come_since (id integer)');
	const result = await runCliIn(folder, ['reconcile', 'test.migration.yaml', '--mapping', 'same', '--parallel', '1'], { env });
	expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('(1 added: table public.come_since added)') });
	expect(lastLine(result)).toBe('2 identical');
});

test('a server that is not there: 3, one sentence, no result and no secret', async () => {
	const url = 'postgres://someone:s3cret@127.0.0.1:1/nowhere';
	const result = await reconcile(['--mapping', 'same'], { env: { ...env, CLOUD_URL: url } });
	expect(result).toMatchObject({ code: 3, stdout: '' });
	expect(result.stderr.trimEnd().split('\n').length).toBe(1);
	expect(result.stderr).toContain('"cloud"');
	expect(result.stderr).not.toContain('s3cret');
});

test('a mapping that is none: 2', async () => {
	const result = await reconcile(['--mapping', 'sam']);
	expect(result).toMatchObject({ code: 2, stdout: '' });
	expect(result.stderr).toContain('did you mean "same"?');
});

test('Ctrl-C: 130, with what is known, and nothing left running', async () => {
	const controller = new AbortController();
	const onOutput = (text: string) => {
		if (text.includes('3/3 slow')) controller.abort();
	};
	const options = { isTerminal: true, signal: controller.signal, onOutput };
	const result = await reconcile(['--mapping', 'same', '--mapping', 'slow'], options);
	expect(result.code).toBe(130);
	expect(lastLine({ ...result, stdout: stripped(result.stdout) })).toMatch(/^2 identical, 1 (partial|not run)$/);
	expect(stripped(result.stdout)).toContain('the run was interrupted');
});
