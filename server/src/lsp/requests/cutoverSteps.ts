/** Answers `crosswalk/cutoverSteps`: the steps of the cutover, where each is, and what may be said of it. Connects to nothing. */

import { stepActions } from '../../core/strategy/stepActions';
import { openCutover } from '../../files/cutoverSteps';
import type { CutoverStepsResult, SpecParams } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';

export function cutoverSteps({ uri }: SpecParams, world: Pick<RunWorld, 'session' | 'outside' | 'now'>): CutoverStepsResult {
	const open = openCutover(world.outside.files, specToRun(uri, world), 'start', world.now());
	const { timeline, statuses } = open?.situation ?? {};
	if (!timeline || !statuses) return { steps: [] };
	return {
		steps: timeline.steps.map(one => ({
			name: one.name,
			does: one.step.does?.text ?? '',
			state: statuses(one.name).state,
			actions: stepActions(timeline, statuses, one),
		})),
	};
}
