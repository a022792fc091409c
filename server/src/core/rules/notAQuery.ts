/**
 * A place that takes one query holds something else, or more than one statement.
 *
 * **Why it matters.** Only one SELECT can be compared, checked or used as a view.
 *
 * **What to do.** Write one SELECT (WITH and VALUES are fine), without a semicolon and a second statement.
 */

import type { ForwardingRule } from './rule';

export const notAQuery: ForwardingRule = {
	code: 'not-a-query',
	group: 'SQL',
	severity: 'error',
	title: 'Not one SELECT',
	scope: 'finding',
	message: ({ found }) => `Only one SELECT can stand here, and this is ${found}, which cannot be compared or checked; write one SELECT`,
};
