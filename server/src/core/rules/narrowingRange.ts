/**
 * A number type whose largest values do not fit into the target column.
 *
 * **Why it matters.** A value out of range is refused by the target, often only in the final run.
 *
 * **What to do.** Make the target column wider, or write `cast:` with the type of the column to say that such rows shall be rejected.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const narrowingRange: MappingRule = {
	code: 'narrowing-range',
	group: 'types',
	severity: 'warning',
	title: 'Numbers that may be too large',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type}, whose largest values do not fit into "${column}" of "${table}", which is ${wanted}; make the column wider, or write "cast" to reject such rows`,
	check(mapping, surroundings, report) {
		reportLoss('narrowing-range', mapping, surroundings, report);
	},
};
