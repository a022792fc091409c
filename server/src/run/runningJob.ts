/** A compiled job on the sessions of one look, with what they have said of it so far, so that none of its checks asks again. */

import type { AggregateOutcome } from '../core/reconcile/checks/readAggregates';
import type { RowsRead } from '../core/reconcile/compareRows';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import type { CompiledJob } from '../core/reconcile/plan';
import type { Verdict } from '../core/reconcile/result';
import type { Session } from '../engines/engine';
import type { IdleConnections } from './idleConnections';
import { type Narrowed, narrowDown } from './narrowing';
import type { Sided } from './sides';

export interface RunningJob extends CompiledJob {
	readonly heard: Heard;
}

export interface Heard {
	/** By the name of the check. */
	aggregates?: Promise<ReadonlyMap<string, AggregateOutcome>>;
	narrowed?: { readonly narrowed: Narrowed | undefined };
	/** What its rows ended with. They come first where other checks depend on them. */
	rows?: Verdict;
}

/** The same as `narrowDown`, once for each job. */
export async function* narrowOnce(
	sessions: Sided<Session>,
	{ relation, heard }: RunningJob,
	limits: NarrowingLimits,
	signal: AbortSignal,
	idle?: IdleConnections,
): AsyncGenerator<RowsRead, Narrowed | undefined> {
	heard.narrowed ??= { narrowed: yield* narrowDown(sessions, relation, limits, signal, idle) };
	return heard.narrowed.narrowed;
}
