/** One problem in one line of plain text, for formats that have no place of their own for each part. */

import type { LocatedProblem } from './located';

/** Lines and columns count from 1, as in editors. */
export function placeOfProblem({ file, range }: LocatedProblem): string {
	return `${file}:${range.start.line + 1}:${range.start.character + 1}`;
}

/** For example `erp.migration.yaml:12:21 error unknown-column: "erp.cust_mst" has no column "emial"`. */
export function problemLine(problem: LocatedProblem): string {
	return `${placeOfProblem(problem)} ${problem.severity} ${problem.code}: ${problem.message}`;
}
