/**
 * Runs the checks of aggregates of a job: all of them in one statement a side, which is asked once. When a server refuses that statement,
 * each check is asked alone, so that only the one at fault fails.
 */

import { type AggregateScan, aggregateQueries, checksumRelation } from '../core/reconcile/checks/aggregates';
import { type AggregateOutcome, readAggregates } from '../core/reconcile/checks/readAggregates';
import type { Session } from '../engines/engine';
import { DatabaseFailure } from '../engines/engine';
import { chooseHashing } from './chooseHashing';
import type { RunningJob } from './runningJob';
import type { Sided } from './sides';
import { askBoth, StatementFailure } from './sides';

type Outcomes = ReadonlyMap<string, AggregateOutcome>;

/** Undefined when the job does not ask for that check among its aggregates. */
export async function runAggregate(
	sessions: Sided<Session>,
	job: RunningJob,
	check: string,
	mostGroups: number,
	signal: AbortSignal,
): Promise<AggregateOutcome | undefined> {
	if (!job.aggregates) return undefined;
	const { scan, notRun } = job.aggregates;
	const reason = notRun.get(check);
	if (reason !== undefined) return { verdict: 'not-run', reason };
	const only = scan.checks.filter(({ name }) => name === check);
	if (only.length === 0) return undefined;
	job.heard.aggregates ??= ask(sessions, scan, mostGroups, signal);
	try {
		return (await job.heard.aggregates).get(check);
	} catch (error) {
		if (scan.checks.length === 1 || !isRefusal(error)) throw error;
		return (await ask(sessions, { ...scan, checks: only }, mostGroups, signal)).get(check);
	}
}

async function ask(sessions: Sided<Session>, scan: AggregateScan, mostGroups: number, signal: AbortSignal): Promise<Outcomes> {
	const hasChecksum = scan.checks.some(({ kind }) => kind === 'checksum');
	const chosen = hasChecksum ? await chooseHashing(sessions, checksumRelation(scan.relation), signal) : undefined;
	const { source, target } = aggregateQueries({ ...scan, ...(chosen ? { hashing: chosen.hashing } : {}) });
	const rows = await askBoth(
		sessions,
		{ source: { side: 'source', sql: source }, target: { side: 'target', sql: target } } as const,
		signal,
	);
	return readAggregates(scan, rows, mostGroups);
}

function isRefusal(error: unknown): boolean {
	const failure = error instanceof StatementFailure ? error.failure : error;
	return failure instanceof DatabaseFailure && failure.kind === 'query';
}
