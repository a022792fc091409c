/**
 * A value outside of what its key allows: an unknown word, a number out of range, a file that is not what it should be.
 *
 * **Why it matters.** The value means nothing here, and guessing would change what the spec says.
 *
 * **What to do.** Use one of the values that the message names.
 */

import { didYouMean, type ForwardingRule } from './rule';

export const invalidValue: ForwardingRule = {
	code: 'invalid-value',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A value that is not allowed',
	scope: 'finding',
	message: ({ key, value, allowed, problem, nearest }) =>
		problem !== undefined
			? `"${value}" cannot be used for "${key}": ${problem}`
			: `"${value}" is not a value of "${key}"; it must be ${allowed}.${didYouMean(nearest)}`,
};
