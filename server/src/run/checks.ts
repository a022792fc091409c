/** Runs one check of a job on two sessions. Whatever fails is thrown; what was found until a stop is kept in the result. */

import { assertNever } from '../core/base/assertNever';
import { balanceQueries, balanceVerdict, readBalance } from '../core/reconcile/checks/balance';
import { countQueries, readCount } from '../core/reconcile/checks/count';
import type { RowsRead } from '../core/reconcile/compareRows';
import type { CompiledJob, RunnableCheck } from '../core/reconcile/plan';
import type { Session } from '../engines/engine';
import { runAggregate } from './aggregates';
import type { CheckOutcome } from './outcome';
import type { RowsOptions } from './rows';
import { runRows } from './rows';
import type { Sided } from './sides';
import { askBoth } from './sides';

/** Yields the rows read so far; returns an outcome for each line of the report. */
export async function* runCheck(
	sessions: Sided<Session>,
	job: CompiledJob,
	check: RunnableCheck,
	options: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, readonly CheckOutcome[]> {
	switch (check.kind) {
		case 'count':
			return [(await runAggregate(sessions, job, check.name, options.maxDifferences, signal)) ?? (await runCount(sessions, job, signal))];
		case 'aggregate':
			return [(await runAggregate(sessions, job, check.name, options.maxDifferences, signal)) ?? notAsked];
		case 'rows':
			return [ofSample(job, yield* runRows(sessions, { ...job, relation: job.sample?.relation ?? job.relation }, options, signal))];
		case 'balance':
			return runBalance(sessions, job, signal);
		default:
			return assertNever(check.kind);
	}
}

const notAsked: CheckOutcome = { verdict: 'not-run', reason: 'it is not among the checks of its mapping' };

/** What was found in some rows is no answer for all. */
function ofSample({ sample, rowsNotes = [] }: CompiledJob, outcome: CheckOutcome): CheckOutcome {
	const notes = [...rowsNotes, ...(outcome.notes ?? [])];
	if (!sample || outcome.stopped || outcome.verdict === 'not-run') return { ...outcome, notes };
	const what = `only a sample of ${sample.text}${/%$/.test(sample.text) ? '' : ' rows'} was compared`;
	if (outcome.verdict === 'different') return { ...outcome, notes: [what, ...notes] };
	return { ...outcome, verdict: 'partial', reason: what, notes };
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

async function runBalance(
	sessions: Sided<Session>,
	{ relation, whole = relation, balance }: CompiledJob,
	signal: AbortSignal,
): Promise<CheckOutcome[]> {
	if ('notRun' in balance) return [{ verdict: 'not-run', reason: balance.notRun }];
	const counted = await askBoth(sessions, { target: { side: 'target', sql: countQueries(whole).target } } as const, signal);
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
