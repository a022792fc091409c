/** The result of `validate`, before a format is chosen. */

import type { Severity } from '../base/problem';
import type { FitOfReport } from './fitText';
import type { LocatedProblem } from './located';

export interface ValidateReport {
	readonly specs: readonly ValidatedSpec[];
}

export interface ValidatedSpec {
	readonly spec: string;
	readonly problems: readonly LocatedProblem[];
	/** The names of its mappings, also of those without a problem. */
	readonly mappings?: readonly string[];
	/** What was found in the data, when it was looked at. */
	readonly fit?: FitOfReport;
}

export interface ProblemCounts {
	readonly errors: number;
	readonly warnings: number;
	/** Informations and hints. */
	readonly informations: number;
}

export function countProblems({ specs }: ValidateReport): ProblemCounts {
	const all = specs.flatMap(spec => spec.problems);
	const count = (...severities: readonly string[]) => all.filter(problem => severities.includes(problem.severity)).length;
	return { errors: count('error'), warnings: count('warning'), informations: count('information', 'hint') };
}

/** What `--fail-on` may say. A hint never fails. */
export const failOnSeverities = ['error', 'warning', 'information'] as const;

export type FailOn = (typeof failOnSeverities)[number];

/** Whether a problem is at least as severe. */
export function isFailing(severity: Severity, failOn: FailOn): boolean {
	const worstFirst: readonly Severity[] = failOnSeverities;
	const rank = worstFirst.indexOf(severity);
	return rank !== -1 && rank <= worstFirst.indexOf(failOn);
}
