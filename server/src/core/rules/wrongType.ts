/**
 * A map where a list is expected, a list where one value is expected, and so on.
 *
 * **Why it matters.** The value cannot be understood, so nothing under it is used.
 *
 * **What to do.** Write the value in the shape that the message names.
 */

import { capitalized, type ForwardingRule } from './rule';

export const wrongType: ForwardingRule = {
	code: 'wrong-type',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A value of the wrong shape',
	scope: 'finding',
	message: ({ key, expected, found }) => {
		const what = /^an? /.test(String(key)) ? capitalized(key) : `"${key}"`;
		return `${what} must be ${expected}; ${found} means nothing here and is not used`;
	},
};
