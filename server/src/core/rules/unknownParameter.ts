/**
 * `${NAME}` in SQL, where `parameters` has no such name.
 *
 * **Why it matters.** There is no value to put in its place.
 *
 * **What to do.** Define it under `parameters`, or correct the name.
 */

import { didYouMean, type ForwardingRule } from './rule';

export const unknownParameter: ForwardingRule = {
	code: 'unknown-parameter',
	group: 'names',
	severity: 'error',
	title: 'A parameter that is not defined',
	scope: 'finding',
	message: ({ name, nearest }) =>
		`There is no parameter "${name}", so there is no value to put here${didYouMean(nearest, 'define it under "parameters"')}`,
};
