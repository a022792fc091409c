/**
 * Steps of the cutover that wait for each other in a circle.
 *
 * **Why it matters.** None of them can ever begin, and no timeline can be computed.
 *
 * **What to do.** Take one of the names out of an `after`: the step that can in truth begin first waits for nothing.
 */

import type { SpecFacts } from '../mapping/facts';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const stepCycle: SpecRule = {
	code: 'step-cycle',
	group: 'plan',
	severity: 'error',
	title: 'Steps that wait for each other',
	scope: 'spec',
	message: ({ step, way }) =>
		way === undefined
			? `"${step}" waits for itself, so it can never begin; take it out of its "after"`
			: `"${step}" waits for ${way}, so none of them can ever begin; take one name out of an "after"`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		for (const circle of timeline?.schedule.circles ?? []) {
			const [first = ''] = circle;
			const last = timeline?.step(circle.at(-1) ?? '')?.step;
			const closing = last?.after.find(name => name.text === first);
			if (!last || !closing) continue;
			const way = circle.slice(0, -1).map(name => `"${name}"`);
			const words = way.length === 0 ? undefined : [...way, `"${last.name.text}"`].join(', which waits for ');
			report(closing.span, { step: last.name.text, way: words });
		}
	},
};
