/**
 * A merge key (`<<`), which YAML 1.2 does not have.
 *
 * **Why it matters.** Readers differ in what it means when keys collide, and positions of errors would point at the wrong place.
 *
 * **What to do.** Write the keys out, or use an alias for a whole value.
 */

import type { ForwardingRule } from './rule';

export const mergeKey: ForwardingRule = {
	code: 'merge-key',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A merge key',
	scope: 'finding',
	message: () =>
		'Merge keys ("<<") are not part of YAML 1.2, so what they bring is not read; write the keys out, or use an alias for a whole value',
};
