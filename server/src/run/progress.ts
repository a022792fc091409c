/** Follows the events of a reconciliation, and tells what is to be shown of it: the check that runs longest, and how many run beside it. */

import type { ReconcileEvent } from './reconcileEvent';

export interface Progress {
	readonly mapping?: string;
	readonly check: string;
	/** Its number from 1, and how many there are. */
	readonly number: number;
	readonly total: number;
	/** Checks that run at the same time. */
	readonly others: number;
	/** Rows read of each side, once there are some. */
	readonly rows?: { readonly source: number; readonly target: number };
	/** By the catalog's estimate. */
	readonly expectedRows?: number;
	readonly elapsedMs: number;
	/** What is left of this check at the speed so far. */
	readonly leftMs?: number;
}

/** Before so much of a check is done its end is not foretold. */
const leastShare = 0.05;

/** Undefined: there is nothing new to show. */
export function followProgress(): (event: ReconcileEvent) => Progress | undefined {
	const running = new Map<number, Progress>();
	const shown = () => {
		const [first] = running.values();
		return first && { ...first, others: running.size - 1 };
	};
	return event => {
		if (event.kind === 'result') {
			running.delete(event.index);
			return shown();
		}
		if (event.kind === 'wait') return undefined;
		if (event.kind === 'check') {
			const { index, total, mapping, check, expectedRows } = event;
			running.set(index, { mapping, check, number: index + 1, total, others: 0, expectedRows, elapsedMs: 0 });
			return shown();
		}
		const known = running.get(event.index);
		if (!known) return undefined;
		const { rows, elapsedMs } = event;
		running.set(event.index, {
			...known,
			leftMs: undefined,
			rows,
			elapsedMs,
			...left(Math.max(rows.source, rows.target), known.expectedRows, elapsedMs),
		});
		return shown();
	};
}

function left(rows: number, expected: number | undefined, elapsedMs: number): { readonly leftMs?: number } {
	const share = expected ? rows / expected : 0;
	return share >= leastShare && share < 1 ? { leftMs: (elapsedMs / share) * (1 - share) } : {};
}
