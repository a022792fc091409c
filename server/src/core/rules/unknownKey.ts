/**
 * A key that the spec format does not have at this place.
 *
 * **Why it matters.** It would do nothing, silently: a misspelt `ignroe:` leaves nothing out.
 *
 * **What to do.** Correct the spelling (a quick fix offers the nearest key) or remove the key. The keys of every place are in the
 * schema, which completion shows.
 */

import { capitalized, didYouMean, type ForwardingRule } from './rule';

export const unknownKey: ForwardingRule = {
	code: 'unknown-key',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A key that the format does not know',
	scope: 'finding',
	message: ({ key, where, nearest }) => `${capitalized(where)} has no key "${key}", so it would be ignored.${didYouMean(nearest)}`,
};
