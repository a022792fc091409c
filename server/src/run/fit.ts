/**
 * Runs the data fit of mappings, one after another in one snapshot of the source. A mapping that a server refuses fails alone; a time
 * budget ends the run with what is known. Writes nothing.
 */

import { withoutDot } from '../core/base/sentence';
import type { FitFinding, FitNotRun, FitResult } from '../core/fit/fit';
import { type FitJob, type FitPlan, fitJob, type Scan, type Uniques } from '../core/fit/plan';
import type { SpecFacts } from '../core/mapping/facts';
import { identityOf } from '../core/mapping/identity';
import type { SqlText } from '../core/sql/composed';
import { Cancelled, DatabaseFailure, type FailureKind, type Session, type TextRow } from '../engines/engine';
import { type Asking, askingOn, rememberedAnswers } from './questions';
import { located, type Sided, StatementFailure } from './sides';
import { stopAfter } from './stop';

export interface FitRunOptions {
	/** A number of rows, or a share such as `10%`. */
	readonly sample?: string;
	readonly timeBudgetMs?: number;
	readonly signal?: AbortSignal;
	/** Only these; undefined: all. */
	readonly mappings?: readonly string[];
	/** Before each mapping, and before each of its statements. */
	progress?(at: FitProgress): void;
}

export interface FitProgress {
	readonly mapping: string;
	/** From 1. */
	readonly number: number;
	readonly total: number;
	/** By the catalog's estimate, of the first table. */
	readonly expectedRows?: number;
	readonly what: 'rows' | 'foreign keys' | 'unique keys' | 'rows left out' | 'samples';
}

export interface FitRun {
	readonly results: readonly FitResult[];
	readonly notRun: readonly FitNotRun[];
}

/** Data that is not looked at, of these mappings or of all. */
export function fitNotRun(facts: SpecFacts, wanted: readonly string[] | undefined, reason: string): FitRun {
	const names = wanted ?? facts.mappings.map(({ name }) => name);
	return { results: [], notRun: names.map(mapping => ({ mapping, reason: withoutDot(reason) })) };
}

/** Throws `Cancelled` when the user ends it, and `DatabaseFailure` when a server goes away. */
export async function runFit(facts: SpecFacts, sessions: Sided<Session>, options: FitRunOptions = {}): Promise<FitRun> {
	const stop = stopAfter(options.signal, options.timeBudgetMs);
	const asking = askingOn(sessions, rememberedAnswers());
	const wanted = facts.mappings.filter(({ name }) => options.mappings === undefined || options.mappings.includes(name));
	const results: FitResult[] = [];
	const notRun: FitNotRun[] = [];
	try {
		for (const [index, mapping] of wanted.entries()) {
			const job = fitJob(mapping, facts, { sample: options.sample });
			const expectedRows = facts.source?.tables.get(mapping.items[0]?.relation?.name ?? '')?.estimatedRows;
			const at = {
				mapping: mapping.name,
				number: index + 1,
				total: wanted.length,
				...(expectedRows === undefined ? {} : { expectedRows }),
			};
			const tell = (what: FitProgress['what']) => options.progress?.({ ...at, what });
			const made = await fitOne(job, sessions.source, asking, tell, stop.signal).catch(error => reasonOf(error, stop));
			if (typeof made === 'string') notRun.push({ mapping: mapping.name, reason: made });
			else {
				const identity = identityOf(facts, mapping);
				const { snapshotAt } = sessions.source.info;
				results.push({ mapping: mapping.name, identity, measuredAt: snapshotAt, connection: sessions.source.connection, ...made });
			}
		}
	} finally {
		stop.release();
	}
	return { results, notRun };
}

/** What a refused mapping is told by; whatever ends the run is thrown. */
function reasonOf(error: unknown, stop: ReturnType<typeof stopAfter>): string {
	if (error instanceof Cancelled && !stop.wasInterrupted() && stop.reason() !== undefined) return stop.reason() ?? '';
	const failure = error instanceof StatementFailure ? error.failure : error;
	if (failure instanceof DatabaseFailure && ofOneMapping.includes(failure.kind)) return withoutDot(failure.message);
	throw failure;
}

/** Failures after which the server still answers, and may have an answer for the next mapping. */
const ofOneMapping: readonly FailureKind[] = ['query', 'timeout', 'changed', 'no-permission'];

type Made = Omit<FitResult, 'mapping' | 'identity' | 'measuredAt' | 'connection'>;

/** A string says why it was not run. */
async function fitOne(
	job: FitJob,
	source: Session,
	asking: Asking,
	tell: (what: FitProgress['what']) => void,
	signal: AbortSignal,
): Promise<Made | string> {
	if (job.obstacle !== undefined) return job.obstacle;
	tell('rows');
	await asking.ask(job.questions, signal);
	const first = job.compile(asking.answers);
	if ('notRun' in first) return first.notRun;
	const refused = await refusedChecks(first, source, signal);
	const plan = refused.size === 0 ? first : job.compile(asking.answers, refused);
	if ('notRun' in plan) return plan.notRun;
	const { plan: run, counted } = await scan(job, plan, refused, source, asking, signal);
	if (run.orphans) tell('foreign keys');
	const arrived = counted.rows - counted.rejected;
	const orphans = run.orphans ? await orphansOf(run.orphans, arrived, source, signal) : [];
	if (run.uniques || run.shared) tell('unique keys');
	const uniques = run.uniques ? await uniquesOf(run.uniques, arrived, source, signal) : [];
	const shared = run.shared ? await uniquesOf(run.shared, arrived, source, signal) : [];
	const leftOut: TextRow[][] = [];
	if (run.leftOut) tell('rows left out');
	for (const statement of run.leftOut?.statements ?? []) leftOut.push([...(await ask(source, statement, signal))]);
	tell('samples');
	const findings = [
		...(await detailed(run.scan, counted.findings, source, signal)),
		...orphans,
		...uniques,
		...shared,
		...(run.leftOut?.read(leftOut).findings ?? []),
	];
	return {
		...(run.sample === undefined ? {} : { sample: run.sample }),
		rows: counted.rows,
		rejected: counted.rejected,
		findings,
		skipped: run.skipped,
		...(run.masked === undefined ? {} : { masked: run.masked }),
	};
}

async function orphansOf(scan: Scan, of: number, source: Session, signal: AbortSignal): Promise<readonly FitFinding[]> {
	const none = scan.quick?.none(await ask(source, scan.quick.sql, signal), of);
	if (none) return none;
	return await detailed(scan, read(scan, await ask(source, scan.sql, signal)).findings, source, signal);
}

/** Of keys that no two rows have nothing more is asked. */
async function uniquesOf(uniques: Uniques, of: number, source: Session, signal: AbortSignal): Promise<readonly FitFinding[]> {
	if (!uniques.quick) return uniques.read(await ask(source, uniques.sql(), signal), of);
	const repeated = (await ask(source, uniques.quick, signal)).map(([number]) => Number(number));
	return uniques.read(repeated.length === 0 ? [] : await ask(source, uniques.sql(repeated), signal), of);
}

/** A check may divide by zero where the target never would have to: then it is left out, and the rest is counted. */
async function scan(
	job: FitJob,
	plan: FitPlan,
	refused: ReadonlyMap<string, string>,
	source: Session,
	asking: Asking,
	signal: AbortSignal,
): Promise<{ readonly plan: FitPlan; readonly counted: ReturnType<Scan['read']> }> {
	try {
		return { plan, counted: plan.scan.read(await ask(source, plan.scan.sql, signal)) };
	} catch (error) {
		if (!(error instanceof StatementFailure) || plan.checks.length === 0 || !isOfData(error.failure)) throw error;
		const reason = withoutDot(error.failure.detail?.serverMessage ?? error.message);
		const without = job.compile(
			asking.answers,
			new Map([...refused, ...plan.checks.map(({ about }) => [about, `the source failed: ${reason}`] as const)]),
		);
		if ('notRun' in without) throw error;
		return { plan: without, counted: read(without.scan, await ask(source, without.scan.sql, signal)) };
	}
}

/** SQLSTATE class 22: data exceptions. */
function isOfData({ detail }: DatabaseFailure): boolean {
	return detail?.code?.startsWith('22') === true;
}

function read(scan: Scan, rows: readonly TextRow[]): ReturnType<Scan['read']> {
	return scan.read(rows);
}

/** Asks for the checks alone only when the whole is refused. */
async function refusedChecks(plan: FitPlan, source: Session, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
	const refused = new Map<string, string>();
	if (plan.checks.length === 0 || (await refusal(source, plan.scan.sql, signal)) === undefined) return refused;
	for (const { about, sql } of plan.checks) {
		const reason = await refusal(source, sql, signal);
		if (reason !== undefined) refused.set(about, `the source refuses it: ${reason}`);
	}
	return refused;
}

async function refusal(source: Session, { text }: SqlText, signal: AbortSignal): Promise<string | undefined> {
	try {
		await source.describe(text, signal);
		return undefined;
	} catch (error) {
		if (!(error instanceof DatabaseFailure) || error.kind !== 'query') throw error;
		return withoutDot(error.detail?.serverMessage ?? error.message);
	}
}

async function detailed(scan: Scan, findings: readonly FitFinding[], source: Session, signal: AbortSignal): Promise<readonly FitFinding[]> {
	const details = scan.details(findings);
	if (!details) return findings;
	const keys = details.keys ? await ask(source, details.keys, signal) : [];
	const values = details.values ? await ask(source, details.values, signal) : [];
	return details.read(findings, keys, values);
}

async function ask(source: Session, sql: SqlText, signal: AbortSignal): Promise<readonly TextRow[]> {
	try {
		return await source.query(sql.text, signal);
	} catch (error) {
		throw located(error, sql);
	}
}
