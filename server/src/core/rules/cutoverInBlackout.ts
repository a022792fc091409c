/**
 * The cutover, from its start to the end of its window, touches days of `blackouts` of the scope, or a phase or a rehearsal begins on one. Days
 * are those of the cutover's zone.
 *
 * **Why it matters.** On these days the business does not want anything to change; nobody will be there to help, or everybody depends on the
 * systems.
 *
 * **What to do.** Move `starts` or `when`, shorten the window, or have the blackout lifted.
 */

import type { SpecFacts } from '../mapping/facts';
import { planOf } from '../strategy/plan';
import { overlap, parseInstantMs, parseStretch, renderInstant, shifted } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import type { Report, SpecRule } from './rule';

export const cutoverInBlackout: SpecRule = {
	code: 'cutover-in-blackout',
	group: 'plan',
	severity: 'error',
	title: 'A cutover on days that are barred',
	scope: 'spec',
	message: ({ what, starts, ends, blackout }) =>
		what === undefined
			? `The cutover is from ${starts} to ${ends}, which touches the blackout "${blackout}"; move "starts", or shorten the window`
			: `${what} begins at ${starts}, in the blackout "${blackout}", when nobody wants anything to change or has time for it; move it`,
	check(facts: SpecFacts, report) {
		checkPlanned(facts, report);
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

/** Phases and rehearsals: of these only the beginning is known, and of a date any time of its day. */
function checkPlanned(facts: SpecFacts, report: Report): void {
	const { scope, strategy } = planOf(facts.spec);
	const zone = timelineOf(facts)?.zone ?? 'UTC';
	const planned = [
		...strategy.phases.map(({ name, starts }) => ({ what: `The phase "${name.text}"`, at: starts })),
		...strategy.rehearsals.map(({ name, when }) => ({ what: `The rehearsal "${name.text}"`, at: when })),
	];
	for (const { what, at } of planned) {
		const startMs = at && parseInstantMs(at.text, zone);
		if (!at || startMs === undefined) continue;
		const endMs = at.text.includes('T') ? startMs + 1 : shifted(startMs, '1d', zone);
		for (const blackout of scope.blackouts) {
			const stretch = parseStretch(blackout.text, zone);
			if (!stretch || !overlap({ startMs, endMs }, stretch)) continue;
			const related = [{ span: blackout.span, message: 'the blackout' }];
			report(at.span, { what, starts: at.text, blackout: blackout.text }, { related });
		}
	}
}
