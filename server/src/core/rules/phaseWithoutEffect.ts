/**
 * A phase that finds no row of a mapping left, or a filter of a mapping that its phase does not move.
 *
 * **Why it matters.** Somebody expects rows to move on that day, and none do. Usually two filters overlap, or phases stand in the wrong order:
 * a row belongs to the first phase that takes it, and a phase without a filter takes all that is left.
 *
 * **What to do.** Put the phase before the one that takes its rows, correct the filter, or remove it.
 */

import { phasesOf, sharesOf } from '../strategy/phases';
import { planOf } from '../strategy/plan';
import type { SpecRule } from './rule';

export const phaseWithoutEffect: SpecRule = {
	code: 'phase-without-effect',
	group: 'plan',
	severity: 'warning',
	title: 'A phase that finds nothing to move',
	whole: true,
	scope: 'spec',
	message: ({ mapping, phase, because }) =>
		because === undefined
			? `The filter of "${mapping}" has no effect, as the phase "${phase}" does not move it; add it to "mappings", or remove the filter`
			: `The phase "${phase}" finds no row of "${mapping}", as ${because}; change their order or their filters`,
	check(facts, report) {
		const { order } = phasesOf(facts);
		for (const mapping of order.length === 0 ? [] : facts.mappings) {
			for (const { taker, because } of sharesOf(facts, mapping).empty) {
				report(taker.condition?.span ?? taker.place.span, { mapping: mapping.name, phase: taker.phase, because });
			}
		}
		for (const { name, mappings, where } of planOf(facts.spec).strategy.phases) {
			for (const { mapping } of where) {
				if (mappings.some(({ text }) => text === mapping.text) || !facts.mapping(mapping.text)) continue;
				report(mapping.span, { mapping: mapping.text, phase: name.text });
			}
		}
	},
};
