/**
 * A `map:` that names a lookup which is not defined.
 *
 * **Why it matters.** There are no codes to translate with.
 *
 * **What to do.** Define it under `lookups`, or correct the name.
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import type { Mapping, Text } from '../spec/spec';
import type { SpecRule } from './rule';
import { noSuch, reportUnknown } from './unknownNames';
import { columnSources } from './unknownTransform';

export const unknownLookup: SpecRule = {
	code: 'unknown-lookup',
	group: 'names',
	severity: 'error',
	title: 'A lookup that is not defined',
	whole: true,
	scope: 'spec',
	message: args => noSuch(args, 'so there are no codes to translate with', 'define it under "lookups"'),
	ofMapping: ({ mapping }) => namedLookups(mapping),
	check(facts, report) {
		reportUnknown('lookup', facts.spec.mappings.flatMap(namedLookups), lookupNames(facts), report);
	},
};

const named = new WeakMap<Mapping, readonly Text[]>();

/** The lookups that `map:` names. Remembered, as a mapping is. */
export function namedLookups(mapping: Mapping): readonly Text[] {
	const names = named.get(mapping) ?? columnSources(mapping).flatMap(({ map }) => (map?.kind === 'named' ? map.name : []));
	named.set(mapping, names);
	return names;
}

/** Lookups that a misspelt `map:` means. */
export function meantLookups(facts: SpecFacts): readonly string[] {
	const names = lookupNames(facts);
	return facts.spec.mappings.flatMap(namedLookups).flatMap(({ text }) => (names.includes(text) ? [] : (nearestName(text, names) ?? [])));
}

function lookupNames({ lookups }: SpecFacts): readonly string[] {
	return lookups.map(({ lookup }) => lookup.name.text);
}
