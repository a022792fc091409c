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
	message: ({ value }) => `Version "${value}" of the format is not supported; this release reads "crosswalk: 1"`,
};
