/**
 * A time or date that is not ISO 8601, a time without a zone, or a time zone that there is not.
 *
 * **Why it matters.** A cutover spans people and machines in several zones: a time without a zone is read differently by each of them.
 *
 * **What to do.** Write it like `2026-12-05T22:00:00+01:00`, a date like `2026-12-05`.
 */

import type { ForwardingRule } from './rule';

export const invalidTime: ForwardingRule = {
	code: 'invalid-time',
	group: 'syntax and shape',
	severity: 'error',
	title: 'A time that cannot be read',
	scope: 'finding',
	message: ({ key, value, allowed }) =>
		`"${value}" is no ${key === 'zone' ? 'time zone' : 'moment'} that everybody reads alike; write for "${key}" ${allowed}`,
};
