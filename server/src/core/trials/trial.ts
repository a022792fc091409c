/**
 * What quality rules, acceptance tests and examples have in common: entries of a spec that are judged by what servers answer. Knows no
 * server and keeps no time: whoever runs a trial gives it both.
 */

import type { Answers, Question } from '../reconcile/plan';
import type { CheckResult, CheckSection } from '../reconcile/result';
import type { SqlText } from '../sql/composed';

export interface TrialPlan {
	/** The spec's file. */
	readonly spec: string;
	/** In the order of the spec: quality, acceptance, examples. */
	readonly trials: readonly Trial[];
}

export type TrialSide = 'source' | 'target';

export interface Trial {
	readonly section: CheckSection;
	/** Of an example. */
	readonly mapping?: string;
	readonly name: string;
	/** The servers that it asks; none of a trial that is known without them. */
	readonly sides: readonly TrialSide[];
	/** Throws what a server throws. */
	judge(servers: TrialServers): Promise<TrialOutcome>;
}

export type TrialOutcome = Pick<CheckResult, 'verdict' | 'found' | 'reason' | 'span' | 'notes'>;

/** What a trial asks. Failures carry the user's characters. */
export interface TrialServers {
	/** Names and types of the SELECT, which is not executed. */
	columns(side: TrialSide, sql: SqlText): Promise<readonly { readonly name: string; readonly type: string }[]>;
	rows(side: TrialSide, sql: SqlText): Promise<readonly (readonly (string | null)[])[]>;
	/** How long it takes until the last row is here, in milliseconds. */
	timeMs(side: TrialSide, sql: SqlText): Promise<number>;
	/** Asks step by step; what was asked in this run is not asked again. */
	answers(questions: readonly ((answers: Answers) => readonly Question[])[]): Promise<Answers>;
}

/** A trial that is not run, and why. */
export function notRunTrial(start: Pick<Trial, 'section' | 'mapping' | 'name'>, reason: string): Trial {
	return { ...start, sides: [], judge: async () => ({ verdict: 'not-run', reason }) };
}
