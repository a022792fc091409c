/** In which phase a mapping is loaded first, and which phases come before which. For rules. */

import { oncePer } from '../base/memo';
import type { SpecFacts } from '../mapping/facts';
import { tiesOf } from '../mapping/ties';
import type { Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';

export interface PhaseOrder {
	/** Whether the first phase of one mapping comes before the first phase of the other. False when either is in no phase. */
	isBefore(mapping: string, other: string): boolean;
	/** Where the first phase names the mapping. */
	place(mapping: string): Text | undefined;
}

export function phaseOrder({ spec: { strategy } }: SpecFacts): PhaseOrder {
	const phases = planKeys(strategy, 'phases').map(phase => phase.text);
	const first = new Map<string, { readonly phase: string; readonly place: Text }>();
	const after = new Map<string, readonly string[]>();
	for (const phase of phases) {
		after.set(
			phase,
			planNames(strategy, `phases.${phase}.after`).map(name => name.text),
		);
		for (const place of planNames(strategy, `phases.${phase}.mappings`))
			if (!first.has(place.text)) first.set(place.text, { phase, place });
	}
	const follows = (phase: string, other: string, seen: ReadonlySet<string> = new Set()): boolean =>
		(after.get(phase) ?? []).some(one => one === other || (!seen.has(one) && follows(one, other, new Set([...seen, one]))));
	return {
		isBefore(mapping, other) {
			const one = first.get(mapping)?.phase;
			const next = first.get(other)?.phase;
			if (one === undefined || next === undefined || one === next || follows(one, next)) return false;
			return follows(next, one) || phases.indexOf(one) < phases.indexOf(next);
		},
		place: mapping => first.get(mapping)?.place,
	};
}

/** The mappings that a mapping looks up. */
export function lookedUp(facts: SpecFacts, name: string): ReadonlySet<string> {
	return lookupsByName(facts).get(name) ?? new Set();
}

/** A name may stand twice. */
const lookupsByName = oncePer(({ mappings }: SpecFacts): ReadonlyMap<string, ReadonlySet<string>> => {
	const byName = new Map<string, ReadonlySet<string>>();
	for (const mapping of mappings) byName.set(mapping.name, new Set([...(byName.get(mapping.name) ?? []), ...tiesOf(mapping).lookups]));
	return byName;
});
