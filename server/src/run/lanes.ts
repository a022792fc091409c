/**
 * Runs the jobs of a reconciliation on several connections at once, all of which read the snapshots that the first two read. A connection
 * that cannot be had is done without; one that is lost leaves its work to the others. Connections that have no mapping to compare are lent to
 * those that have.
 */

import type { Session } from '../engines/engine';
import { connectionBudget, openBeside } from './idleConnections';
import { type JobOptions, type NumberedJob, runJob } from './jobs';
import { merged } from './merged';
import type { CheckOutcome } from './outcome';
import { type Questions, questionsOn, rememberedAnswers } from './questions';
import type { ReconcileEvent } from './reconcileEvent';
import type { Sided } from './sides';
import { linkedStop } from './stop';

/** `total`: checks of the whole run. `lanes`: connections of each side at most. */
export async function* runLanes(
	jobs: readonly NumberedJob[],
	total: number,
	sessions: Sided<Session>,
	lanes: number,
	options: JobOptions,
): AsyncGenerator<ReconcileEvent> {
	const stop = linkedStop(options.stop.signal);
	const budget = connectionBudget(lanes, sessions);
	const whole = { ...options, rows: { ...options.rows, idle: budget }, stop: { ...options.stop, signal: stop.signal } };
	const remembered = rememberedAnswers();
	const waiting = [...jobs];
	let lost: CheckOutcome | undefined;
	const work = async function* (on: Sided<Session>): AsyncGenerator<ReconcileEvent> {
		const questions = questionsOn(on, remembered);
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const found = yield* runJob(next, total, on, questions, whole);
			if (!found) continue;
			lost = found;
			return;
		}
	};
	const further = Array.from({ length: Math.min(lanes, waiting.length) - 1 }, () => budget.use(workBeside(sessions, work, stop.signal)));
	try {
		yield* merged([budget.use(work(sessions)), ...further], () => stop.abort());
		// Nobody is left to do it.
		const questions: Questions = questionsOn(sessions, remembered);
		for (const job of waiting) yield* runJob(job, total, sessions, questions, whole, lost);
	} finally {
		stop.unlink();
	}
}

async function* workBeside(
	sessions: Sided<Session>,
	work: (sessions: Sided<Session>) => AsyncGenerator<ReconcileEvent>,
	signal: AbortSignal,
): AsyncGenerator<ReconcileEvent> {
	const pair = await openBeside(sessions, signal);
	if (!pair) return;
	try {
		yield* work(pair);
	} finally {
		await Promise.all([pair.source.close(), pair.target.close()]);
	}
}
