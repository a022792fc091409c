/**
 * Text that goes into a column of another type without saying how it is to be read.
 *
 * **Why it matters.** It is read row by row in the only form that the type knows; every value that is not of that form rejects its row.
 *
 * **What to do.** Say how: a `transform` such as `parse_date`, or a `cast:` to the type of the column.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const needsCast: MappingRule = {
	code: 'needs-cast',
	group: 'types',
	severity: 'warning',
	title: 'Text that is read as another type',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}: every value that cannot be read as that rejects its row; say how it is meant with a transform or "cast"`,
	check(mapping, surroundings, report) {
		reportLoss('needs-cast', mapping, surroundings, report);
	},
};
