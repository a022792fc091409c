/**
 * The cutover, from its start to the end of its window, touches days of `blackouts` of the scope. Days are those of the cutover's zone.
 *
 * **Why it matters.** On these days the business does not want anything to change; nobody will be there to help, or everybody depends on the
 * systems.
 *
 * **What to do.** Move `starts`, shorten the window, or have the blackout lifted.
 */

import type { SpecFacts } from '../mapping/facts';
import { planOf } from '../strategy/plan';
import { overlap, parseStretch, renderInstant } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const cutoverInBlackout: SpecRule = {
	code: 'cutover-in-blackout',
	group: 'plan',
	severity: 'error',
	title: 'A cutover on days that are barred',
	scope: 'spec',
	message: ({ starts, ends, blackout }) =>
		`The cutover is from ${starts} to ${ends}, which touches the blackout "${blackout}"; move "starts", or shorten the window`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const starts = timeline?.cutover.starts;
		if (!timeline || !starts) return;
		const { zone } = timeline;
		const endMs = Math.max(timeline.endMs, timeline.windowEndMs ?? 0, starts.atMs + 1);
		const times = { starts: renderInstant(starts.atMs, zone), ends: renderInstant(endMs, zone) };
		for (const blackout of planOf(facts.spec).scope.blackouts) {
			const stretch = parseStretch(blackout.text, zone);
			if (!stretch || !overlap({ startMs: starts.atMs, endMs }, stretch)) continue;
			report(starts.span, { ...times, blackout: blackout.text }, { related: [{ span: blackout.span, message: 'the blackout' }] });
		}
	},
};
