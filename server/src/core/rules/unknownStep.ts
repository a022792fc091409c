/**
 * A name that is no step of the cutover, in `after`, in the freeze or in `at` of a communication; or no phase, in `after` of a phase.
 * Silent where no steps are written.
 *
 * **Why it matters.** The order of the steps and the hours of the freeze follow from these names: one that is misspelt is waited for by
 * nobody.
 *
 * **What to do.** Correct the name, or write that step. A time is written like `2026-12-05T22:00:00+01:00`, an offset like `-7d`.
 */

import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';
import type { SpecRule } from './rule';
import { noSuch, reportUnknown } from './unknownNames';

export const unknownStep: SpecRule = {
	code: 'unknown-step',
	group: 'names',
	severity: 'error',
	title: 'A step that does not exist',
	whole: true,
	scope: 'spec',
	message: args => noSuch(args, 'so nobody knows when this is', `correct the name, or write that ${args.kind}`),
	check({ spec: { strategy, cutover } }: SpecFacts, report) {
		const phases = planKeys(strategy, 'phases').map(name => name.text);
		const steps = planKeys(cutover, 'steps').map(name => name.text);
		reportUnknown('phase', planNames(strategy, 'phases.*.after'), phases, report);
		if (steps.length === 0) return;
		const moments = [
			...planNames(cutover, 'freeze.starts'),
			...planNames(cutover, 'freeze.ends'),
			...planNames(cutover, 'communications.*.at'),
			...planNames(strategy, 'fallback.until'),
			...planNames(strategy, 'dual_write.ends'),
		];
		reportUnknown('step', [...planNames(cutover, 'steps.*.after'), ...moments.filter(isName)], steps, report);
	},
};

/** A moment may also be a time or an offset; the schema judges those. */
function isName({ text }: Text): boolean {
	return !/^\d{4}-\d|^[+-]|^\d+ ?[a-zA-Z]*$|^(\d+[a-z])+$/.test(text);
}
