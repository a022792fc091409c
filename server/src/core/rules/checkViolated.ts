/**
 * Rows of the source whose values a CHECK of the target table, or of a domain, does not allow. Found by looking at the data:
 * `crosswalk validate --live`.
 *
 * **Why it matters.** The target refuses them, and with them the statement that brings them.
 *
 * **What to do.** Mend the values in the source, change them in the mapping, or leave the rows out with a reason (`ignore.rows`).
 */

import type { ForwardingRule } from './rule';

export const checkViolated: ForwardingRule = {
	code: 'check-violated',
	group: 'data',
	severity: 'error',
	title: 'Rows that break a check of the target',
	scope: 'finding',
	message: ({ message }) => String(message),
};
