/** Answers `crosswalk/cutoverStep`: keeps what somebody says of a step, by the rules of `crosswalk cutover`. Connects to nothing. */

import { isJudged } from '../../core/strategy/happenings';
import { keepStep, openCutover, stepNamed } from '../../files/cutoverSteps';
import type { CutoverStepParams, RunResult } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';
import { cutover } from './cutover';

/** What is refused, or cannot be kept, is a failure. */
export function cutoverStep(
	{ uri, step: name, action, by, note }: CutoverStepParams,
	world: Pick<RunWorld, 'session' | 'outside' | 'now'>,
): RunResult {
	const failure = kept();
	const { file } = specToRun(uri, world);
	world.session.forgetCutover(file);
	const answer = cutover({ uri }, world);
	return failure === undefined ? answer : { ...answer, failure: `"${name}" is as it was: ${failure}` };

	function kept(): string | undefined {
		const spec = specToRun(uri, world);
		if (spec.partOnly !== undefined && isJudged(action)) return spec.partOnly;
		const open = openCutover(world.outside.files, spec, action, world.now());
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
