/** `crosswalk check` and `crosswalk examples`: what runs, what it exits with, and what people record. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type CliOptions, type CliResult, projectWith, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';
import { freshDatabase } from '../support/postgres';

const spec = `crosswalk: 1
name: test
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
mappings:
  people:
    source: people
    target: persons
    columns: { id: id, name: { source: name, transform: [trim] } }
    examples:
      blanks: { given: { people: { id: 1, name: " Ada " } }, expect: { id: 1, name: Ada } }
quality:
  names: { on: source, table: people, rows: name <> '', severity: warning, fix: { owner: sales } }
  ids: { on: source, table: people, rows: id > 0 }
  arrived: { on: target, when: after, query: select id from persons where name is null }
acceptance:
  all there: { query: select count(*) = 2 from persons }
  looks right: { steps: Look at it, owner: sales }
`;

let env: Readonly<Record<string, string>>;

beforeAll(async () => {
	const source = await freshDatabase(
		`create table people (id integer primary key, name text); insert into people values (1, 'Ada'), (2, '');`,
	);
	const target = await freshDatabase(
		`create table persons (id integer primary key, name text); insert into persons values (1, 'Ada'), (2, '');`,
	);
	env = { ERP_URL: source.url, CLOUD_URL: target.url };
});

function check(folder: string, argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
	return runCliIn(folder, ['check', 'test.migration.yaml', ...argv], { env, ...options });
}

test('all that a spec promises in one report', async () => {
	const folder = await projectWith(spec, env);
	const { stdout, code } = await check(folder, []);
	expect(`\n${stdout.replace(/\d+\.\d s/, '0.1 s')}`).toBe(`
test.migration.yaml  erp → cloud

✗ names        quality     1 of 2 rows breaks it (warning; sales)
    test.migration.yaml:13
    id 2, name ''
✓ ids          quality     no row of 2 breaks it
✓ arrived      quality     no row breaks it
✓ all there    acceptance  every column is true
! looks right  acceptance  not run: nobody has recorded it; go through its steps, then run crosswalk check with --record "looks right"
✓ people       blanks      as expected

4 passed, 1 not passed, 1 not run  0.1 s
`);
	expect(code).toBe(1);
	const json = await check(folder, ['--format', 'json']);
	expect(faultsOf('report#/$defs/reconcile', JSON.parse(json.stdout))).toBe('');
	expect(JSON.parse(json.stdout).checks[0]).toMatchObject({
		section: 'quality',
		check: 'names',
		violations: { count: 1, rows: [{ id: 2, name: '' }] },
	});
	expect(JSON.parse(json.stdout).changes).toMatchObject({ changes: [] });
	expect((await check(folder, ['--format', 'markdown'])).stdout).toContain('# Checks of `test.migration.yaml`: not passed');
	expect((await check(folder, ['--format', 'junit'])).stdout).toContain('<testcase classname="names" name="quality"');
	expect((await check(folder, ['--format', 'html'])).stdout).toContain('<title>Checks of test.migration.yaml: not passed</title>');
	const runs = await runCliIn(folder, ['runs', 'test.migration.yaml']);
	expect(runs.stdout).toContain('not passed    4 of 6 checks green  names: 1 violation; 1 not run');
});

test('a part of it, and what makes it fail', async () => {
	const folder = await projectWith(spec, env);
	expect((await check(folder, ['--only', 'quality'])).code).toBe(0);
	expect((await check(folder, ['--only', 'quality', '--fail-on', 'warning'])).code).toBe(1);
	const before = await check(folder, ['--when', 'before']);
	expect(before.stdout).not.toContain('arrived');
	expect(before.stdout).not.toContain('acceptance');
	expect((await check(folder, ['--name', 'blanks'])).stdout).toContain('\n1 passed');
	const examples = await runCliIn(folder, ['examples', 'test.migration.yaml', '--name', 'people'], { env });
	expect(examples).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ people  blanks  as expected') });
	expect(await check(folder, ['--name', 'blank'])).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "blanks"?') });
	expect(await check(folder, ['--only', 'quality', '--name', 'blanks'])).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('nothing to check'),
	});
	const noServer = await check(folder, [], { env: { ERP_URL: 'postgres://u@127.0.0.1:1/x', CLOUD_URL: env.CLOUD_URL ?? '' } });
	expect(noServer).toMatchObject({ code: 3, stdout: '' });
});

test('examples that fail show expected and actual, and what changed since', async () => {
	const folder = await projectWith(spec, env);
	await runCliIn(folder, ['examples', 'test.migration.yaml'], { env });
	writeFileSync(path.join(folder, 'test.migration.yaml'), spec.replace(', transform: [trim]', ''));
	const { stdout, code } = await runCliIn(folder, ['examples', 'test.migration.yaml'], { env });
	expect(stdout).toContain(
		`
          expected  actual
      id    1         1
    ✗ name  'Ada'     ' Ada '
`.replace('\n          expected', '\n            expected'),
	);
	expect(stdout).toContain('↓ people, blanks  not passed, was passed');
	expect(code).toBe(1);
});

test('a person records a manual test, until its words are others', async () => {
	const folder = await projectWith(spec, env);
	const record = (...argv: string[]) => check(folder, ['--record', 'looks right', ...argv]);
	expect(await record('--passed')).toMatchObject({ code: 2, stderr: expect.stringContaining('--by') });
	expect(await record('--by', 'Ada')).toMatchObject({ code: 2, stderr: expect.stringContaining('--passed or --failed') });
	expect(await record('--passed', '--failed', '--by', 'Ada')).toMatchObject({ code: 2 });
	expect(await check(folder, ['--record', 'all there', '--passed', '--by', 'Ada'])).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('has a query'),
	});
	expect(await check(folder, ['--by', 'Ada'])).toMatchObject({ code: 2 });
	expect(await check(folder, ['--record', 'looks', '--passed', '--by', 'Ada'])).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('looks'),
	});

	// Nothing is connected to.
	const recorded = await check(folder, ['--record', 'looks right', '--passed', '--by', 'Ada', '--note', 'all fine'], { env: {} });
	expect(recorded).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('✓ looks right  acceptance  passed by Ada on 2026-12-05: all fine'),
	});
	const files = readdirSync(path.join(folder, '.crosswalk/runs/test')).filter(name => name.includes('.recorded'));
	expect(files).toHaveLength(1);
	expect(readFileSync(path.join(folder, '.crosswalk/runs/test', files[0] ?? ''), 'utf8')).toContain('"by":"Ada"');
	expect((await check(folder, ['--only', 'acceptance'])).code).toBe(0);

	writeFileSync(path.join(folder, 'test.migration.yaml'), spec.replace('Look at it', 'Look at it twice'));
	const stale = await check(folder, ['--only', 'acceptance']);
	expect(stale).toMatchObject({ code: 1, stdout: expect.stringContaining('its words are others than when it was recorded') });
	writeFileSync(path.join(folder, 'test.migration.yaml'), spec);
	await record('--failed', '--by', 'Bob');
	expect((await check(folder, ['--only', 'acceptance'])).stdout).toContain('✗ looks right  acceptance  not passed by Bob on 2026-12-05');
});

test('what a person recorded outlives any number of runs', async () => {
	const folder = await projectWith(spec, env);
	await check(folder, ['--record', 'looks right', '--passed', '--by', 'Ada']);
	const runs = path.join(folder, '.crosswalk/runs/test');
	const [recorded = ''] = readdirSync(runs).filter(name => name.includes('.recorded'));
	const passing = readFileSync(path.join(runs, recorded), 'utf8').replace(/.*"result".*\n/, '');
	for (let run = 0; run < 60; run++) writeFileSync(path.join(runs, `2026-12-05T23-10-00-000Z~${100 + run}.jsonl`), passing);
	const { stdout } = await check(folder, ['--only', 'acceptance']);
	expect(stdout).toContain('✓ looks right  acceptance  passed by Ada');
	expect(readdirSync(runs).filter(name => name.endsWith('.jsonl'))).toHaveLength(51);
});

test('Ctrl-C ends what runs, and what is known is shown', async () => {
	const endless = `  endless: { on: source, query: "select a from generate_series(1, 1000000000) a, generate_series(1, 1000000000) b where a < 0" }\n`;
	const folder = await projectWith(spec.replace('acceptance:\n', `${endless}acceptance:\n`), env);
	const controller = new AbortController();
	const onOutput = (text: string) => {
		if (text.includes('endless …')) controller.abort();
	};
	const { stdout, stderr, code } = await check(folder, [], { isTerminal: true, signal: controller.signal, onOutput });
	expect(code).toBe(130);
	expect(stdout).toContain('1 of 2 rows breaks it');
	expect(stdout).toContain('not run: the run was interrupted');
	expect(stderr).toContain('what is shown is partial');
});
