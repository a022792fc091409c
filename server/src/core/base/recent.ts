/**
 * Bounds what is kept in memory of large specs. What can be made again of what it was made from is kept only while it is among those that
 * were asked for last; whoever asks later gets an equal value, but another object.
 */

/** Gives the value of a key: the kept one, or the one that `make` makes. */
export type Recent<Key extends object, Value> = (key: Key, make: () => Value) => Value;

/** Keeps at least the `most` values that were asked for last, and at most twice as many. */
export function recent<Key extends object, Value>(most: number): Recent<Key, Value> {
	let young = new Map<Key, Value>();
	let old = new Map<Key, Value>();
	return (key, make) => {
		const known = young.get(key);
		if (known !== undefined) return known;
		const value = old.get(key) ?? make();
		if (young.size >= most) {
			old = young;
			young = new Map();
		}
		young.set(key, value);
		return value;
	};
}

/** Gives an object the key `key`, whose value `make` makes when it is asked for, if it is not among the last `most` of all such objects. */
export type OnDemand<Key extends string, Value> = <Rest extends object>(
	rest: Rest,
	make: () => Value,
) => Rest & { readonly [Name in Key]: Value };

/** A property of the object itself, so that copies and comparisons see it; one getter for all, so that all have one hidden class. */
export function onDemand<Key extends string, Value>(key: Key, most: number): OnDemand<Key, Value> {
	const makers = new WeakMap<object, () => Value>();
	const kept = recent<object, Value>(most);
	function get(this: object): Value {
		const make = makers.get(this);
		if (!make) throw new Error(`"${key}" was asked of a strange object`);
		return kept(this, make);
	}
	return (rest, make) => {
		makers.set(rest, make);
		return Object.defineProperty(rest, key, { get, enumerable: true }) as typeof rest & { readonly [Name in Key]: Value };
	};
}
