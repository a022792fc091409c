/**
 * An enum of the source that has labels which the enum of the target column lacks.
 *
 * **Why it matters.** Every row with such a label is rejected.
 *
 * **What to do.** Map them (`map: { old: new }`), or add the labels to the target.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const enumValueMissing: MappingRule = {
	code: 'enum-value-missing',
	group: 'types',
	severity: 'warning',
	title: 'A value that the target has no name for',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ column, table, wanted, type, labels }) =>
		`${labels} of ${type} ${String(labels).includes(',') ? 'are no values' : 'is no value'} of ${wanted}, the type of "${column}" of "${table}", so such rows are rejected; write a "map"`,
	check(mapping, surroundings, report) {
		reportLoss('enum-value-missing', mapping, surroundings, report);
	},
};
