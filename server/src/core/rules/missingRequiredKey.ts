/**
 * A key that this place cannot do without.
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
	message: ({ key, where }) => `${capitalized(where)} needs "${key}"; add it`,
};
