/** Runs the check `rows`: narrowed down to what differs where that pays, and row by row. What was found until a stop is kept. */

import { readRows, rowsQueries } from '../core/reconcile/checks/rows';
import type { RowsRead } from '../core/reconcile/compareRows';
import { compareRows } from '../core/reconcile/compareRows';
import type { Differences } from '../core/reconcile/differences';
import { collectDifferences } from '../core/reconcile/differences';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { selectRows } from '../core/reconcile/narrow/queries';
import type { ComparedRelation } from '../core/reconcile/relation';
import type { Session } from '../engines/engine';
import { Cancelled } from '../engines/engine';
import type { IdleConnections } from './idleConnections';
import type { CheckOutcome } from './outcome';
import { narrowOnce, type RunningJob } from './runningJob';
import type { Sided } from './sides';
import { streamRows } from './sides';
import { linkedStop } from './stop';

export interface RowsOptions {
	readonly maxDifferences: number;
	/** Whether differences keep all that the source yields, to be written down as SQL. */
	readonly keepsSourceRows: boolean;
	readonly narrowing: NarrowingLimits;
	/** Connections that may be had besides. */
	readonly idle?: IdleConnections;
	/** Whether the rows of the check's mapping are compared in this run. */
	readonly isOfJobWithRows?: boolean;
	/** Stands between what is found and what is collected. */
	readonly look?: (differences: Differences) => Differences;
}

export async function* runRows(
	sessions: Sided<Session>,
	job: RunningJob,
	{ maxDifferences, keepsSourceRows, narrowing: limits, idle, look = differences => differences }: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, CheckOutcome> {
	const relation = { ...job.relation, keepsSourceRows };
	if (relation.notPaired !== undefined) return { verdict: 'not-run', reason: relation.notPaired };
	const differences = look(collectDifferences(maxDifferences));
	let compared: RowsRead = { source: 0, target: 0 };
	try {
		const narrowed = yield* narrowOnce(sessions, job, limits, signal, idle);
		if (!narrowed) {
			const onRead = (rows: RowsRead) => {
				compared = rows;
			};
			// Between the rows of a sample there are others.
			const isWhole = job.sample === undefined;
			for await (const _ of compareAll(sessions, relation, differences, signal, { onRead, isWhole })) yield compared;
			return readRows(relation, differences, compared, true);
		}
		({ compared } = narrowed);
		yield compared;
		const narrowing = { ...narrowed.narrowing, relation };
		for (const selection of narrowed.selections) {
			for await (const _ of compareAll(sessions, selectRows(narrowing, selection), differences, signal)) yield compared;
			yield compared;
		}
		const read = readRows(relation, differences, compared, true);
		return narrowed.note === undefined ? read : { ...read, notes: [...(read.notes ?? []), narrowed.note] };
	} catch (error) {
		if (!(error instanceof Cancelled)) throw error;
		return { ...readRows(relation, differences, compared, false), stopped: true };
	}
}

/** Yields now and then; `onRead` is told how far it is before that, and at the end. */
async function* compareAll(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	differences: Differences,
	signal: AbortSignal,
	{ onRead, isWhole = false }: { readonly onRead?: (rows: RowsRead) => void; readonly isWhole?: boolean } = {},
): AsyncGenerator<void> {
	const { source, target, layout } = rowsQueries(relation);
	const stop = linkedStop(signal);
	const batches = {
		source: streamRows(sessions.source, source, stop.signal),
		target: streamRows(sessions.target, target, stop.signal),
	};
	const comparison = compareRows(differences, layout, batches, { isWhole });
	try {
		for (let step = await comparison.next(); ; step = await comparison.next()) {
			onRead?.(step.value);
			if (step.done) return;
			yield;
		}
	} finally {
		// Ends what a server may still be sorting for a comparison that nobody reads.
		stop.abort();
		stop.unlink();
		await comparison.return({ source: 0, target: 0 });
	}
}
