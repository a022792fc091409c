/**
 * A key that the spec format does not have at this place, or not beside another key that stands there.
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
	message: ({ key, where, nearest, beside }) =>
		beside === undefined
			? `${capitalized(where)} has no key "${key}", so it would do nothing${didYouMean(nearest, 'correct it, or remove it')}`
			: `"${key}" cannot stand beside "${beside}" in ${where}, as only one of them can count; remove one of the two`,
};
