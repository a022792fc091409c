/** Decides whether a server that ended is started again. Has no clock: the time is handed in. */

const quietMs = 5 * 60 * 1000;

export interface Crashes {
	/** Counts a crash at `nowMs`. True for the first one, and for the first after five quiet minutes; false when it keeps crashing. */
	mayRestart(nowMs: number): boolean;
}

export function crashes(): Crashes {
	let lastMs = Number.NEGATIVE_INFINITY;
	return {
		mayRestart(nowMs) {
			const isFirst = nowMs - lastMs >= quietMs;
			lastMs = nowMs;
			return isFirst;
		},
	};
}
