/**
 * The window of the cutover, or its freeze, is longer than `downtime_allowed` of the scope. With `availability: zero-downtime` the window may be
 * longer, because users work on; the freeze may not.
 *
 * **Why it matters.** What the business agreed to and what the team plans are two different things; somebody finds out that night.
 *
 * **What to do.** Make the window fit, or have the longer downtime agreed and write it into `scope: { continuity: { downtime_allowed: … } }`.
 */

import type { SpecFacts } from '../mapping/facts';
import { planOf } from '../strategy/plan';
import { renderDuration } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const windowExceedsDowntime: SpecRule = {
	code: 'window-exceeds-downtime',
	group: 'plan',
	severity: 'error',
	title: 'A window that is longer than the downtime allowed',
	scope: 'spec',
	message: ({ what, takes, allowed }) =>
		`The ${what} is ${takes}, and "downtime_allowed" is ${allowed}; shorten it, or have more downtime agreed and written down`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const allowed = timeline?.downtimeAllowed;
		if (!timeline || !allowed) return;
		const { cutover, freeze } = timeline;
		const tell = (what: string, ms: number) => ({ what, takes: renderDuration(ms), allowed: renderDuration(allowed.ms) });
		const related = { related: [{ span: allowed.span, message: 'what is allowed' }] };
		const isZeroDowntime = planOf(facts.spec).strategy.availability?.word === 'zero-downtime';
		if (cutover.window && cutover.window.ms > allowed.ms && !isZeroDowntime) {
			report(cutover.window.span, tell('window', cutover.window.ms), related);
		} else if (freeze && cutover.freeze && freeze.endMs - freeze.startMs > allowed.ms) {
			report(cutover.freeze.span, tell('freeze', freeze.endMs - freeze.startMs), related);
		}
	},
};
