/**
 * Runs the jobs of a reconciliation on several connections at once, all of which read the snapshots that the first two read. A connection
 * that cannot be had is done without; one that is lost leaves its work to the others.
 */

import type { Session } from '../engines/engine';
import { Cancelled, DatabaseFailure } from '../engines/engine';
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
	const whole = { ...options, stop: { ...options.stop, signal: stop.signal } };
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
	const further = Array.from({ length: Math.min(lanes, waiting.length) - 1 }, () => workBeside(sessions, work, stop.signal));
	try {
		yield* merged([work(sessions), ...further], () => stop.abort());
		// Nobody is left to do it.
		const questions: Questions = questionsOn(sessions, remembered);
		for (const job of waiting) yield* runJob(job, total, sessions, questions, whole, lost);
	} finally {
		stop.unlink();
	}
}

async function* workBeside(
	{ source, target }: Sided<Session>,
	work: (sessions: Sided<Session>) => AsyncGenerator<ReconcileEvent>,
	signal: AbortSignal,
): AsyncGenerator<ReconcileEvent> {
	if (!source.beside || !target.beside) return;
	const opened = await Promise.allSettled([source.beside(signal), target.beside(signal)]);
	try {
		const [one, other] = opened;
		if (one.status === 'fulfilled' && other.status === 'fulfilled') yield* work({ source: one.value, target: other.value });
		for (const { reason } of opened.filter(result => result.status === 'rejected')) {
			if (!(reason instanceof DatabaseFailure) && !(reason instanceof Cancelled)) throw reason;
		}
	} finally {
		await Promise.all(opened.map(result => (result.status === 'fulfilled' ? result.value.close() : undefined)));
	}
}
