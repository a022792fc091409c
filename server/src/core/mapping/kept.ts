/**
 * Remembers what is derived of a spec from one keystroke to the next. Nothing is invalidated: what a value is made from is compared with
 * what it was made from before, by identity, and the value is made again when they differ.
 */

import type { MappingFacts, SpecFacts } from './facts';

/** `parts` are all that the value of `key` depends on. */
export type Keep<Key extends object, Value> = (
	facts: Pick<SpecFacts, 'identity'>,
	key: Key,
	parts: readonly unknown[],
	make: () => Value,
) => Value;

interface Kept<Value> {
	readonly parts: readonly unknown[];
	readonly value: Value;
}

/** One value of each key, for each spec that is open. */
export function keep<Key extends object, Value>(): Keep<Key, Value> {
	const bySpec = new WeakMap<object, WeakMap<Key, Kept<Value>>>();
	return ({ identity }, key, parts, make) => {
		const known = bySpec.get(identity) ?? new WeakMap<Key, Kept<Value>>();
		const before = known.get(key);
		if (before && isSame(before.parts, parts)) return before.value;
		bySpec.set(identity, known);
		const value = make();
		known.set(key, { parts, value });
		return value;
	};
}

function isSame(parts: readonly unknown[], others: readonly unknown[]): boolean {
	if (parts.length !== others.length) return false;
	for (let n = 0; n < parts.length; n++) if (parts[n] !== others[n]) return false;
	return true;
}

/** What a mapping's facts and those of the mappings that it names tell. */
export type LinkedFacts = Pick<SpecFacts, 'mapping' | 'target'>;

/** A value of a mapping and of the mappings that `make` asks for: made again only when one of these is another. */
export function oncePerLinks<Value>(
	make: (facts: LinkedFacts, mapping: MappingFacts) => Value,
): (facts: LinkedFacts, mapping: MappingFacts) => Value {
	const known = new WeakMap<MappingFacts, { readonly links: readonly Link[]; readonly value: Value }>();
	return ({ mapping: find, target }, mapping) => {
		const before = known.get(mapping);
		if (before && leadAsBefore(before.links, find)) return before.value;
		const links: Link[] = [];
		const noting = (name: string) => {
			const found = find(name);
			links.push({ name, found });
			return found;
		};
		const value = make({ mapping: noting, target }, mapping);
		known.set(mapping, { links, value });
		return value;
	};
}

interface Link {
	readonly name: string;
	readonly found: MappingFacts | undefined;
}

function leadAsBefore(links: readonly Link[], find: SpecFacts['mapping']): boolean {
	return links.every(({ name, found }) => find(name) === found);
}
