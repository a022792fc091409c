/** The result of `validate`, before a format is chosen. */

import type { LocatedProblem } from './located';

export interface ValidateReport {
	readonly specs: readonly { readonly spec: string; readonly problems: readonly LocatedProblem[] }[];
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
