/** In which phase a mapping is loaded first, and which phases come before which. For rules. */

import { oncePer } from '../base/memo';
import type { SpecFacts } from '../mapping/facts';
import { tiesOf } from '../mapping/ties';
import type { Text } from '../spec/spec';
import { phasesOf } from '../strategy/phases';

export interface PhaseOrder {
	/** Whether the first phase of one mapping comes before the first phase of the other. False when either is in no phase. */
	isBefore(mapping: string, other: string): boolean;
	/** Where the first phase names the mapping. */
	place(mapping: string): Text | undefined;
}

export function phaseOrder(facts: SpecFacts): PhaseOrder {
	const { order, of } = phasesOf(facts);
	const places = new Map(order.map(({ name }, index) => [name.text, index]));
	const first = (mapping: string) => places.get(of(mapping)[0]?.phase ?? '');
	return {
		isBefore(mapping, other) {
			const one = first(mapping);
			const next = first(other);
			return one !== undefined && next !== undefined && one < next;
		},
		place: mapping => of(mapping)[0]?.place,
	};
}

/** Of which pairs of mappings a server has counted the rows that come too early, and found some: then it is told by phase. */
export function countedPairs(
	{ findings }: SpecFacts,
	code: string,
): (names: { readonly mapping: string; readonly parent: string }) => boolean {
	const counted = new Set(findings.flatMap(one => (one.code === code ? [`${one.args.mapping}\0${one.args.parent}`] : [])));
	return ({ mapping, parent }) => counted.has(`${mapping}\0${parent}`);
}

export function rowsWord(rows: string | number): string {
	return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
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
