/**
 * An aggregate such as `sum` in a column of a mapping that has no `group_by`.
 *
 * **Why it matters.** All rows would become one, or the database refuses the mix of rows and sums.
 *
 * **What to do.** Add `group_by:` to the mapping, or put the aggregate in a subquery.
 */

import type { ForwardingRule } from './rule';

export const aggregateWithoutGroupBy: ForwardingRule = {
	code: 'aggregate-without-group-by',
	group: 'SQL',
	severity: 'error',
	title: 'An aggregate without a group',
	scope: 'finding',
	message: ({ name }) =>
		`"${name}" makes one row of many, but nothing says of which: the mapping has no "group_by"; add it, or put the aggregate in a subquery`,
};
