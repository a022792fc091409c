/**
 * A place that takes one SQL expression (or one condition, or one FROM clause) holds something else: two expressions, a clause, a
 * statement.
 *
 * **Why it matters.** The text becomes part of a larger statement. What does not fit its place would change that statement.
 *
 * **What to do.** Write just the expression. Filters belong in `where:`, joins in `source:`, groups in `group_by:`.
 */

import type { ForwardingRule } from './rule';

export const notAnExpression: ForwardingRule = {
	code: 'not-an-expression',
	group: 'SQL',
	severity: 'error',
	title: 'More than one expression',
	scope: 'finding',
	message: ({ place, found }) =>
		found === 'nothing'
			? `There is no ${place} here, only space or a comment, so there is nothing to read; write one, or remove the key`
			: `Only one ${place} can stand here, and this is ${found}, which would change the statement around it; filters belong in "where", joins in "source", groups in "group_by"`,
};
