/** Runs the check `count`. Where the rows are compared too, the pass that finds those that differ counts them on the way. */

import { countQueries, readCount } from '../core/reconcile/checks/count';
import type { RowsRead } from '../core/reconcile/compareRows';
import type { Session } from '../engines/engine';
import type { CheckOutcome } from './outcome';
import type { RowsOptions } from './rows';
import { narrowOnce, type RunningJob } from './runningJob';
import type { Sided } from './sides';
import { bothSides, StatementFailure } from './sides';

export async function* runCount(
	sessions: Sided<Session>,
	job: RunningJob,
	options: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, CheckOutcome> {
	const counted = job.sample || !options.isOfJobWithRows ? undefined : yield* countOnTheWay(sessions, job, options, signal);
	if (counted) return readCount([[String(counted.source)]], [[String(counted.target)]]);
	const queries = countQueries(job.relation);
	const rows = await bothSides(sessions, side => queries[side], signal);
	return readCount(rows.source, rows.target);
}

/** Undefined when rows are not narrowed down, or a value cannot be made: rows can be counted all the same. */
async function* countOnTheWay(
	sessions: Sided<Session>,
	job: RunningJob,
	{ narrowing: limits, idle }: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, RowsRead | undefined> {
	if (job.relation.notPaired !== undefined) return undefined;
	try {
		return (yield* narrowOnce(sessions, job, limits, signal, idle))?.compared;
	} catch (error) {
		if (error instanceof StatementFailure && error.failure.kind !== 'lost') return undefined;
		throw error;
	}
}
