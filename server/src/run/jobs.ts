/** Runs the jobs of a reconciliation one after another. A failure ends its check, a lost connection ends what is left. */

import type { PlannedCheck, ReconcileJob, ReconcilePlan } from '../core/reconcile/plan';
import type { CheckResult } from '../core/reconcile/result';
import type { Session } from '../engines/engine';
import { Cancelled, DatabaseFailure } from '../engines/engine';
import { runCheck } from './checks';
import type { CheckOutcome } from './outcome';
import { isOwnFault } from './ownFault';
import type { Questions } from './questions';
import { questionsOn } from './questions';
import type { ReconcileEvent } from './reconcileEvent';
import type { RowsOptions } from './rows';
import type { Sided } from './sides';
import { StatementFailure } from './sides';
import type { Stop } from './stop';

export interface JobOptions {
	readonly rows: RowsOptions;
	readonly now: () => number;
	readonly stop: Stop;
	/** Results of an earlier run that are taken over. */
	readonly finished: readonly CheckResult[];
}

/** What one check ended with, and whether a connection went with it. */
interface Ended {
	readonly outcomes: readonly CheckOutcome[];
	readonly lost?: true;
}

export async function* runJobs(plan: ReconcilePlan, sessions: Sided<Session>, options: JobOptions): AsyncGenerator<ReconcileEvent> {
	const total = plan.jobs.reduce((sum, job) => sum + job.checks.length, 0);
	const questions = questionsOn(sessions);
	let index = 0;
	let lost: CheckOutcome | undefined;
	for (const job of plan.jobs) {
		const { mapping, expectedRows } = job;
		for (const check of job.checks) {
			const startedAt = options.now();
			yield { kind: 'check', mapping, check: check.name, index: index++, total, ...(expectedRows === undefined ? {} : { expectedRows }) };
			const known = options.finished.filter(result => isOf(result, job, check));
			for (const result of known) yield { kind: 'result', result };
			if (known.length > 0) continue;
			const ended: Ended =
				lost && check.kind !== 'not-run' ? { outcomes: [lost] } : yield* endCheck(sessions, questions, job, check, options);
			if (ended.lost) lost = ended.outcomes[0];
			const elapsedMs = options.now() - startedAt;
			for (const outcome of ended.outcomes) yield { kind: 'result', result: resultOf(job, check, outcome, elapsedMs) };
		}
	}
}

function isOf(result: CheckResult, job: ReconcileJob, check: PlannedCheck): boolean {
	if (result.check !== check.name || check.kind === 'not-run') return false;
	return job.mapping === undefined ? result.mapping === undefined : (result.group ?? [result.mapping]).includes(job.mapping);
}

async function* endCheck(
	sessions: Sided<Session>,
	questions: Questions,
	job: ReconcileJob,
	check: PlannedCheck,
	{ stop, now, rows }: JobOptions,
): AsyncGenerator<ReconcileEvent, Ended> {
	if (check.kind === 'not-run') return { outcomes: [{ verdict: 'not-run', reason: check.reason }] };
	if (stop.signal.aborted) return { outcomes: [{ verdict: 'not-run', reason: stop.reason() }] };
	const startedAt = now();
	try {
		const compiled = await questions.compiled(job, stop.signal);
		if ('notRun' in compiled) return { outcomes: [{ verdict: 'not-run', reason: compiled.notRun }] };
		const running = runCheck(sessions, compiled, check, rows, stop.signal);
		try {
			for (let step = await running.next(); ; step = await running.next()) {
				if (step.done)
					return {
						outcomes: step.value.map(outcome => ({
							...outcome,
							notes: [...(compiled.notes ?? []), ...(outcome.notes ?? [])],
							...reasonOf(outcome, stop),
						})),
					};
				yield { kind: 'progress', mapping: job.mapping, check: check.name, rows: step.value, elapsedMs: now() - startedAt };
			}
		} finally {
			// When the reader goes away in the middle, so do the statements.
			await running.return([]);
		}
	} catch (error) {
		return endedBy(error, stop);
	}
}

function reasonOf(outcome: CheckOutcome, stop: Stop): { readonly reason?: string } {
	return outcome.stopped ? { reason: stop.reason() } : {};
}

/** Bugs go on to the guard of the door. */
function endedBy(error: unknown, stop: Stop): Ended {
	if (error instanceof Cancelled) return { outcomes: [{ verdict: 'partial', reason: stop.reason() }] };
	const failure = error instanceof StatementFailure ? error.failure : error;
	if (!(failure instanceof DatabaseFailure)) throw error;
	const span = error instanceof StatementFailure ? error.span : undefined;
	const isBug = isOwnFault(failure, span);
	const reason = isBug ? `${failure.message}; this is a bug of Crosswalk, please report it` : failure.message;
	const outcome: CheckOutcome = { verdict: 'failed', reason, ...(span ? { span } : {}), ...(isBug ? { isBug } : {}) };
	return { outcomes: [outcome], ...(failure.kind === 'lost' ? { lost: true as const } : {}) };
}

function resultOf(job: ReconcileJob, check: PlannedCheck, outcome: CheckOutcome, elapsedMs: number): CheckResult {
	const { mapping = job.mapping, verdict, reason, span, isBug, notes, found } = outcome;
	return {
		...(mapping === undefined ? {} : { mapping }),
		...(job.group ? { group: job.group } : {}),
		check: check.name,
		verdict,
		elapsedMs,
		...(reason === undefined ? {} : { reason }),
		...(span ? { span } : {}),
		...(isBug ? { isBug } : {}),
		...(notes && notes.length > 0 ? { notes } : {}),
		...(found ? { found } : {}),
	};
}
