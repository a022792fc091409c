/**
 * `crosswalk:` names a version of the format that this release does not know.
 *
 * **Why it matters.** Keys may mean something else in another version.
 *
 * **What to do.** Write `crosswalk: 1`, or update Crosswalk.
 */

import type { ForwardingRule } from './rule';

export const unsupportedVersion: ForwardingRule = {
	code: 'unsupported-version',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A format version that is not supported',
	scope: 'finding',
	message: ({ value }) =>
		`Version ${value} of the format may give keys another meaning, and this release reads 1 only; write "crosswalk: 1", or update Crosswalk`,
};
