/**
 * An exact number that goes into a floating-point column, or the other way round.
 *
 * **Why it matters.** A double holds 15 digits, a real 6: amounts change in their last digits, and exact comparison finds differences that
 * nobody made.
 *
 * **What to do.** Use `numeric` on both sides, or write `round:` and a `tolerance` for the column.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const lossyFloat: MappingRule = {
	code: 'lossy-float',
	group: 'types',
	severity: 'warning',
	title: 'Exact and floating-point numbers mixed',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type} and "${column}" of "${table}" is ${wanted}: one is exact and the other is not, or has fewer digits; write "round" or "cast" to say which digits count`,
	check(mapping, surroundings, report) {
		reportLoss('lossy-float', mapping, surroundings, report);
	},
};
