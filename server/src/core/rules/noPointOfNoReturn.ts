/**
 * A cutover with steps of which none is the point of no return.
 *
 * **Why it matters.** Nobody knows until when one may still go back, so the decision is made too late, or by whoever is awake.
 *
 * **What to do.** Write `point_of_no_return: true` at the first step that cannot be undone, which is mostly the one that lets users in.
 */

import type { SpecFacts } from '../mapping/facts';
import { planAt } from '../spec/spec';
import { cutoverOf } from '../strategy/cutover';
import type { SpecRule } from './rule';

export const noPointOfNoReturn: SpecRule = {
	code: 'no-point-of-no-return',
	group: 'plan',
	severity: 'warning',
	title: 'A cutover without a point of no return',
	whole: true,
	scope: 'spec',
	message: () =>
		'No step is the point of no return, so nobody knows until when one can go back; write point_of_no_return: true at one of them',
	check({ spec: { cutover } }: SpecFacts, report) {
		const steps = cutover ? cutoverOf(cutover).steps : [];
		const last = steps.at(-1);
		if (!cutover || !last || steps.some(step => step.isPointOfNoReturn)) return;
		const key = cutover.value.kind === 'map' ? cutover.value.entries.find(entry => entry.key.text === 'steps')?.key : undefined;
		report(key?.span ?? planAt(cutover.value, 'steps')?.span ?? cutover.span, {}, { data: { step: last.name.text } });
	},
};
