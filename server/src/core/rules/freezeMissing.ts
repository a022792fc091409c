/**
 * The last step that moves data (`run: sync` or `run: run`) is not within a freeze: there is none, it does not say from when to when, or it
 * begins too late or ends too early. Silent with `availability: zero-downtime` and with `synchronisation: dual-write`, where users work on.
 *
 * **Why it matters.** What users write to the source while its data moves, or after it has moved, is lost, and reconciliation differs for
 * reasons that nobody can tell.
 *
 * **What to do.** Write `freeze: { systems: […], starts: STEP, ends: STEP }` around that step.
 */

import type { SpecFacts } from '../mapping/facts';
import { movesData } from '../strategy/cutover';
import { planOf } from '../strategy/plan';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const freezeMissing: SpecRule = {
	code: 'freeze-missing',
	group: 'plan',
	severity: 'warning',
	title: 'Data that moves while nothing is frozen',
	whole: true,
	scope: 'spec',
	message: ({ step, how }) =>
		`"${step}" moves data, and ${how}, so what is written to the source meanwhile is lost; freeze it from before that step until users work in the target`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const { availability, synchronisation } = planOf(facts.spec).strategy;
		const moving = timeline?.steps.filter(one => movesData(one.step)).at(-1);
		if (!timeline || !moving || availability?.word === 'zero-downtime' || synchronisation?.word === 'dual-write') return;
		const written = timeline.cutover.freeze;
		const tell = (how: string) => ({ step: moving.name, how });
		if (!written) {
			const ends = timeline.pointOfNoReturn ?? timeline.steps.at(-1);
			report(moving.step.name.span, tell('there is no freeze'), {
				data: { starts: timeline.steps[0]?.name ?? moving.name, ends: ends?.name ?? moving.name },
			});
		} else if (!written.starts || !written.ends) {
			report(written.span, tell(`the freeze does not say when it ${written.starts ? 'ends' : 'starts'}`));
		} else if (timeline.freeze && timeline.freeze.startMs > moving.startMs) {
			report(written.starts.span, tell('the freeze begins later'));
		} else if (timeline.freeze && timeline.freeze.endMs < moving.finishMs) {
			report(written.ends.span, tell('the freeze ends earlier'));
		}
	},
};
