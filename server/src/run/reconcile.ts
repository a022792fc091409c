/**
 * Runs a reconciliation: one read-only session on each side for all of it, so that everything is compared as of one instant a side. What
 * fails is a line of the report, and the others go on; a connection that cannot be made is thrown.
 */

import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { defaultLimits } from '../core/reconcile/narrow/limits';
import type { ReconcilePlan } from '../core/reconcile/plan';
import type { CheckResult } from '../core/reconcile/result';
import { countVerdicts, overallVerdict } from '../core/reconcile/verdict';
import type { ReconcileReport, SideReport } from '../core/report/model';
import type { ConnectionSettings, Engine, Session } from '../engines/engine';
import { runJobs } from './jobs';
import type { ReconcileEvent } from './reconcileEvent';
import type { Sided } from './sides';
import { stopAfter } from './stop';

export interface SideToRead {
	readonly engine: Pick<Engine, 'connect'>;
	readonly settings: ConnectionSettings;
}

export interface ReconcileRunOptions {
	/** Differences kept of a check (default 1000); counts are exact all the same. */
	readonly maxDifferences?: number;
	/** When row comparisons are narrowed down, where it is not the usual. */
	readonly narrowing?: Partial<NarrowingLimits>;
	/** When it is up, what is known is reported as partial. */
	readonly timeBudgetMs?: number;
	/** Ends the statements on the servers; what is known is returned as an interrupted report. */
	readonly signal?: AbortSignal;
	/** Results of an earlier run that are taken over: their checks are not run. */
	readonly finished?: readonly CheckResult[];
	/** Milliseconds since 1970. */
	readonly now?: () => number;
}

const defaultMaxDifferences = 1000;

/** Throws `DatabaseFailure` when a side cannot be reached, and `Cancelled` when that was interrupted. */
export async function* runReconcile(
	plan: ReconcilePlan,
	sides: Sided<SideToRead>,
	options: ReconcileRunOptions = {},
): AsyncGenerator<ReconcileEvent, ReconcileReport> {
	const { now = Date.now, maxDifferences = defaultMaxDifferences } = options;
	const startedAt = now();
	const sessions = await openBoth(sides, options.signal);
	const stop = stopAfter(options.signal, options.timeBudgetMs);
	const checks: CheckResult[] = [];
	try {
		for await (const event of runJobs(plan, sessions, {
			now,
			rows: { maxDifferences, narrowing: { ...defaultLimits, ...options.narrowing } },
			stop,
			finished: options.finished ?? [],
		})) {
			if (event.kind === 'result') checks.push(event.result);
			yield event;
		}
	} finally {
		stop.release();
		await Promise.all([sessions.source.close(), sessions.target.close()]);
	}
	return {
		spec: plan.spec,
		startedAt: new Date(startedAt).toISOString(),
		elapsedMs: now() - startedAt,
		verdict: overallVerdict(checks.map(check => check.verdict)),
		...(stop.wasInterrupted() ? { interrupted: true as const } : {}),
		sides: { source: sideReport(sessions.source), target: sideReport(sessions.target) },
		checks,
		summary: countVerdicts(checks),
	};
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
	const { snapshotAt, lsn, standby, version } = info;
	return { connection, snapshot: snapshotAt, ...(lsn === undefined ? {} : { lsn }), standby, version };
}
