/**
 * Runs a reconciliation in one read-only snapshot of each side, so that everything is compared as of one instant a side. What
 * fails is a line of the report, and the others go on; a connection that cannot be made is thrown.
 */

import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { defaultLimits } from '../core/reconcile/narrow/limits';
import type { ReconcilePlan } from '../core/reconcile/plan';
import type { CheckResult } from '../core/reconcile/result';
import { countVerdicts, overallVerdict } from '../core/reconcile/verdict';
import type { ReconcileReport, SideReport } from '../core/report/model';
import { Cancelled, type ConnectionSettings, DatabaseFailure, type Engine, type Session } from '../engines/engine';
import { type JobOptions, type NumberedJob, numberedJobs } from './jobs';
import { runLanes } from './lanes';
import { differingJobs, type NumberedResult, type SecondResults, twoLooks } from './recheck';
import type { ReconcileEvent } from './reconcileEvent';
import type { Sided } from './sides';
import { pause, type Stop, stopAfter } from './stop';

export interface SideToRead {
	readonly engine: Pick<Engine, 'connect'>;
	readonly settings: ConnectionSettings;
}

export interface ReconcileRunOptions {
	/** Differences kept of a check (default 1000); counts are exact all the same. */
	readonly maxDifferences?: number;
	/** Whether differences keep all that the source yields, to be written down as SQL. */
	readonly keepsSourceRows?: boolean;
	/** When row comparisons are narrowed down, where it is not the usual. */
	readonly narrowing?: Partial<NarrowingLimits>;
	/** Connections of each side at most (default 1): so many mappings are compared at once, or parts of one. */
	readonly lanes?: number;
	/** What differs is looked at again so much later: only what differs both times is a difference. */
	readonly recheckMs?: number;
	/** When it is up, what is known is reported as partial. */
	readonly timeBudgetMs?: number;
	/** Ends the statements on the servers; what is known is returned as an interrupted report. */
	readonly signal?: AbortSignal;
	/** Results of an earlier run that are taken over: their checks are not run. */
	readonly finished?: readonly CheckResult[];
	/** Milliseconds since 1970. */
	readonly now?: () => number;
	/** Called once all was read, before the snapshots are given up. */
	readonly atEnd?: (sessions: Sided<Session>) => Promise<void>;
}

const defaultMaxDifferences = 1000;
const defaultLanes = 1;

/** Throws `DatabaseFailure` when a side cannot be reached, and `Cancelled` when that was interrupted. */
export async function* runReconcile(
	plan: ReconcilePlan,
	sides: Sided<SideToRead>,
	options: ReconcileRunOptions = {},
): AsyncGenerator<ReconcileEvent, ReconcileReport> {
	const { now = Date.now, recheckMs } = options;
	const startedAt = now();
	const jobs = numberedJobs(plan);
	const stop = stopAfter(options.signal, options.timeBudgetMs);
	const looks = recheckMs === undefined ? undefined : twoLooks();
	const found: NumberedResult[] = [];
	let report: ReconcileReport['sides'];
	try {
		// Results that a second look may change are told after it.
		const first = yield* readOnce(jobs, plan, sides, stop, options, looks?.first, result => !looks && found.push(result));
		report = first.sides;
		if (looks && recheckMs !== undefined) {
			const again = differingJobs(jobs, first.results);
			const isAgain = ({ index }: NumberedResult) => again.some(one => index >= one.index && index < one.index + one.job.checks.length);
			const settled = first.results.filter(one => !isAgain(one));
			if (again.length > 0) {
				yield { kind: 'wait', checks: again.reduce((sum, { job }) => sum + job.checks.length, 0), ms: recheckMs };
				await pause(recheckMs, stop.signal);
				const second = yield* lookAgain(
					() => readOnce(again, plan, sides, stop, { ...options, atEnd: undefined }, looks.second, () => false),
					stop,
				);
				settled.push(...looks.settle(first.results.filter(isAgain), second, recheckMs));
			}
			for (const one of settled.sort((one, other) => one.index - other.index)) {
				found.push(one);
				yield { kind: 'result', ...one };
			}
		}
	} finally {
		stop.release();
	}
	const checks = found.sort((one, other) => one.index - other.index).map(({ result }) => result);
	return {
		spec: plan.spec,
		startedAt: new Date(startedAt).toISOString(),
		elapsedMs: now() - startedAt,
		verdict: overallVerdict(checks.map(check => check.verdict)),
		...(stop.wasInterrupted() ? { interrupted: true as const } : {}),
		sides: report,
		checks,
		summary: countVerdicts(checks),
	};
}

/** A server that cannot be asked a second time does not take back what it said. */
async function* lookAgain(look: () => ReturnType<typeof readOnce>, stop: Stop): AsyncGenerator<ReconcileEvent, SecondResults> {
	if (stop.signal.aborted) return { reason: stop.reason() ?? '' };
	try {
		return (yield* look()).results;
	} catch (error) {
		if (error instanceof Cancelled) return { reason: stop.reason() ?? 'the run was interrupted' };
		if (error instanceof DatabaseFailure) return { reason: error.message };
		throw error;
	}
}

/** One look at the jobs in one snapshot of each side. Passes on results as they come while `isTold` takes them. */
async function* readOnce(
	jobs: readonly NumberedJob[],
	plan: ReconcilePlan,
	sides: Sided<SideToRead>,
	stop: Stop,
	options: ReconcileRunOptions,
	lookOf: JobOptions['lookOf'],
	isTold: (result: NumberedResult) => unknown,
): AsyncGenerator<ReconcileEvent, { readonly sides: ReconcileReport['sides']; readonly results: readonly NumberedResult[] }> {
	const sessions = await openBoth(sides, options.signal);
	const results: NumberedResult[] = [];
	const total = plan.jobs.reduce((sum, job) => sum + job.checks.length, 0);
	const { maxDifferences = defaultMaxDifferences, keepsSourceRows = false } = options;
	try {
		for await (const event of runLanes(jobs, total, sessions, options.lanes ?? defaultLanes, {
			now: options.now ?? Date.now,
			rows: { maxDifferences, keepsSourceRows, narrowing: { ...defaultLimits, ...options.narrowing } },
			stop,
			finished: options.finished ?? [],
			lookOf,
		})) {
			if (event.kind !== 'result') yield event;
			else {
				results.push(event);
				if (isTold(event)) yield event;
			}
		}
		await options.atEnd?.(sessions);
	} finally {
		await Promise.all([sessions.source.close(), sessions.target.close()]);
	}
	return { sides: { source: sideReport(sessions.source), target: sideReport(sessions.target) }, results };
}

/** Both at once; when one cannot be opened the other is closed. */
async function openBoth(sides: Sided<SideToRead>, signal: AbortSignal | undefined): Promise<Sided<Session>> {
	const open = ({ engine, settings }: SideToRead) => engine.connect(settings, signal, { purpose: 'reconcile', isShared: true });
	const [source, target] = await Promise.allSettled([open(sides.source), open(sides.target)]);
	if (source.status === 'fulfilled') {
		if (target.status === 'fulfilled') return { source: source.value, target: target.value };
		await source.value.close();
		throw target.reason;
	}
	if (target.status === 'fulfilled') await target.value.close();
	throw source.reason;
}

function sideReport({ connection, info }: Session): SideReport {
	const { snapshotAt, lsn, standby, lagMs, version } = info;
	const position = { ...(lsn === undefined ? {} : { lsn }), standby, ...(lagMs === undefined ? {} : { lagMs }) };
	return { connection, snapshot: snapshotAt, ...position, version };
}
