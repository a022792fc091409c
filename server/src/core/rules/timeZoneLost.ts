/**
 * A time with a zone that goes into a column without one.
 *
 * **Why it matters.** What is stored is the local time of whichever zone the session has, so it depends on who runs the migration.
 *
 * **What to do.** Name the zone: `transform: [{ to_time_zone: Europe/Berlin }]`.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const timeZoneLost: MappingRule = {
	code: 'time-zone-lost',
	group: 'types',
	severity: 'warning',
	title: 'A time zone that is lost',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}, so the local time of the session's zone would be stored; name the zone with { to_time_zone: ZONE }`,
	check(mapping, surroundings, report) {
		reportLoss('time-zone-lost', mapping, surroundings, report);
	},
};
