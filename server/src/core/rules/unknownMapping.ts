/**
 * A `lookup`, a phase or the scope names a mapping which does not exist.
 *
 * **Why it matters.** A lookup has no rows to look in, so every reference would be lost; a phase would move nothing.
 *
 * **What to do.** Correct the name, or write that mapping (it may stand in an included file).
 */

import type { SpecFacts } from '../mapping/facts';
import type { Mapping, Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';
import type { SpecRule } from './rule';
import { noSuch, reportUnknown } from './unknownNames';

export const unknownMapping: SpecRule = {
	code: 'unknown-mapping',
	group: 'names',
	severity: 'error',
	title: 'A mapping that does not exist',
	whole: true,
	scope: 'spec',
	message: args => noSuch(args, 'so what is said of it here means nothing', 'correct the name, or write that mapping'),
	ofMapping: ({ mapping }) => lookedUp(mapping),
	check(facts, report) {
		if (facts.mappings.length === 0 || !knowsMappings(facts)) return;
		const names = [...facts.spec.mappings.flatMap(lookedUp), ...planned(facts)].filter(name => !facts.mapping(name.text));
		if (names.length > 0) {
			const known = facts.mappings.map(mapping => mapping.name);
			reportUnknown('mapping', names, known, report);
		}
	},
};

/** Patterns at the top make mappings that only the source's catalog can name. */
export function knowsMappings({ spec, source }: SpecFacts): boolean {
	return spec.copies.length === 0 || source !== undefined;
}

const remembered = new WeakMap<Mapping, readonly Text[]>();

/** Read once per mapping, as most mappings outlive many specs. */
function lookedUp(mapping: Mapping): readonly Text[] {
	const known = remembered.get(mapping);
	if (known) return known;
	const names = mapping.columns.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : []));
	remembered.set(mapping, names);
	return names;
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
