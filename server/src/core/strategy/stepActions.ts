/** What may be said of a step of a cutover that is under way, by its state and its place. Whether a gate lets it pass is asked when it is said. */

import type { Action, Statuses } from './happenings';
import type { TimedStep, Timeline } from './timeline';

/** What comes next first. */
export function stepActions(timeline: Timeline, statuses: Statuses, { name, after }: Pick<TimedStep, 'name' | 'after'>): readonly Action[] {
	const isOver = (other: string) => ['finished', 'skipped'].includes(statuses(other).state);
	const start: readonly Action[] = after.every(isOver) ? ['start'] : [];
	switch (statuses(name).state) {
		case 'waiting':
			return [...start, 'skip'];
		case 'running':
			return ['finish', 'fail', ...undo()];
		case 'failed':
			return [...start, 'skip', ...undo()];
		case 'finished':
			return undo();
		case 'skipped':
			return [];
	}

	/** Not beyond the point of no return, and not under what was built on it. */
	function undo(): readonly Action[] {
		const hasBegun = (other: string) => ['running', 'finished', 'failed'].includes(statuses(other).state);
		const isClosed = timeline.steps.some(one => hasBegun(one.name) && (one.step.isPointOfNoReturn || one.after.includes(name)));
		return isClosed ? [] : ['undo'];
	}
}
