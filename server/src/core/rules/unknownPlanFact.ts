/**
 * A text embeds a fact of the plan that there is not: `${plan:NAME}` with another name than those of docs/plan.md.
 *
 * **Why it matters.** The document that people sign would show the name where they look for a figure.
 *
 * **What to do.** Correct the name, or write the figure.
 */

import { nearestName } from '../base/nearest';
import { type Span, spanOf } from '../base/span';
import type { SqlScalar } from '../spec/spec';
import { planOf } from '../strategy/plan';
import { factReferences, planFactNames } from '../strategy/planFacts';
import { didYouMean, replacing, type SpecRule } from './rule';

export const unknownPlanFact: SpecRule = {
	code: 'unknown-plan-fact',
	group: 'names',
	severity: 'error',
	title: 'A fact of the plan that there is not',
	scope: 'spec',
	message: ({ name, nearest }) =>
		`There is no fact "${name}" of the plan, so its readers would see the name${didYouMean(nearest, `write one of ${planFactNames.join(', ')}`)}`,
	check({ spec }, report) {
		const { justification } = planOf(spec).strategy;
		if (!justification?.sql) return;
		for (const { name, start, end } of factReferences(justification.text)) {
			if (planFactNames.includes(name)) continue;
			const nearest = nearestName(name, planFactNames);
			report(placeIn(justification.sql, start + '${plan:'.length, end - 1), { name, nearest }, replacing(nearest));
		}
	},
};

/** Folded lines move characters: the node knows where each came from. */
function placeIn({ node, span }: SqlScalar, start: number, end: number): Span {
	return spanOf(span.block, node.offsetAt(start), node.offsetAt(end));
}
