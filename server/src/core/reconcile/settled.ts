/**
 * Checks that differ only because of rows which the ledger accepts. When the comparison of rows found every other row equal, in every
 * column and as of the same instant, nothing else is left that could make sums and counts differ.
 */

import type { AggregateCheck } from './checks/aggregates';
import type { CompiledJob, RunnableCheck } from './plan';
import type { RelationColumn } from './relation';
import type { CheckResult, Verdict } from './result';

type Settled = Pick<CheckResult, 'verdict' | 'found' | 'notes'>;

/** The outcome of a check beside `rows`, given what `rows` ended with. */
export function settled<T extends Settled>(outcome: T, check: RunnableCheck, job: CompiledJob, rows: Verdict | undefined): T {
	if (outcome.verdict !== 'different' || rows !== 'accepted' || !isExplained(outcome, check, job)) return outcome;
	const isWhole = outcome.found?.kind !== 'aggregate' || (outcome.found.notCompared ?? []).length === 0;
	const notes = [...(outcome.notes ?? []), 'differs by the rows that the ledger accepts'];
	return { ...outcome, verdict: isWhole ? 'accepted' : 'partial', notes };
}

/** Whether what the check looks at was compared row by row, and exactly. */
function isExplained({ found }: Settled, { kind, name }: RunnableCheck, { relation, where, aggregates }: CompiledJob): boolean {
	if (kind === 'count') return true;
	// Balance is of every row, whatever `where` of the reconcile section leaves.
	if (kind === 'balance') return where === undefined && found?.kind === 'balance' && found.notJoined >= 0;
	const check = aggregates?.scan.checks.find(one => one.name === name);
	return check !== undefined && columnsOf(check, relation.columns).every(isComparedExactly);
}

function columnsOf({ kind, column, by }: AggregateCheck, all: readonly RelationColumn[]): readonly RelationColumn[] {
	if (kind === 'checksum') return [];
	const read = new Set(by?.piece.analysis.reads.map(one => one.column));
	const groups = all.filter(({ name }) => read.has(name) || read.has('*'));
	return column ? [column, ...groups] : groups;
}

function isComparedExactly({ tolerance, excepted, notCompared }: RelationColumn): boolean {
	return tolerance === undefined && !excepted && notCompared === undefined;
}
