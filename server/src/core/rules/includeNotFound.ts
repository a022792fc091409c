/**
 * An `include` pattern that matches no file, or the file of a lookup that does not exist.
 *
 * **Why it matters.** The mappings or codes in it would be missing without a word.
 *
 * **What to do.** Correct the path (it is relative to this file) or add the file.
 */

import type { ForwardingRule } from './rule';

export const includeNotFound: ForwardingRule = {
	code: 'include-not-found',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A file that is not there',
	scope: 'finding',
	message: ({ pattern, misnamed }) =>
		misnamed !== undefined
			? `What "${pattern}" matches is not called *.mapping.yaml, so it is not read; rename the file`
			: `No file matches "${pattern}", so what it should bring is missing; correct the path, which is relative to this file, or add the file`,
};
