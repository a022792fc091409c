/** Tells whether a result still speaks of what the spec says: a hash of everything that decides what is run for a mapping. */

import { createHash } from 'node:crypto';
import { comparisonGroup } from '../core/mapping/compileComparison';
import type { MappingFacts, SpecFacts } from '../core/mapping/facts';

const shared = new WeakMap<SpecFacts, string>();

/**
 * Equal while neither the mapping, nor those it is compared with or looks up, nor what they share, nor a catalog is another one. Without a
 * mapping: of what they share.
 */
export function identityOf(facts: SpecFacts, mapping?: MappingFacts): string {
	const known = shared.get(facts) ?? sharedText(facts);
	shared.set(facts, known);
	const seen = new Set<MappingFacts>();
	for (const member of mapping ? comparisonGroup(facts, mapping) : []) addWithLookups(seen, member, facts);
	const hash = createHash('sha256').update(known);
	for (const { name, mapping } of seen) hash.update(`\0${name}\0${mapping.text}`);
	return hash.digest('base64');
}

function addWithLookups(seen: Set<MappingFacts>, mapping: MappingFacts, facts: SpecFacts): void {
	if (seen.has(mapping)) return;
	seen.add(mapping);
	for (const { origin } of mapping.columns) {
		if (origin?.kind !== 'lookup') continue;
		for (const alternative of origin.alternatives) {
			const parent = facts.mapping(alternative.mapping);
			if (parent) addWithLookups(seen, parent, facts);
		}
	}
}

function sharedText({ spec, source, target, parameters }: SpecFacts): string {
	const parts = [
		source?.catalog.fingerprint,
		target?.catalog.fingerprint,
		spec.source?.connection?.text,
		spec.target?.connection?.text,
		[...parameters],
		spec.views,
		spec.lookups,
	];
	// Where something stands is of no matter.
	return JSON.stringify(parts, (key, value) => (key === 'span' || key === 'node' ? undefined : value));
}
