/** Lets runs of one spec follow each other: the second waits for the first, so that both tell their result and servers serve one at a time. */

import { Cancelled } from '../engines/engine';

export interface RunQueue {
	/** Throws `Cancelled` when the signal comes while waiting; then the work is never begun. */
	run<Result>(spec: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

export function runQueue(): RunQueue {
	const last = new Map<string, Promise<unknown>>();
	return {
		run(spec, signal, work) {
			const before = last.get(spec) ?? Promise.resolve();
			const result = untilDone(before, signal).then(work);
			// Whoever comes next waits for both: a run that gave up waiting is done before the one that it waited for.
			const both = Promise.allSettled([before, result]);
			last.set(spec, both);
			void both.then(() => last.get(spec) === both && last.delete(spec));
			return result;
		},
	};
}

function untilDone(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const giveUp = () => reject(new Cancelled());
		if (signal.aborted) return giveUp();
		signal.addEventListener('abort', giveUp, { once: true });
		void before.then(() => {
			signal.removeEventListener('abort', giveUp);
			resolve();
		});
	});
}
