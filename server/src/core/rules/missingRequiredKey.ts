/**
 * A key that this place cannot do without, or one of several of which one must stand there.
 *
 * **Why it matters.** Without it there is nothing to check or to run: a mapping without `target` fills no table.
 *
 * **What to do.** Add the key.
 */

import { capitalized, type ForwardingRule } from './rule';

export const missingRequiredKey: ForwardingRule = {
	code: 'missing-required-key',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A key that must be there',
	whole: true,
	scope: 'finding',
	message: ({ key, where, because, choices }) => {
		if (because !== undefined) return `"${because}" means nothing without "${key}" beside it; add "${key}", or remove "${because}"`;
		if (choices !== undefined) return `${capitalized(where)} says nothing without one of ${choices}; add one of them`;
		return `${capitalized(where)} means nothing without "${key}"; add it`;
	},
};
