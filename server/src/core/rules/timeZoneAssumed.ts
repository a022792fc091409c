/**
 * A date or a time without a zone that goes into a column with one.
 *
 * **Why it matters.** The database takes it for the local time of whichever zone the session has, so that every value may be hours off.
 *
 * **What to do.** Say which zone the source means: `transform: [{ at_time_zone: Europe/Berlin }]`.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const timeZoneAssumed: MappingRule = {
	code: 'time-zone-assumed',
	group: 'types',
	severity: 'warning',
	title: 'A time zone that is assumed',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type} and has no time zone, but "${column}" of "${table}" is ${wanted}, so the session's zone would be taken; say which one is meant with { at_time_zone: ZONE }`,
	check(mapping, surroundings, report) {
		reportLoss('time-zone-assumed', mapping, surroundings, report);
	},
};
