/** Follows the events of a reconciliation for the panel: every check that runs, and those that ended since it was told last. */

import { checkSummary } from '../core/report/checkSummary';
import { checkId } from '../core/report/knownChecks';
import type { EndedCheck, RunningCheck } from '../core/report/panelModel';
import type { RunProgress } from '../protocol';
import type { ReconcileEvent } from '../run/reconcileEvent';

export interface RunningChecks {
	hear(event: ReconcileEvent): void;
	/** What ended is told once. */
	tell(): Pick<RunProgress, 'running' | 'ended' | 'done'>;
}

/** Before so much of a check is done its end is not foretold. */
const leastShare = 0.05;

export function followRunningChecks(): RunningChecks {
	const running = new Map<number, RunningCheck>();
	let ended: EndedCheck[] = [];
	let done = 0;
	let total = 0;
	return {
		hear(event) {
			if (event.kind === 'check') {
				total = event.total;
				running.set(event.index, { id: checkId(event), expectedRows: event.expectedRows, elapsedMs: 0 });
			}
			const known = event.kind === 'progress' ? running.get(event.index) : undefined;
			if (event.kind === 'progress' && known) {
				const { rows, elapsedMs } = event;
				running.set(event.index, {
					...known,
					rows,
					elapsedMs,
					leftMs: leftOf(Math.max(rows.source, rows.target), known.expectedRows, elapsedMs),
				});
			}
			if (event.kind === 'result') {
				running.delete(event.index);
				done++;
				ended.push({ id: checkId(event.result), verdict: event.result.verdict, summary: checkSummary(event.result) });
			}
		},
		tell() {
			const told = { running: [...running.values()], ended, done: { checks: done, total } };
			ended = [];
			return told;
		},
	};
}

function leftOf(rows: number, expected: number | undefined, elapsedMs: number): number | undefined {
	const share = expected ? rows / expected : 0;
	return share >= leastShare && share < 1 ? (elapsedMs / share) * (1 - share) : undefined;
}
