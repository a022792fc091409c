/**
 * Two mappings, views, lookups or checks of one spec have the same name, perhaps in different files.
 *
 * **Why it matters.** Lookups, gates and commands refer to things by name, and only one of the two can be meant. The first one counts.
 *
 * **What to do.** Rename one of them, or remove the copy. Each place points at the other.
 */

import type { ForwardingRule } from './rule';

export const duplicateName: ForwardingRule = {
	code: 'duplicate-name',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A name that is defined twice',
	scope: 'finding',
	message: ({ kind, name }) => `There are two ${kind}s named "${name}"; only the first one counts. Rename one of them`,
};
