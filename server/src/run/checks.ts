/** Runs one check of a job on two sessions. Whatever fails is thrown; what was found until a stop is kept in the result. */

import { balanceQueries, balanceVerdict, readBalance } from '../core/reconcile/checks/balance';
import { countQueries } from '../core/reconcile/checks/count';
import type { RowsRead } from '../core/reconcile/compareRows';
import type { CompiledJob, RunnableCheck } from '../core/reconcile/plan';
import { settled } from '../core/reconcile/settled';
import type { Session } from '../engines/engine';
import { runAggregate } from './aggregates';
import { runCount } from './count';
import type { CheckOutcome } from './outcome';
import type { RowsOptions } from './rows';
import { runRows } from './rows';
import type { RunningJob } from './runningJob';
import type { Sided } from './sides';
import { askBoth } from './sides';

/** Yields the rows read so far; returns an outcome for each line of the report. */
export async function* runCheck(
	sessions: Sided<Session>,
	job: RunningJob,
	check: RunnableCheck,
	options: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, readonly CheckOutcome[]> {
	if (check.kind === 'rows') {
		const outcome = ofSample(job, yield* runRows(sessions, { ...job, relation: job.sample?.relation ?? job.relation }, options, signal));
		job.heard.rows = outcome.verdict;
		return [ofWhere(job, outcome)];
	}
	const outcomes = yield* runOther(sessions, job, check, options, signal);
	return outcomes.map(outcome => settled(check.kind === 'balance' ? outcome : ofWhere(job, outcome), check, job, job.heard.rows));
}

async function* runOther(
	sessions: Sided<Session>,
	job: RunningJob,
	{ kind, name }: RunnableCheck,
	options: RowsOptions,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, readonly CheckOutcome[]> {
	if (kind === 'balance') return runBalance(sessions, job, signal);
	const aggregate = await runAggregate(sessions, job, name, options.maxDifferences, signal);
	return [aggregate ?? (yield* runCount(sessions, job, options, signal))];
}

/** What was found in some rows is no answer for all. */
function ofSample({ sample, rowsNotes = [] }: CompiledJob, outcome: CheckOutcome): CheckOutcome {
	const notes = [...rowsNotes, ...(outcome.notes ?? [])];
	if (!sample || outcome.stopped || outcome.verdict === 'not-run') return { ...outcome, notes };
	const what = `only a sample of ${sample.text}${/%$/.test(sample.text) ? '' : ' rows'} was compared`;
	if (outcome.verdict === 'different') return { ...outcome, notes: [what, ...notes] };
	return { ...outcome, verdict: 'partial', reason: what, notes };
}

function ofWhere({ where }: CompiledJob, outcome: CheckOutcome): CheckOutcome {
	if (!where) return outcome;
	return { ...outcome, notes: [`only rows for which "${where.text}" holds are compared`, ...(outcome.notes ?? [])] };
}

async function runBalance(
	sessions: Sided<Session>,
	{ relation, where, balance }: CompiledJob,
	signal: AbortSignal,
): Promise<CheckOutcome[]> {
	if ('notRun' in balance) return [{ verdict: 'not-run', reason: balance.notRun }];
	const counted = await askBoth(
		sessions,
		{ target: { side: 'target', sql: countQueries(where?.whole ?? relation).target } } as const,
		signal,
	);
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
