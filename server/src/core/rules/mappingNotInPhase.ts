/**
 * A mapping that no phase moves, in a strategy that moves by phases.
 *
 * **Why it matters.** Its rows are never moved, or somebody remembers them during the cutover.
 *
 * **What to do.** Add it to the `mappings` of a phase.
 */

import { phasesOf } from '../strategy/phases';
import { planOf } from '../strategy/plan';
import type { SpecRule } from './rule';

export const mappingNotInPhase: SpecRule = {
	code: 'mapping-not-in-phase',
	group: 'plan',
	severity: 'warning',
	title: 'A mapping that no phase moves',
	whole: true,
	scope: 'spec',
	message: ({ mapping }) => `No phase moves "${mapping}", so its rows stay behind; add it to the "mappings" of a phase`,
	check(facts, report) {
		const { strategy } = planOf(facts.spec);
		if (strategy.pattern?.word !== 'phased' || strategy.phases.length === 0) return;
		const phases = phasesOf(facts);
		for (const { name, mapping } of facts.mappings) {
			if (phases.of(name).length > 0) continue;
			report(mapping.madeBy?.source.span ?? mapping.name.span, { mapping: name }, { data: { mapping: name } });
		}
	},
};
