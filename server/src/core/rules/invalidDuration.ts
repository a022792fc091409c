/**
 * A duration in a form that is not understood.
 *
 * **Why it matters.** Timelines and time limits are computed from it.
 *
 * **What to do.** Write numbers with units: `90s`, `30m`, `24h`, `5h20m`, `14d`.
 */

import type { ForwardingRule } from './rule';

export const invalidDuration: ForwardingRule = {
	code: 'invalid-duration',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A duration that cannot be read',
	scope: 'finding',
	message: ({ key, value }) =>
		`"${value}" is no duration, so nothing can be computed from "${key}"; write numbers with units, such as 90s, 30m, 5h20m or 14d`,
};
