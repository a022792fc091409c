/** Runs a job of a reconciliation. A failure ends its check, a lost connection ends what is left of it. */

import type { PlannedCheck, ReconcileJob, ReconcilePlan } from '../core/reconcile/plan';
import type { CheckResult } from '../core/reconcile/result';
import type { Session } from '../engines/engine';
import { Cancelled, DatabaseFailure } from '../engines/engine';
import { runCheck } from './checks';
import type { CheckOutcome } from './outcome';
import { isOwnFault } from './ownFault';
import type { Questions } from './questions';
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
	/** Of the check with that number; see `RowsOptions`. */
	readonly lookOf?: (index: number) => RowsOptions['look'];
}

/** What one check ended with, and whether a connection went with it. */
interface Ended {
	readonly outcomes: readonly CheckOutcome[];
	readonly lost?: true;
}

/** A job with the number of its first check among all. */
export interface NumberedJob {
	readonly job: ReconcileJob;
	readonly index: number;
}

export function numberedJobs({ jobs }: ReconcilePlan): readonly NumberedJob[] {
	let index = 0;
	return jobs.map(job => {
		const first = index;
		index += job.checks.length;
		return { job, index: first };
	});
}

/** Its checks one after another. Returns what became of them when a connection was lost: `before` if it was lost already. */
export async function* runJob(
	{ job, index: first }: NumberedJob,
	total: number,
	sessions: Sided<Session>,
	questions: Questions,
	options: JobOptions,
	before?: CheckOutcome,
): AsyncGenerator<ReconcileEvent, CheckOutcome | undefined> {
	let lost = before;
	const { mapping, expectedRows } = job;
	const finished = finishedOf(job, options.finished);
	for (const [number, check] of job.checks.entries()) {
		const index = first + number;
		const startedAt = options.now();
		yield { kind: 'check', mapping, check: check.name, index, total, ...(expectedRows === undefined ? {} : { expectedRows }) };
		const known = finished.filter(result => isOf(result, job, check));
		for (const result of known) yield { kind: 'result', index, result };
		if (known.length > 0) continue;
		const ended: Ended =
			lost && check.kind !== 'not-run' ? { outcomes: [lost] } : yield* endCheck(sessions, questions, job, check, index, options);
		if (ended.lost) lost = ended.outcomes[0];
		const elapsedMs = options.now() - startedAt;
		for (const outcome of ended.outcomes) yield { kind: 'result', index, result: resultOf(job, check, outcome, elapsedMs) };
	}
	return lost;
}

/** Whole mappings are taken over, or nothing of them: their checks explain each other. */
function finishedOf(job: ReconcileJob, finished: readonly CheckResult[]): readonly CheckResult[] {
	const isWhole = job.checks.every(check => check.kind === 'not-run' || finished.some(result => isOf(result, job, check)));
	return isWhole ? finished : [];
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
	index: number,
	{ stop, now, rows, lookOf }: JobOptions,
): AsyncGenerator<ReconcileEvent, Ended> {
	if (check.kind === 'not-run') return { outcomes: [{ verdict: 'not-run', reason: check.reason }] };
	if (stop.signal.aborted) return { outcomes: [{ verdict: 'not-run', reason: stop.reason() }] };
	const startedAt = now();
	try {
		const compiled = await questions.compiled(job, stop.signal);
		if ('notRun' in compiled) return { outcomes: [{ verdict: 'not-run', reason: compiled.notRun }] };
		const isOfJobWithRows = job.checks.some(({ kind }) => kind === 'rows');
		const running = runCheck(sessions, compiled, check, { ...rows, look: lookOf?.(index), isOfJobWithRows }, stop.signal);
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
				yield { kind: 'progress', index, mapping: job.mapping, check: check.name, rows: step.value, elapsedMs: now() - startedAt };
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
