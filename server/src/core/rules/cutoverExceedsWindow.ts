/**
 * The longest chain of steps takes longer than `window`.
 *
 * **Why it matters.** The cutover cannot be over when it was promised to be, even if nothing goes wrong.
 *
 * **What to do.** Shorten steps of the critical path, let steps run at the same time (fewer names in `after`), or ask for a longer window.
 */

import type { SpecFacts } from '../mapping/facts';
import { renderDuration } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import type { SpecRule } from './rule';

export const cutoverExceedsWindow: SpecRule = {
	code: 'cutover-exceeds-window',
	group: 'plan',
	severity: 'error',
	title: 'A cutover that is longer than its window',
	scope: 'spec',
	message: ({ takes, window, path }) =>
		`The steps take ${takes}, and the window is ${window}; shorten the critical path (${path}), or widen the window`,
	check(facts: SpecFacts, report) {
		const timeline = timelineOf(facts);
		const window = timeline?.cutover.window;
		if (!timeline || !window || timeline.endMs - timeline.startMs <= window.ms) return;
		report(window.span, {
			takes: renderDuration(timeline.endMs - timeline.startMs),
			window: renderDuration(window.ms),
			path: pathWords(timeline.schedule.criticalPath),
		});
	},
};

/** Of a long path its ends. */
function pathWords(path: readonly string[]): string {
	return path.length <= 6 ? path.join(' → ') : [...path.slice(0, 3), '…', ...path.slice(-2)].join(' → ');
}
