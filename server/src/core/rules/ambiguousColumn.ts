/**
 * A column name without an alias that more than one table of the FROM clause has.
 *
 * **Why it matters.** The database refuses it; and if it did not, nobody could say which one is meant.
 *
 * **What to do.** Put the alias before it, such as `c.name`.
 */

import type { ForwardingRule } from './rule';

export const ambiguousColumn: ForwardingRule = {
	code: 'ambiguous-column',
	group: 'names',
	severity: 'error',
	title: 'A column name that several tables have',
	scope: 'finding',
	message: ({ column, candidates }) =>
		`"${column}" may be any of ${candidates}, and the database refuses to choose; put the alias of the one you mean before it`,
};
