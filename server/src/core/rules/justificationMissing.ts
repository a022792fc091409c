/**
 * A strategy that was chosen (two or more of `pattern`, `availability`, `synchronisation` and `transfer`) and not justified.
 *
 * **Why it matters.** Those who sign the plan, and those who inherit it, cannot tell a decision from a habit.
 *
 * **What to do.** Write `justification:` under `strategy`. Facts of the plan may stand in it and stay true: `${plan:duration}`,
 * `${plan:downtime}`, `${plan:rows}` and the others of docs/plan.md.
 */

import { planOf } from '../strategy/plan';
import type { SpecRule } from './rule';

export const justificationMissing: SpecRule = {
	code: 'justification-missing',
	group: 'plan',
	severity: 'information',
	title: 'A strategy without a reason',
	whole: true,
	scope: 'spec',
	message: ({ chosen }) => `The strategy is "${chosen}", and nothing says why, so nobody can sign it; write "justification"`,
	check({ spec }, report) {
		const { pattern, availability, synchronisation, transfer, justification } = planOf(spec).strategy;
		const [first, ...more] = [pattern, availability, synchronisation, transfer].filter(word => word !== undefined);
		// Whoever has chosen one of the four is still choosing.
		if (first && more.length > 0 && !justification) report(first.span, { chosen: [first, ...more].map(({ text }) => text).join(', ') });
	},
};
