/**
 * A `lookup`, a phase or the scope names a mapping which does not exist.
 *
 * **Why it matters.** A lookup has no rows to look in, so every reference would be lost; a phase would move nothing.
 *
 * **What to do.** Correct the name, or write that mapping (it may stand in an included file).
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';
import { didYouMean, replacing, type SpecRule } from './rule';

export const unknownMapping: SpecRule = {
	code: 'unknown-mapping',
	group: 'names',
	severity: 'error',
	title: 'A mapping that does not exist',
	whole: true,
	scope: 'spec',
	message: ({ name, nearest }) =>
		`There is no mapping "${name}", so what is said of it here means nothing${didYouMean(nearest, 'correct the name, or write that mapping')}`,
	check(facts, report) {
		if (!knowsMappings(facts)) return;
		const names = facts.mappings.map(mapping => mapping.name);
		for (const name of [...lookedUp(facts), ...planned(facts)]) {
			if (facts.mapping(name.text)) continue;
			const nearest = nearestName(name.text, names);
			report(name.span, { name: name.text, nearest }, replacing(nearest));
		}
	},
};

/** Patterns at the top make mappings that only the source's catalog can name. */
export function knowsMappings({ spec, source }: SpecFacts): boolean {
	return spec.copies.length === 0 || source !== undefined;
}

function lookedUp({ spec }: SpecFacts): readonly Text[] {
	return spec.mappings
		.flatMap(mapping => mapping.columns)
		.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : []));
}

function planned({ spec: { strategy, scope } }: SpecFacts): readonly Text[] {
	return [
		...planNames(strategy, 'phases.*.mappings'),
		...planKeys(strategy, 'phases.*.where'),
		...planKeys(scope, 'criticality'),
		...planKeys(scope, 'data'),
		...planKeys(scope, 'volumes.growth_per_day'),
	];
}
