/**
 * A mapping in a phase before the phase of a mapping that it looks up.
 *
 * **Why it matters.** Nothing can be found in a table that is still empty: every row of the phase is rejected.
 *
 * **What to do.** Move the mapping to the same phase or a later one, or the looked-up mapping to an earlier one.
 */

import { lookupCycle } from '../mapping/lookupCycles';
import { lookedUp, phaseOrder } from './phaseOrder';
import type { SpecRule } from './rule';

export const lookupBeforeLoad: SpecRule = {
	code: 'lookup-before-load',
	group: 'keys and order',
	severity: 'error',
	title: 'A lookup into what is loaded later',
	whole: true,
	scope: 'spec',
	message: ({ mapping, parent }) =>
		`"${mapping}" looks up "${parent}", which is loaded in a later phase, so none of its rows finds what it refers to; load "${parent}" before it or in the same phase`,
	check(facts, report) {
		const order = phaseOrder(facts);
		for (const { name } of facts.mappings) {
			const place = order.place(name);
			for (const parent of place ? lookedUp(facts, name) : []) {
				if (!place || !order.isBefore(name, parent) || lookupCycle(facts, name).has(parent)) continue;
				report(place.span, { mapping: name, parent });
			}
		}
	},
};
