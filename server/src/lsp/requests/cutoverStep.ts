/**
 * Answers `crosswalk/cutoverSteps` and `crosswalk/cutoverStep`: what may be said of the steps of a cutover, and keeping what somebody says, by
 * the rules of `crosswalk cutover`. Connects to nothing.
 */

import { stepActions } from '../../core/strategy/stepActions';
import { keepStep, openCutover, stepNamed } from '../../files/cutoverSteps';
import type { CutoverStepParams, CutoverStepsResult, RunResult, SpecParams } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';
import { cutover } from './cutover';

type CutoverWorld = Pick<RunWorld, 'session' | 'outside' | 'now'>;

export function cutoverSteps({ uri }: SpecParams, world: CutoverWorld): CutoverStepsResult {
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

/** What is refused, or cannot be kept, is a failure. */
export function cutoverStep({ uri, step: name, action, by, note }: CutoverStepParams, world: CutoverWorld): RunResult {
	const failure = kept();
	const { file } = specToRun(uri, world);
	world.session.forgetCutover(file);
	const answer = cutover({ uri }, world);
	return failure === undefined ? answer : { ...answer, failure: `"${name}" is as it was: ${failure}` };

	function kept(): string | undefined {
		const open = openCutover(world.outside.files, specToRun(uri, world), action, world.now());
		if (!open) return 'there is no cutover in the spec, or no .crosswalk folder beside it or above it to keep what happens in';
		const step = stepNamed(open, name);
		if (typeof step === 'string') return step;
		if (by.trim() === '') return 'say who it is: it stays in the log';
		const told = note?.trim() ? { note: note.trim() } : {};
		try {
			return keepStep(world.outside.files, open, { action, step, atMs: open.situation.nowMs, by: by.trim(), ...told });
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	}
}
