/**
 * A step from whose end the way back does not fit into the window any more, told once, at the first such step. What is summed up are the
 * `rollback` durations of all steps that have begun by then.
 *
 * **Why it matters.** Until the point of no return everybody believes that going back is possible. From that step on it is not: the window
 * ends before the old system is in use again.
 *
 * **What to do.** Decide earlier (put the checks that decide before that step), make the rollbacks faster, or ask for a longer window.
 */

import type { SpecFacts } from '../mapping/facts';
import { renderDuration } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const rollbackExceedsWindow: SpecRule = {
	code: 'rollback-exceeds-window',
	group: 'plan',
	severity: 'warning',
	title: 'A way back that is longer than the window',
	scope: 'spec',
	message: ({ step, takes, left }) =>
		`When "${step}" ends, the way back takes ${takes}, and only ${left} of the window are left; decide earlier, or widen the window`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const endMs = timeline?.windowEndMs;
		if (!timeline || endMs === undefined) return;
		const late = timeline.steps.find(({ wayBack, finishMs }) => wayBack && finishMs <= endMs && finishMs + wayBack.ms > endMs);
		if (!late?.wayBack) return;
		const args = { step: late.name, takes: renderDuration(late.wayBack.ms), left: renderDuration(endMs - late.finishMs) };
		report(late.step.rollback?.span ?? late.step.name.span, args);
	},
};
