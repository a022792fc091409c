/**
 * A number with more digits after the point than its target column keeps, a time with more fractions of a second, or a time of day in a
 * date column.
 *
 * **Why it matters.** The target rounds or cuts without a word, so sums no longer agree.
 *
 * **What to do.** Say what is meant: `round:`, or a `cast:`; or give the target column the same precision.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const narrowingPrecision: MappingRule = {
	code: 'narrowing-precision',
	group: 'types',
	severity: 'warning',
	title: 'Digits after the point that are lost',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}, which rounds or cuts what it has no room for; write "round" or "cast" to say that it is meant`,
	check(mapping, surroundings, report) {
		reportLoss('narrowing-precision', mapping, surroundings, report);
	},
};
