/** Runs one check of a job on two sessions. Whatever fails is thrown; what was found until a stop is kept in the result. */

import { assertNever } from '../core/base/assertNever';
import { balanceQueries, balanceVerdict, readBalance } from '../core/reconcile/checks/balance';
import { countQueries, readCount } from '../core/reconcile/checks/count';
import { readRows, rowsQueries } from '../core/reconcile/checks/rows';
import type { RowsRead } from '../core/reconcile/compareRows';
import { compareRows } from '../core/reconcile/compareRows';
import { collectDifferences } from '../core/reconcile/differences';
import type { CompiledJob, RunnableCheck } from '../core/reconcile/plan';
import type { CheckResult } from '../core/reconcile/result';
import type { Session } from '../engines/engine';
import { Cancelled } from '../engines/engine';
import type { Sided } from './sides';
import { askBoth, streamRows } from './sides';
import { linkedStop } from './stop';

export type CheckOutcome = Pick<CheckResult, 'verdict' | 'found' | 'reason' | 'span' | 'notes'> & {
	/** Whether it was stopped before its end. */
	readonly stopped?: true;
	/** Of a group whose members have results of their own. */
	readonly mapping?: string;
};

/** Yields the rows read so far; returns an outcome for each line of the report. */
export async function* runCheck(
	sessions: Sided<Session>,
	job: CompiledJob,
	check: RunnableCheck,
	maxDifferences: number,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, readonly CheckOutcome[]> {
	switch (check.kind) {
		case 'count':
			return [await runCount(sessions, job, signal)];
		case 'rows':
			return [yield* runRows(sessions, job, maxDifferences, signal)];
		case 'balance':
			return runBalance(sessions, job, signal);
		default:
			return assertNever(check.kind);
	}
}

async function runCount(sessions: Sided<Session>, { relation }: CompiledJob, signal: AbortSignal): Promise<CheckOutcome> {
	const { source, target } = countQueries(relation);
	const rows = await askBoth(
		sessions,
		{ source: { side: 'source', sql: source }, target: { side: 'target', sql: target } } as const,
		signal,
	);
	return readCount(rows.source, rows.target);
}

async function* runRows(
	sessions: Sided<Session>,
	{ relation }: CompiledJob,
	maxDifferences: number,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, CheckOutcome> {
	if (relation.notPaired !== undefined) return { verdict: 'not-run', reason: relation.notPaired };
	const { source, target, layout } = rowsQueries(relation);
	const differences = collectDifferences(maxDifferences);
	const stop = linkedStop(signal);
	const comparison = compareRows(differences, layout, {
		source: streamRows(sessions.source, source, stop.signal),
		target: streamRows(sessions.target, target, stop.signal),
	});
	let compared: RowsRead = { source: 0, target: 0 };
	try {
		for (let step = await comparison.next(); ; step = await comparison.next()) {
			compared = step.value;
			if (step.done) return readRows(relation, differences, compared, true);
			yield compared;
		}
	} catch (error) {
		if (!(error instanceof Cancelled)) throw error;
		return { ...readRows(relation, differences, compared, false), stopped: true };
	} finally {
		// Ends what a server may still be sorting for a comparison that nobody reads.
		stop.abort();
		stop.unlink();
		await comparison.return(compared);
	}
}

async function runBalance(sessions: Sided<Session>, { relation, balance }: CompiledJob, signal: AbortSignal): Promise<CheckOutcome[]> {
	if ('notRun' in balance) return [{ verdict: 'not-run', reason: balance.notRun }];
	const counted = await askBoth(sessions, { target: { side: 'target', sql: countQueries(relation).target } } as const, signal);
	const found = [];
	for (const member of balance) {
		const { rows, classes } = balanceQueries(member);
		const answers = await askBoth(
			sessions,
			{ rows: { side: 'source', sql: rows }, classes: { side: 'source', sql: classes } } as const,
			signal,
		);
		found.push(readBalance(member, answers.rows, answers.classes, Number(counted.target[0]?.[0])));
	}
	const verdict = balanceVerdict(found);
	return found.map((one, i) => ({ verdict, found: one, mapping: balance[i]?.mapping }));
}
