/**
 * A `lookup` or a phase that names a mapping which does not exist.
 *
 * **Why it matters.** The lookup has no rows to look in: every reference would be lost.
 *
 * **What to do.** Correct the name, or write that mapping (it may stand in an included file).
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import { type PlanValue, planAt, type Text } from '../spec/spec';
import { didYouMean, type SpecRule } from './rule';

export const unknownMapping: SpecRule = {
	code: 'unknown-mapping',
	group: 'names',
	severity: 'error',
	title: 'A mapping that does not exist',
	whole: true,
	scope: 'spec',
	message: ({ name, nearest }) => `There is no mapping "${name}".${didYouMean(nearest)}`,
	check(facts, report) {
		// Patterns at the top make mappings that only the source's catalog can name.
		if (facts.spec.copies.length > 0 && !facts.source) return;
		for (const name of [...lookedUp(facts), ...inPhases(facts)]) {
			if (facts.mapping(name.text)) continue;
			const nearest = nearestName(
				name.text,
				facts.mappings.map(mapping => mapping.name),
			);
			report(name.span, { name: name.text, nearest }, { data: nearest === undefined ? undefined : { replacement: nearest } });
		}
	},
};

function lookedUp({ spec }: SpecFacts): readonly Text[] {
	return spec.mappings
		.flatMap(mapping => mapping.columns)
		.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : []));
}

function inPhases({ spec }: SpecFacts): readonly Text[] {
	const phases = planAt(spec.strategy?.value, 'phases');
	return phases?.kind === 'map' ? phases.entries.flatMap(phase => scalars(planAt(phase.value, 'mappings'))) : [];
}

function scalars(value: PlanValue | undefined): readonly Text[] {
	if (value?.kind === 'list') return value.items.flatMap(scalars);
	if (value?.kind !== 'scalar' || value.literal.text === null) return [];
	return [{ text: value.literal.text, span: value.span, quoted: value.literal.quoted }];
}
