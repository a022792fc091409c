/**
 * A value whose type cannot be stored in its column, or be used as the expression uses it.
 *
 * **Why it matters.** The database refuses the statement, so not one row of the mapping arrives.
 *
 * **What to do.** Convert it: a `transform` (`parse_date`, `to_boolean`, `from_epoch`, …), a `cast`, or an expression.
 */

import type { ForwardingRule } from './rule';

export const incompatibleType: ForwardingRule = {
	code: 'incompatible-type',
	group: 'types',
	severity: 'error',
	title: 'A type that does not fit',
	scope: 'finding',
	message: ({ expression, type, column, table, wanted, message, connection }) =>
		message === undefined
			? `"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}, which cannot take it; convert it with a transform or a cast`
			: `The server "${connection}" refuses this: ${message}; convert one of the values`,
};
