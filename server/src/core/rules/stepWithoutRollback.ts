/**
 * A step before the point of no return that changes something and has no `rollback`. Steps that only check are exempt. Silent while no step
 * is the point of no return.
 *
 * **Why it matters.** Whoever decides to go back has to undo it, at night and under pressure, without anybody having thought about how.
 *
 * **What to do.** Write how it is undone and how long that takes: `rollback: { do: Re-enable order entry, duration: 10m }`. If there is nothing
 * to undo, say so: `rollback: { do: Nothing to undo, duration: 0m }`.
 */

import type { SpecFacts } from '../mapping/facts';
import { onlyChecks } from '../strategy/cutover';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const stepWithoutRollback: SpecRule = {
	code: 'step-without-rollback',
	group: 'plan',
	severity: 'warning',
	title: 'A step without a way back',
	whole: true,
	scope: 'spec',
	message: ({ step, limit }) =>
		`"${step}" comes before the point of no return ("${limit}") and nothing says how it is undone; write rollback: { do: …, duration: … }`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const limit = timeline?.pointOfNoReturn;
		if (!timeline || !limit) return;
		for (const { step } of timeline.steps.slice(0, timeline.steps.indexOf(limit))) {
			if (step.rollback || onlyChecks(step)) continue;
			report(step.name.span, { step: step.name.text, limit: limit.name }, { data: { step: step.name.text } });
		}
	},
};
