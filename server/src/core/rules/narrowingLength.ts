/**
 * A source column that may hold longer text than its target column; a literal, or an entry of a map or of the file of a lookup, that does.
 *
 * **Why it matters.** One value that is too long is refused by the target; nobody knows until then whether there is one.
 *
 * **What to do.** Shorten the text on purpose (`transform: [{ left: 50 }]`), make the target column longer, or ask the source for its
 * longest value and silence this with that as the reason.
 */

import { reportRefused } from './refusedLiterals';
import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const narrowingLength: MappingRule = {
	code: 'narrowing-length',
	group: 'types',
	severity: 'warning',
	title: 'Text that may be too long',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted, literal, where, length, most }) =>
		literal === undefined
			? `"${expression}" is ${type} and may be longer than "${column}" of "${table}", which is ${wanted}; shorten it with a transform such as { left: n }, or make the column longer`
			: `"${literal}"${where} has ${length} characters, and "${column}" of "${table}" takes ${most}, so every row with it is refused; shorten it, or make the column longer`,
	check(mapping, surroundings, report) {
		reportLoss('narrowing-length', mapping, surroundings, report);
	},
	ofSpec(facts, report) {
		reportRefused('length', facts, report);
	},
};
