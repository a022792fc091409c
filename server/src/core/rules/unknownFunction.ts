/**
 * A function that is neither PostgreSQL's own nor in the source's catalog.
 *
 * **Why it matters.** The statement would fail when it runs.
 *
 * **What to do.** Correct the name. If the function was added lately, refresh the catalog with `crosswalk introspect`.
 */

import { didYouMean, type ForwardingRule } from './rule';

export const unknownFunction: ForwardingRule = {
	code: 'unknown-function',
	group: 'names',
	severity: 'error',
	title: 'A function that does not exist',
	scope: 'finding',
	message: ({ name, nearest }) =>
		`There is no function "${name}", so this SQL would fail${didYouMean(nearest, 'correct the name, or refresh the catalog if it is new')}`,
};
