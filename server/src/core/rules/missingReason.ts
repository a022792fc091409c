/**
 * An `ignore` or an accepted difference without a reason.
 *
 * **Why it matters.** Whoever signs the migration must be able to see why something was left behind. Nothing is left out silently.
 *
 * **What to do.** Write the reason as its value.
 */

import type { ForwardingRule } from './rule';

export const missingReason: ForwardingRule = {
	code: 'missing-reason',
	group: 'syntax and shape',
	severity: 'error',
	title: 'Left out without a reason',
	scope: 'finding',
	message: ({ key }) => `"${key}" has no reason, and nothing is left out or accepted silently; say why, for the people who sign`,
};
