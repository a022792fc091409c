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
import { didYouMean, type MappingRule, replacing } from './rule';
import { columnSources } from './unknownTransform';

export const unknownLookup: MappingRule = {
	code: 'unknown-lookup',
	group: 'names',
	severity: 'error',
	title: 'A lookup that is not defined',
	whole: true,
	scope: 'mapping',
	message: ({ name, nearest }) =>
		`There is no lookup "${name}", so there are no codes to translate with${didYouMean(nearest, 'define it under "lookups"')}`,
	check({ mapping }, { lookups }, report) {
		const names = lookups.map(({ lookup }) => lookup.name.text);
		for (const name of namedLookups(mapping)) {
			if (names.includes(name.text)) continue;
			const nearest = nearestName(name.text, names);
			report(name.span, { name: name.text, nearest }, replacing(nearest));
		}
	},
};

/** The lookups that `map:` names. */
export function namedLookups(mapping: Mapping): readonly Text[] {
	return columnSources(mapping).flatMap(({ map }) => (map?.kind === 'named' ? map.name : []));
}

/** Lookups that a misspelt `map:` means. */
export function meantLookups({ spec, lookups }: SpecFacts): readonly string[] {
	const names = lookups.map(({ lookup }) => lookup.name.text);
	return spec.mappings.flatMap(namedLookups).flatMap(({ text }) => (names.includes(text) ? [] : (nearestName(text, names) ?? [])));
}
