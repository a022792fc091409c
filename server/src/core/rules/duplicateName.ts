/**
 * Two mappings, views, lookups or checks of one spec have the same name, perhaps in different files; or a name stands twice in one list.
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
	message: ({ kind, name }) => {
		const list = /^(.+) item$/.exec(String(kind))?.[1];
		return list === undefined
			? `There are two ${kind}s named "${name}", and whoever refers to it gets the first one; rename one of them`
			: `"${name}" stands twice in ${list}, where once says it all; remove one of the two`;
	},
};
