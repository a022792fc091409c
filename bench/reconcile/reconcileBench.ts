/**
 * Measures reconciliation beside the limit: the slower server's own sum of a safe hash of its rows, both servers at once, taken by turns in
 * the same run, so that a slow moment of the machine slows both. Prints medians and ratios; asserts nothing.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from '../median';
import { introspect, type Measured, runShape, writeProject } from './crosswalkProcess';
import { differencesSql, keysSql, ordersSql, skewedSql, type Variant } from './data';
import { naiveComparison, pgComparator } from './peers';
import { type Servers, startServers } from './servers';
import { byId, customersSql, groupedForms, invoicesSql, keyShapes, parts, partsSql, type Shape, textKey, transformed } from './shapes';

export interface ReconcileBench {
	readonly rows: number;
	/** Repeats the comparison with four and sixteen times the rows. */
	readonly isGrowth: boolean;
	/** Compares four tables of a quarter of the rows, and one of all, with one, two and four connections a side. */
	readonly isParallel: boolean;
	readonly rounds: number;
}

export async function benchReconcile({ rows, isGrowth, isParallel, rounds }: ReconcileBench): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-bench-'));
	const servers = await startServers();
	try {
		if (isGrowth) await growth(folder, servers, rows, rounds);
		else if (isParallel) await parallel(folder, servers, rows, rounds);
		else await whole(folder, servers, rows, rounds);
	} finally {
		await servers.stop();
		rmSync(folder, { recursive: true });
	}
}

async function whole(folder: string, servers: Servers, rows: number, rounds: number): Promise<void> {
	await startUp(folder, servers);
	await servers.onBoth([...ordersSql(rows), ...keysSql(), ...customersSql(rows)]);
	await writeProject(folder, servers, [byId, ...keyShapes, transformed]);
	printHead(`${rows.toLocaleString('en')} rows of 12 columns, median of ${rounds}`);
	await differing(folder, servers, rows, rounds, 'none');
	await differing(folder, servers, rows, rounds, 'hundred');
	await servers.onBoth(skewedSql());
	await servers.run('target', invoicesSql());
	await introspect(folder, servers);
	for (const shape of [...keyShapes, transformed])
		printRow(`${shape.name}, 100 differences`, await byTurns(folder, servers, shape, rounds));
	await differing(folder, servers, rows, rounds, 'half percent');
	await printPeers(servers, rows);
}

/** A table of five rows: what a user waits for when there is nothing to wait for. */
async function startUp(folder: string, servers: Servers): Promise<void> {
	await servers.onBoth(ordersSql(5));
	await writeProject(folder, servers, [byId]);
	const runs: Measured[] = [];
	for (let run = 0; run < 5; run++) runs.push(await runShape(folder, servers, byId));
	console.log(`The whole process for a table of 5 rows: ${median(runs.map(one => one.elapsedMs)).toFixed(0)} ms\n`);
	await servers.onBoth(['drop table orders']);
}

const variantNames: Readonly<Record<Variant, string>> = {
	none: 'no difference',
	hundred: '100 scattered differences',
	'half percent': '0.5 % differ',
};

async function differing(folder: string, servers: Servers, rows: number, rounds: number, variant: Variant): Promise<void> {
	await servers.run('target', differencesSql(variant, rows));
	printRow(variantNames[variant], await byTurns(folder, servers, byId, rounds));
}

async function growth(folder: string, servers: Servers, rows: number, rounds: number): Promise<void> {
	printHead(`Growth, 100 scattered differences, median of ${rounds}`);
	for (const factor of [1, 4, 16]) {
		await servers.onBoth(ordersSql(rows * factor));
		await servers.run('target', differencesSql('hundred', rows * factor));
		await writeProject(folder, servers, [byId]);
		printRow(`${(rows * factor).toLocaleString('en')} rows`, await byTurns(folder, servers, byId, rounds));
		await servers.onBoth(['drop table orders']);
	}
}

async function parallel(folder: string, servers: Servers, rows: number, rounds: number): Promise<void> {
	await servers.onBoth([...ordersSql(rows), ...keysSql()]);
	await servers.run('target', differencesSql('hundred', rows));
	await servers.onBoth(partsSql());
	await writeProject(folder, servers, [parts, byId, textKey]);
	for (const [what, shape] of [
		['4 tables', parts],
		['one table', byId],
		['one table with a text key', textKey],
	] as const) {
		printHead(`${rows.toLocaleString('en')} rows in ${what}, 100 scattered differences, median of ${rounds}`);
		for (const connections of [1, 2, 4]) {
			const turns = await byTurns(folder, servers, shape, rounds, ['--parallel', String(connections)]);
			printRow(`${connections} connection${connections === 1 ? '' : 's'} a side`, turns);
		}
	}
}

interface Turns {
	readonly limitMs: number;
	/** The same with the hash that Crosswalk makes. */
	readonly ownLimitMs: number;
	readonly ownRatio: number;
	readonly ours: readonly Measured[];
	/** Of each turn, as the machine's speed changes between them. */
	readonly ratio: number;
	/** Of what both servers used of the processors, which other work on the machine changes less. */
	readonly cpuRatio: number | undefined;
	readonly differences: string;
}

/** The limit reads each side on one connection. */
const alone = ['--parallel', '1'];

async function byTurns(folder: string, servers: Servers, shape: Shape, rounds: number, options: readonly string[] = alone): Promise<Turns> {
	const limits: number[] = [];
	const ownLimits: number[] = [];
	const ours: Measured[] = [];
	const cpuRatios: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const before = await servers.cpuMs();
		limits.push(await slowerOf(servers, shape.limit));
		const between = await servers.cpuMs();
		ownLimits.push(await slowerOf(servers, shape.ownLimit));
		const start = await servers.cpuMs();
		ours.push(await runShape(folder, servers, shape, options));
		const after = await servers.cpuMs();
		if (before !== undefined && between !== undefined && start !== undefined && after !== undefined)
			cpuRatios.push((after - start) / (between - before));
	}
	return {
		limitMs: median(limits),
		ownLimitMs: median(ownLimits),
		ownRatio: median(ours.map((one, round) => one.elapsedMs / (ownLimits[round] ?? Number.NaN))),
		ours,
		ratio: median(ours.map((one, round) => one.elapsedMs / (limits[round] ?? Number.NaN))),
		cpuRatio: cpuRatios.length === 0 ? undefined : median(cpuRatios),
		differences: differencesOf(ours[0]?.stdout ?? ''),
	};
}

async function slowerOf(servers: Servers, sql: Shape['limit']): Promise<number> {
	const timed = await servers.timeBoth(sql);
	return Math.max(timed.source.elapsedMs, timed.target.elapsedMs);
}

/** What the report says was found: a fast answer that is wrong is worth nothing. */
function differencesOf(json: string): string {
	const report = JSON.parse(json) as {
		checks: { verdict: string; reason?: string; differences?: Readonly<Record<string, number | boolean>> }[];
	};
	const failed = report.checks.find(check => check.differences === undefined);
	if (failed) return `${failed.verdict}: ${failed.reason}`;
	const count = (kind: string) => report.checks.reduce((sum, check) => sum + Number(check.differences?.[kind]), 0);
	return `${count('missing')} missing, ${count('extra')} extra, ${count('changed')} changed`;
}

async function printPeers(servers: Servers, rows: number): Promise<void> {
	const limitMs = await slowerOf(servers, byId.limit);
	const ratio = (elapsedMs: number) => `${seconds(elapsedMs)} | ${(elapsedMs / limitMs).toFixed(2)}×`;
	console.log(`\n| Beside it, once (limit ${seconds(limitMs)}) | Time | To the limit |\n|---|---|---|`);
	const forms = groupedForms(rows);
	for (const [form, sql] of Object.entries(forms)) {
		console.log(
			`| Hashes summed by bucket, form ${form}, nothing else | ${ratio(await slowerOf(servers, { source: sql, target: sql }))} |`,
		);
	}
	const naive = await naiveComparison(servers);
	const what = `${naive.receivedMb.toFixed(0)} MB over the network, ${naive.differences} keys differ`;
	console.log(`| All rows of both sides streamed and compared (${what}) | ${ratio(naive.elapsedMs)} |`);
	const comparator = pgComparator(servers);
	console.log(`| pg_comparator, md5 | ${'failure' in comparator ? `${comparator.failure} | –` : ratio(comparator.elapsedMs)} |`);
}

function printHead(title: string): void {
	console.log(
		`| ${title} | Limit | Limit, our hash | Crosswalk | Ratio | to our hash | Servers' CPU | Network | Memory | Our CPU | Found |\n|---|---|---|---|---|---|---|---|---|---|---|`,
	);
}

function printRow(what: string, { limitMs, ownLimitMs, ours, ratio, ownRatio, cpuRatio, differences }: Turns): void {
	const of = (value: (one: Measured) => number) => median(ours.map(value));
	const cells = [
		what,
		seconds(limitMs),
		seconds(ownLimitMs),
		seconds(of(one => one.elapsedMs)),
		`${ratio.toFixed(2)}×`,
		`${ownRatio.toFixed(2)}×`,
		cpuRatio === undefined ? '–' : `${cpuRatio.toFixed(2)}×`,
		`${of(one => one.receivedMb).toFixed(1)} MB`,
		`${of(one => one.rssMb).toFixed(0)} MB`,
		seconds(of(one => one.cpuMs)),
		differences,
	];
	console.log(`| ${cells.join(' | ')} |`);
}

function seconds(elapsedMs: number): string {
	return `${(elapsedMs / 1000).toFixed(2)} s`;
}
