/**
 * The same key stands twice in one map.
 *
 * **Why it matters.** YAML forbids it, and readers differ in which one they take. Here the first one counts.
 *
 * **What to do.** Remove one of the two.
 */

import type { ForwardingRule } from './rule';

export const duplicateKey: ForwardingRule = {
	code: 'duplicate-key',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A key that stands twice in a map',
	scope: 'finding',
	message: ({ detail }) => `The key "${detail}" stands twice in this map, and only the first one counts; remove one of the two`,
};
