/**
 * A mapping in a phase before the phase of a mapping that it looks up. Of phases with filters, `--live` counts the rows that come too early.
 *
 * **Why it matters.** Nothing can be found in a table that is still empty: every row of the phase is rejected.
 *
 * **What to do.** Move the mapping to the same phase or a later one, or the looked-up mapping to an earlier one.
 */

import { lookupCycle } from '../mapping/lookupCycles';
import { countedPairs, lookedUp, phaseOrder, rowsWord } from './phaseOrder';
import type { SpecRule } from './rule';

export const lookupBeforeLoad: SpecRule = {
	code: 'lookup-before-load',
	group: 'keys and order',
	severity: 'error',
	title: 'A lookup into what is loaded later',
	whole: true,
	scope: 'spec',
	message: ({ mapping, parent, by, phase, rows }) =>
		rows !== undefined
			? `"${phase}" loads ${rowsWord(rows)} of "${mapping}" that ${rows === 1 ? 'looks' : 'look'} up rows of "${parent}" for "${by}" which a later phase loads or none, so nothing is found; let the filters of both agree`
			: `"${mapping}" looks up "${parent}", which is loaded in a later phase, so none of its rows finds what it refers to; load "${parent}" before it or in the same phase`,
	check(facts, report) {
		const order = phaseOrder(facts);
		const isCounted = countedPairs(facts, 'lookup-before-load');
		for (const { name } of facts.mappings) {
			const place = order.place(name);
			for (const parent of place ? lookedUp(facts, name) : []) {
				if (!place || !order.isBefore(name, parent) || lookupCycle(facts, name).has(parent)) continue;
				const names = { mapping: name, parent };
				if (!isCounted(names)) report(place.span, names, { data: names });
			}
		}
	},
};
