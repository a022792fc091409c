/**
 * Phases that wait for each other in a circle.
 *
 * **Why it matters.** None of them can ever start, and the order in which rows are taken is nobody's decision.
 *
 * **What to do.** Remove one `after` of the circle.
 */

import { phasesOf } from '../strategy/phases';
import type { SpecRule } from './rule';

export const phaseCycle: SpecRule = {
	code: 'phase-cycle',
	group: 'plan',
	severity: 'error',
	title: 'Phases that wait for each other',
	whole: true,
	scope: 'spec',
	message: ({ path }) => `The phases wait for each other (${path}), so none of them can start; remove one "after" of the circle`,
	check(facts, report) {
		const { cycles, order } = phasesOf(facts);
		for (const cycle of cycles) {
			const [last = '', first = ''] = cycle.slice(-2);
			// Where the circle closes: what the last but one waits for.
			const phase = order.find(({ name }) => name.text === last);
			const place = phase?.after.find(({ text }) => text === first);
			// `a` after `b` reads as "b before a": told in the order of waiting.
			if (place) report(place.span, { path: cycle.map(name => `"${name}"`).join(' after ') });
		}
	},
};
