/**
 * A cutover, or a migration that must be reversible, without a way back: no `fallback`, or one that leaves open until when, what makes the team
 * go back, who decides, how, or what becomes of data written since.
 *
 * **Why it matters.** The way back is needed in the worst hour of the project; what is not decided by then is decided in a hurry.
 *
 * **What to do.** Write `fallback: { until, trigger, decide, how, new_data }` under `strategy`.
 */

import { listWords } from '../spec/shapeWords';
import { type Fallback, planOf } from '../strategy/plan';
import { headOf } from '../strategy/planValues';
import type { SpecRule } from './rule';

export const fallbackMissing: SpecRule = {
	code: 'fallback-missing',
	group: 'plan',
	severity: 'warning',
	title: 'No way back, or half of one',
	whole: true,
	scope: 'spec',
	message: ({ missing }) =>
		missing === undefined
			? 'The strategy has no way back, so in the worst hour nobody knows who decides what; write "fallback" with until, trigger, decide, how and new_data'
			: `The way back leaves ${missing} open, which would be decided in the worst hour; write it under "fallback"`,
	check({ spec }, report) {
		const { strategy, scope } = planOf(spec);
		if (!spec.strategy) return;
		const { fallback, pattern, availability, synchronisation, transfer } = strategy;
		const isChosen = [pattern, availability, synchronisation, transfer].some(word => word !== undefined);
		const missing = fallback ? openParts(fallback) : [...fallbackParts];
		if (missing.length === 0) return;
		const data = { missing: missing.join() };
		if (fallback)
			report(
				firstOf(fallback),
				{
					missing: listWords(
						missing.map(part => `"${part}"`),
						'and',
					),
				},
				{ data },
			);
		else if (isChosen && (spec.cutover || scope.reversibleFor)) report(headOf(spec.strategy, 'strategy'), {}, { data });
	},
};

const fallbackParts = ['until', 'trigger', 'decide', 'how', 'new_data'] as const;

function openParts({ until, trigger, decide, how, newData }: Fallback): readonly string[] {
	const written = { until, trigger, decide, how, new_data: newData };
	return fallbackParts.filter(part => written[part] === undefined);
}

/** One word of it: the whole would be many lines. */
function firstOf({ until, trigger, decide, how, newData, span }: Fallback) {
	return (until ?? trigger ?? decide ?? how ?? newData)?.span ?? span;
}
