/** The target tables of the mappings that a mapping looks up: all of other mappings that what is said of its columns depends on. For rules. */

import type { Table } from '../catalog/catalog';
import type { MappingFacts, SpecFacts } from '../mapping/facts';

const remembered = new WeakMap<MappingFacts, readonly string[]>();
const NONE: readonly never[] = [];

/** In the order of the columns; most mappings look nothing up. */
export function lookedUpTables(facts: Pick<SpecFacts, 'mapping'>, mapping: MappingFacts): readonly (Table | undefined)[] {
	const names = remembered.get(mapping) ?? lookedUpNames(mapping);
	remembered.set(mapping, names);
	return names.length === 0 ? NONE : names.map(name => facts.mapping(name)?.table);
}

function lookedUpNames({ columns }: MappingFacts): readonly string[] {
	const names = columns.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : []));
	return names.length === 0 ? NONE : names;
}

export function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
	return one === other || (one.length === other.length && one.every((item, index) => item === other[index]));
}
