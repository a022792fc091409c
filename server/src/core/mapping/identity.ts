/** Tells whether a result still speaks of what the spec says: a name for everything that decides what is run for a mapping or a pair. */

import { fnv1a } from '../base/fnv1a';
import { comparisonGroup } from './compileComparison';
import type { MappingFacts, SpecFacts } from './facts';

const shared = new WeakMap<SpecFacts, string>();

/**
 * Equal while neither the mapping, nor those it is compared with or looks up, nor what they share, nor a catalog is another one. Without a
 * mapping: of what they share.
 */
export function identityOf(facts: SpecFacts, mapping?: MappingFacts): string {
	const seen = new Set<MappingFacts>();
	for (const member of mapping ? comparisonGroup(facts, mapping) : []) addWithLookups(seen, member, facts);
	return named(
		facts,
		[...seen].flatMap(({ name, mapping: { text } }) => [name, text]),
	);
}

/** The same of a free pair of queries. */
export function identityOfPair(facts: SpecFacts, name: string): string {
	const pair = facts.spec.reconciliation.find(one => one.name.text === name);
	return named(facts, [withoutPlaces(pair)]);
}

/**
 * The same of a quality rule, an acceptance test, or an example of a mapping. What a person does by hand depends on nothing but its own
 * words.
 */
export function identityOfTrial(facts: SpecFacts, { section, name, mapping }: TrialName): string {
	if (section === 'examples') return identityOf(facts, mapping === undefined ? undefined : facts.mapping(mapping));
	const entry = (section === 'quality' ? facts.spec.quality : facts.spec.acceptance).find(one => one.name.text === name);
	const isManual = section === 'acceptance' && entry !== undefined && entry.query === undefined;
	return isManual ? fnv1a(withoutPlaces(entry)) : named(facts, [withoutPlaces(entry)]);
}

/** Which entry of a spec. */
export interface TrialName {
	readonly section: 'quality' | 'acceptance' | 'examples';
	readonly name: string;
	/** Of an example. */
	readonly mapping?: string;
}

function named(facts: SpecFacts, parts: readonly string[]): string {
	const known = shared.get(facts) ?? fnv1a(sharedText(facts));
	shared.set(facts, known);
	return fnv1a([known, ...parts].join('\0'));
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
	return withoutPlaces([
		source?.catalog.fingerprint,
		target?.catalog.fingerprint,
		spec.source?.connection?.text,
		spec.target?.connection?.text,
		[...parameters],
		spec.views,
		spec.lookups,
	]);
}

/** Where something stands is of no matter. */
function withoutPlaces(value: unknown): string {
	return JSON.stringify(value, (key, part) => (key === 'span' || key === 'node' ? undefined : part)) ?? '';
}
