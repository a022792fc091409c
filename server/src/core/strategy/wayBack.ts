/** The way back from where one is: what has begun, undone in the opposite order, so that nothing is undone before what was built on it. */

import { onlyChecks, type Step } from './cutover';
import { lacksLength, type Span, type Timeline } from './timeline';

export interface WayBack extends Span {
	/** The last thing done first. Steps with nothing to undo are left out. */
	readonly steps: readonly Step[];
	/** What has to be said to be undone next: also a step that only checks, as its result is void. */
	readonly next?: Step;
	/** Steps that change something, and say nothing of how it is undone. */
	readonly unknown: readonly Step[];
	/** The step that closed it, when it has begun. */
	readonly closedBy?: Step;
	/** Until when it can be taken without leaving the window. */
	readonly latestMs?: number;
}

/** Of the steps that have begun, by `hasBegun`. */
export function wayBackFrom({ steps, windowEndMs }: Timeline, hasBegun: (step: Step) => boolean): WayBack {
	const begun = steps.map(one => one.step).filter(hasBegun);
	const undone = begun.filter(step => step.rollback !== undefined || !onlyChecks(step)).reverse();
	const ms = undone.reduce((sum, step) => sum + (step.rollback?.duration?.ms ?? 0), 0);
	const next = begun.at(-1);
	const closedBy = begun.find(step => step.isPointOfNoReturn);
	return {
		steps: undone,
		unknown: undone.filter(step => step.rollback === undefined),
		ms,
		isLeast: undone.some(lacksLength),
		...(next ? { next } : {}),
		...(closedBy ? { closedBy } : {}),
		...(windowEndMs === undefined ? {} : { latestMs: windowEndMs - ms }),
	};
}
