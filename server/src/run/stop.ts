/** When a run has to end before its end: the user's signal and the time budget as one signal, with its reason. */

export interface Stop {
	readonly signal: AbortSignal;
	/** Why it was raised, to be read after "as": undefined while it was not. */
	reason(): string | undefined;
	wasInterrupted(): boolean;
	/** Forgets the timer and the user's signal. */
	release(): void;
}

export function stopAfter(signal: AbortSignal | undefined, timeBudgetMs: number | undefined): Stop {
	const controller = new AbortController();
	let cause: 'interrupted' | 'budget' | undefined;
	const end = (why: 'interrupted' | 'budget') => {
		cause ??= why;
		controller.abort();
	};
	const interrupt = () => end('interrupted');
	if (signal?.aborted) interrupt();
	signal?.addEventListener('abort', interrupt, { once: true });
	const timer = timeBudgetMs === undefined ? undefined : setTimeout(() => end('budget'), timeBudgetMs);
	return {
		signal: controller.signal,
		reason: () => (cause === 'interrupted' ? 'the run was interrupted' : cause && 'the time budget was used up'),
		wasInterrupted: () => cause === 'interrupted',
		release() {
			clearTimeout(timer);
			signal?.removeEventListener('abort', interrupt);
		},
	};
}

/** Waits, for no longer than until the signal comes. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, signal.aborted ? 0 : ms);
		signal.addEventListener('abort', end, { once: true });
	});
}

/** A signal that can be raised alone and is raised with `signal`. */
export interface LinkedStop {
	readonly signal: AbortSignal;
	abort(): void;
	unlink(): void;
}

export function linkedStop(signal: AbortSignal): LinkedStop {
	const controller = new AbortController();
	const abort = () => controller.abort();
	if (signal.aborted) abort();
	signal.addEventListener('abort', abort, { once: true });
	return { signal: controller.signal, abort, unlink: () => signal.removeEventListener('abort', abort) };
}
