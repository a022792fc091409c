/**
 * Rows whose code a map lacks, or that look up what is not there, and that a written `otherwise` gives something else. Found by looking at the
 * data: `crosswalk validate --live`.
 *
 * **Why it matters.** The rows arrive, and nobody sees that what they held does not.
 *
 * **What to do.** Nothing, where it is meant so. Else add the missing entries, or `otherwise: reject`.
 */

import type { ForwardingRule } from './rule';

export const valuesReplaced: ForwardingRule = {
	code: 'values-replaced',
	group: 'data',
	severity: 'information',
	title: 'Values that "otherwise" replaces',
	scope: 'finding',
	message: ({ message }) => String(message),
};
