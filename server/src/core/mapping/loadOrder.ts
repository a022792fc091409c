/** In which order the mappings of a spec must be loaded so that no row comes before the row that it refers to. */

import { oncePer } from '../base/memo';
import type { MappingFacts, SpecFacts } from './facts';
import { keep } from './kept';
import { tableUsers, tiesOf } from './ties';

export interface LoadOrder {
	/** Mappings of one step refer only to earlier ones (or to themselves): they may be loaded side by side. */
	readonly steps: readonly (readonly string[])[];
	/** Mappings that refer to each other in a circle, as a path that ends where it began. They stand in one step. */
	readonly cycles: readonly (readonly string[])[];
}

const kept = keep<object, LoadOrder>();

/** From the foreign keys of the target and from lookups. A reference to itself is no cycle. */
export function loadOrder(facts: SpecFacts): LoadOrder {
	return kept(facts, facts.identity, facts.mappings.map(orderKey), () => makeLoadOrder(facts));
}

/** All that the order depends on. Made once per mapping. */
export const orderKey = oncePer((mapping: MappingFacts): string => {
	const { target, lookups } = tiesOf(mapping);
	return JSON.stringify([mapping.name, target, parentTables(mapping), lookups]);
});

function makeLoadOrder(facts: SpecFacts): LoadOrder {
	const parents = parentsOf(facts);
	const components = stronglyConnected([...parents.keys()], name => parents.get(name) ?? []);
	const depth = new Map<string, number>();
	// Components come with parents first, so every parent outside the component has its depth.
	for (const component of components) {
		const outside = component.flatMap(name => (parents.get(name) ?? []).filter(parent => !component.includes(parent)));
		const level = Math.max(-1, ...outside.map(parent => depth.get(parent) ?? -1)) + 1;
		for (const name of component) depth.set(name, level);
	}
	const steps: string[][] = [];
	for (const name of parents.keys()) {
		const level = depth.get(name) ?? 0;
		const step = steps[level] ?? [];
		step.push(name);
		steps[level] = step;
	}
	const cycles = components.filter(component => component.length > 1).map(component => cycleIn(component, parents));
	return { steps, cycles };
}

/** The mappings that each mapping refers to, itself left out. */
function parentsOf(facts: SpecFacts): ReadonlyMap<string, readonly string[]> {
	const { fillers } = tableUsers(facts);
	const parents = new Map<string, readonly string[]>();
	for (const mapping of facts.mappings) {
		const byKeys = parentTables(mapping).flatMap(table => (fillers.get(table) ?? []).map(parent => parent.name));
		const byLookups = tiesOf(mapping).lookups.filter(name => facts.mapping(name) !== undefined);
		const others = [...byKeys, ...byLookups].filter(name => name !== mapping.name);
		parents.set(mapping.name, [...new Set([...(parents.get(mapping.name) ?? []), ...others])]);
	}
	return parents;
}

/** Only keys of which the mapping fills a column count. Found once per mapping. */
const parentTables = oncePer((mapping: MappingFacts): readonly string[] => {
	const { target, foreignKeys } = tiesOf(mapping);
	return foreignKeys
		.filter(({ key, parent }) => parent !== target && key.columns.some(column => mapping.column(column)))
		.map(({ parent }) => parent);
});

/** Tarjan, "Depth-first search and linear graph algorithms" (1972); components come out with what they depend on first. */
function stronglyConnected(names: readonly string[], next: (name: string) => readonly string[]): readonly (readonly string[])[] {
	const components: string[][] = [];
	const index = new Map<string, number>();
	const low = new Map<string, number>();
	const stack: string[] = [];
	const onStack = new Set<string>();
	function visit(name: string): void {
		index.set(name, index.size);
		low.set(name, index.get(name) ?? 0);
		stack.push(name);
		onStack.add(name);
		for (const other of next(name)) {
			if (!index.has(other)) visit(other);
			if (onStack.has(other)) low.set(name, Math.min(low.get(name) ?? 0, low.get(other) ?? 0));
		}
		if (low.get(name) !== index.get(name)) return;
		const component: string[] = [];
		for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
			onStack.delete(member);
			component.unshift(member);
			if (member === name) break;
		}
		components.push(component);
	}
	for (const name of names) if (!index.has(name)) visit(name);
	return components;
}

/** A shortest way round from the component's first mapping. */
function cycleIn(component: readonly string[], parents: ReadonlyMap<string, readonly string[]>): readonly string[] {
	const start = component[0] ?? '';
	const cameFrom = new Map<string, string>();
	const queue = [start];
	for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
		for (const parent of parents.get(name) ?? []) {
			if (!component.includes(parent) || cameFrom.has(parent)) continue;
			cameFrom.set(parent, name);
			queue.push(parent);
		}
	}
	const path = [start];
	for (let at = cameFrom.get(start); at !== undefined && at !== start; at = cameFrom.get(at)) path.unshift(at);
	return [start, ...path];
}
