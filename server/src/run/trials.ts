/**
 * Runs quality rules, acceptance tests and examples, one after another, each side in one read-only snapshot. Opens only the sides that are
 * asked. What fails is a line of the report, and the others go on; a connection that cannot be made is thrown.
 */

import type { CheckResult } from '../core/reconcile/result';
import { countVerdicts, overallVerdict } from '../core/reconcile/verdict';
import type { ReconcileReport, SideReport } from '../core/report/model';
import type { Trial, TrialOutcome, TrialPlan, TrialServers, TrialSide } from '../core/trials/trial';
import type { Session } from '../engines/engine';
import { Cancelled, DatabaseFailure } from '../engines/engine';
import { isOwnFault } from './ownFault';
import { rememberedAnswers } from './questions';
import type { SideToRead } from './reconcile';
import type { ReconcileEvent } from './reconcileEvent';
import { type Sided, StatementFailure } from './sides';
import { type Stop, stopAfter } from './stop';
import { trialServers } from './trialServers';

export interface TrialRunOptions {
	/** When it is up, what was not run yet says so. */
	readonly timeBudgetMs?: number;
	/** Ends the statements on the servers; what is known is returned as an interrupted report. */
	readonly signal?: AbortSignal;
	/** Milliseconds since 1970. */
	readonly now?: () => number;
	/** Milliseconds of a steady clock, for statements that are timed. */
	readonly clockMs?: () => number;
}

/** The sides that a plan asks. */
export function sidesOfTrials({ trials }: TrialPlan): readonly TrialSide[] {
	return (['source', 'target'] as const).filter(side => trials.some(({ sides }) => sides.includes(side)));
}

/**
 * `sides`: those of `sidesOfTrials`; `connections`: how both are called. Throws `DatabaseFailure` when a side cannot be reached, and
 * `Cancelled` when that was interrupted.
 */
export async function* runTrials(
	plan: TrialPlan,
	sides: Partial<Sided<SideToRead>>,
	connections: Sided<string>,
	options: TrialRunOptions = {},
): AsyncGenerator<ReconcileEvent, ReconcileReport> {
	const { now = Date.now, clockMs = () => performance.now() } = options;
	const startedAt = now();
	const stop = stopAfter(options.signal, options.timeBudgetMs);
	const checks: CheckResult[] = [];
	const total = plan.trials.length;
	let sessions: Partial<Sided<Session>> = {};
	try {
		sessions = await openSides(sides, options.signal);
		const servers = trialServers(sessions, rememberedAnswers(), stop.signal, clockMs);
		for (const [index, trial] of plan.trials.entries()) {
			const { section, mapping, name } = trial;
			yield { kind: 'check', ...(mapping === undefined ? {} : { mapping }), check: name, index, total };
			const trialStartedAt = now();
			const outcome = await judged(trial, servers, stop);
			const start = { section, ...(mapping === undefined ? {} : { mapping }), check: name };
			const result: CheckResult = { ...start, ...outcome, elapsedMs: now() - trialStartedAt };
			checks.push(result);
			yield { kind: 'result', index, result };
		}
	} finally {
		stop.release();
		await Promise.all([sessions.source?.close(), sessions.target?.close()]);
	}
	return {
		spec: plan.spec,
		startedAt: new Date(startedAt).toISOString(),
		elapsedMs: now() - startedAt,
		verdict: overallVerdict(checks.map(check => check.verdict)),
		...(stop.wasInterrupted() ? { interrupted: true as const } : {}),
		sides: { source: sideReport(connections.source, sessions.source), target: sideReport(connections.target, sessions.target) },
		checks,
		summary: countVerdicts(checks),
	};
}

/** Both at once; when one cannot be opened the other is closed. */
async function openSides(sides: Partial<Sided<SideToRead>>, signal: AbortSignal | undefined): Promise<Partial<Sided<Session>>> {
	const open = (side: SideToRead | undefined) => side?.engine.connect(side.settings, signal, { purpose: 'check' });
	const [source, target] = await Promise.allSettled([open(sides.source), open(sides.target)]);
	if (source.status === 'fulfilled' && target.status === 'fulfilled') {
		return { ...(source.value ? { source: source.value } : {}), ...(target.value ? { target: target.value } : {}) };
	}
	if (source.status === 'fulfilled') await source.value?.close();
	if (target.status === 'fulfilled') await target.value?.close();
	throw source.status === 'rejected' ? source.reason : target.status === 'rejected' ? target.reason : new Cancelled();
}

/** Bugs go on to the guard of the door. */
async function judged(trial: Trial, servers: TrialServers, stop: Stop): Promise<TrialOutcome & Pick<CheckResult, 'isBug'>> {
	if (stop.signal.aborted && trial.sides.length > 0) return { verdict: 'not-run', reason: stop.reason() };
	try {
		return await trial.judge(servers);
	} catch (error) {
		if (error instanceof Cancelled) return { verdict: 'partial', reason: stop.reason() };
		const failure = error instanceof StatementFailure ? error.failure : error;
		if (!(failure instanceof DatabaseFailure)) throw error;
		const span = error instanceof StatementFailure ? error.span : undefined;
		const isBug = isOwnFault(failure, span);
		const reason = isBug ? `${failure.message}; this is a bug of Crosswalk, please report it` : failure.message;
		return { verdict: 'failed', reason, ...(span ? { span } : {}), ...(isBug ? { isBug } : {}) };
	}
}

function sideReport(connection: string, session: Session | undefined): SideReport {
	if (!session) return { connection };
	const { snapshotAt, lsn, standby, lagMs, version } = session.info;
	const position = { ...(lsn === undefined ? {} : { lsn }), standby, ...(lagMs === undefined ? {} : { lagMs }) };
	return { connection, snapshot: snapshotAt, ...position, version };
}
