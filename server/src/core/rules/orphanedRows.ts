/**
 * Rows of the source that refer by a foreign key of the target to rows that no mapping brings. Found by looking at the data:
 * `crosswalk validate --live`.
 *
 * **Why it matters.** The target refuses them while the foreign key is there, and holds rows that belong to nothing when it is not.
 *
 * **What to do.** Bring the missing rows, leave these out with a reason (`ignore.rows`), or make the reference NULL.
 */

import type { ForwardingRule } from './rule';

export const orphanedRows: ForwardingRule = {
	code: 'orphaned-rows',
	group: 'data',
	severity: 'error',
	title: 'Rows that refer to nothing',
	scope: 'finding',
	message: ({ message }) => String(message),
};
