/** Runs are kept, compared with the last one, and taken up again when they were cut short. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type CliOptions, type CliResult, filesIn, projectWith, runCliIn } from '../support/cliOnDisk';
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
  other: { source: other, target: other, columns: { id: id, name: name } }
reconciliation:
  slow: { source: "select count(*) as n from generate_series(1, 1000000) a, generate_series(1, 1000000) b", target: "select 1 as n" }
`;

beforeAll(async () => {
	const same = 'create table same (id integer primary key); insert into same values (1), (2);';
	const other = (name: string) =>
		`create table other (id integer primary key, name text); insert into other values (1, 'one'), (2, '${name}');`;
	source = await freshDatabase(same + other('=1+1'));
	target = await second.freshDatabase(same + other('Two'));
	env = { ERP_URL: source.url, CLOUD_URL: target.url };
});

const tables = ['--mapping', 'same', '--mapping', 'other'];

const project = () => projectWith(spec, env);

function reconcile(folder: string, argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
	return runCliIn(folder, ['reconcile', 'test.migration.yaml', ...argv], { env, ...options });
}

/** Ended by Ctrl-C in the pair that never ends. */
function interrupted(folder: string): Promise<CliResult> {
	const controller = new AbortController();
	const onOutput = (text: string) => {
		if (text.includes('slow …')) controller.abort();
	};
	return reconcile(folder, ['--parallel', '1'], { isTerminal: true, signal: controller.signal, onOutput });
}

/** The names of the files that keep the runs, oldest first. */
function kept(folder: string): readonly string[] {
	return [...filesIn(path.join(folder, '.crosswalk/runs')).keys()].filter(name => name.endsWith('.jsonl')).sort();
}

test('a run is kept where git leaves it, and the next one says what is other', async () => {
	const folder = await project();
	const first = await reconcile(folder, tables);
	expect(first.stdout).not.toContain('Since the run');
	expect(kept(folder)).toEqual(['test/2026-12-05T23-10-00-000Z.jsonl']);
	expect(readFileSync(path.join(folder, '.crosswalk/runs/.gitignore'), 'utf8')).toBe('*\n');

	const unchanged = await reconcile(folder, tables);
	expect(unchanged.stdout).toContain('Since the run of 2026-12-05 23:10 UTC: nothing changed\n');

	const changed = spec.replace('name: name', `name: "case id when 2 then 'Two' else name end"`);
	writeFileSync(path.join(folder, 'test.migration.yaml'), changed);
	const mended = await reconcile(folder, tables);
	expect(mended.stdout).toContain('Since the run of 2026-12-05 23:10 UTC:\n  ↑ other, rows  identical, was 1 difference\n');
	const json = JSON.parse((await reconcile(folder, [...tables, '--format', 'json'])).stdout);
	expect(json.changes).toEqual({ since: '2026-12-05T23:10:00.000Z', changes: [] });
	expect((await reconcile(folder, [...tables, '--format', 'markdown'])).stdout).toContain('nothing changed');

	const runs = await runCliIn(folder, ['runs', 'test.migration.yaml']);
	expect(runs.stdout.split('\n').slice(2)).toEqual([
		'2026-12-05 23:10 UTC  identical     4 of 4 checks green',
		'2026-12-05 23:10 UTC  different     3 of 4 checks green  other rows: 1 difference',
		'2026-12-05 23:10 UTC  different     3 of 4 checks green  other rows: 1 difference',
		'',
	]);
});

test('no password and no address is in what is kept', async () => {
	const folder = await project();
	await reconcile(folder, tables);
	const text = readFileSync(path.join(folder, '.crosswalk/runs', kept(folder)[0] ?? ''), 'utf8');
	for (const secret of [source.url, target.url, 'postgres:', 'password']) expect(text).not.toContain(secret);
});

test('an interrupted run is taken up again where it was left', async () => {
	const folder = await project();
	expect((await interrupted(folder)).code).toBe(130);
	const resumed = await reconcile(folder, [...tables, '--resume', '--format', 'json']);
	const { checks } = JSON.parse(resumed.stdout);
	expect(checks.map((check: { notes?: string[] }) => check.notes)).toEqual(
		Array(4).fill(['compared by the run of 2026-12-05T23:10:00.000Z, which did not go to its end']),
	);
	// The places in the spec are those of the spec as it is.
	expect(checks[3].rows[0].columns[0]).toEqual({ name: 'name', source: '=1+1', target: 'Two', file: 'test.migration.yaml', line: 6 });
	expect(resumed.stderr).toBe('');

	// That one went to its end.
	const again = await reconcile(folder, [...tables, '--resume']);
	expect(again.stderr).toBe('crosswalk: there is no unfinished run of this spec as it is, so everything is compared\n');
});

test('a run that found no database keeps nothing, and hides no unfinished run', async () => {
	const folder = await project();
	await interrupted(folder);
	const before = kept(folder);
	const env = { ERP_URL: 'postgres://postgres@127.0.0.1:1/erp', CLOUD_URL: target.url };
	expect(await reconcile(folder, [...tables, '--resume'], { env })).toMatchObject({ code: 3 });
	expect(kept(folder)).toEqual(before);
	expect((await reconcile(folder, [...tables, '--resume'])).stderr).toBe('');
});

test('of a run that was ended early, what was not run is counted and not listed', async () => {
	const folder = await project();
	await interrupted(folder);
	const { stdout } = await runCliIn(folder, ['runs', 'test.migration.yaml']);
	expect(stdout).toMatchInlineSnapshot(`
		"2026-12-05 23:10 UTC  not finished  3 of 5 checks green  other rows: 1 difference; 1 not run
		"
	`);
	await reconcile(folder, ['--time-budget', '0s']);
	const [line] = (await runCliIn(folder, ['runs', 'test.migration.yaml'])).stdout.split('\n');
	expect(line).toMatchInlineSnapshot(`"2026-12-05 23:10 UTC  not run       0 of 5 checks green  5 not run"`);
});

test('only what the spec still says is taken over', async () => {
	const folder = await project();
	await interrupted(folder);
	writeFileSync(path.join(folder, 'test.migration.yaml'), spec.replace('name: name', 'name: lower(name)'));
	const { checks } = JSON.parse((await reconcile(folder, [...tables, '--resume', '--format', 'json'])).stdout);
	expect(checks.map((check: { notes?: string[] }) => check.notes !== undefined)).toEqual([true, true, false, false]);
});

test('a run that was killed in the middle of a line is taken up, too', async () => {
	const folder = await project();
	await reconcile(folder, [...tables, '--parallel', '1']);
	const file = path.join(folder, '.crosswalk/runs', kept(folder)[0] ?? '');
	const lines = readFileSync(file, 'utf8').split('\n');
	// Of the second mapping the count was finished: its rows explain it, so both are compared again.
	writeFileSync(file, `${lines.slice(0, 4).join('\n')}\n${lines[4]?.slice(0, 20)}`);
	const { checks } = JSON.parse((await reconcile(folder, [...tables, '--resume', '--format', 'json'])).stdout);
	expect(checks.map((check: { notes?: string[] }) => check.notes !== undefined)).toEqual([true, true, false, false]);
});

test('files that are no runs are passed over, and the oldest of many runs goes', async () => {
	const folder = await project();
	await reconcile(folder, ['--mapping', 'same']);
	const runs = path.join(folder, '.crosswalk/runs/test');
	for (let i = 100; i < 160; i++) writeFileSync(path.join(runs, `2026-01-01T00-00-00-${i}Z.jsonl`), i % 2 ? '{"format": 2}\n' : 'junk');
	expect((await reconcile(folder, ['--mapping', 'same'])).code).toBe(0);
	expect(readdirSync(runs)).toHaveLength(50);
	expect(JSON.parse((await runCliIn(folder, ['runs', 'test.migration.yaml', '--format', 'json'])).stdout).runs).toHaveLength(2);
});

test('a run that cannot be kept is run all the same', async () => {
	const folder = await project();
	writeFileSync(path.join(folder, '.crosswalk/runs'), 'a file stands here');
	const result = await reconcile(folder, ['--mapping', 'same']);
	expect(result.code).toBe(0);
	expect(result.stderr).toMatch(
		/^crosswalk: this run is not kept: ".*runs.*" cannot be written: a file stands where its folder should be\n$/,
	);
});

test('as CSV: a line for each column that differs, and nothing that a spreadsheet would run', async () => {
	const result = await reconcile(await project(), [...tables, '--format', 'csv']);
	expect(result.stdout).toBe(
		"mapping,check,kind,key,column,source,target,rows,code,file,line\r\nother,rows,changed,2,name,'=1+1,Two,1,,test.migration.yaml,7\r\n",
	);
});

test('as HTML: one file without a script', async () => {
	const { stdout } = await reconcile(await project(), [...tables, '--format', 'html']);
	expect(stdout).toMatch(/^<!DOCTYPE html>/);
	expect(stdout).not.toMatch(/<script|<button|src=|href=|url\(/);
	expect(stdout).toContain('test.migration.yaml:7');
});
