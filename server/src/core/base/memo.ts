/**
 * Remembers derived values. There is no invalidation: a key names everything that the value depends on, and what has not been asked for
 * since the generation before last is forgotten.
 */
export interface Memo<Value> {
	/** The remembered value of `key`, or the one that `make` makes and that is remembered from here on. */
	get(key: string, make: () => Value): Value;
	/** Starts a generation: keys that were not asked for in the one that ends are forgotten. */
	turn(): void;
}

export function memo<Value>(): Memo<Value> {
	let young = new Map<string, Value>();
	let old = new Map<string, Value>();
	return {
		get(key, make) {
			const known = young.get(key);
			if (known !== undefined) return known;
			const value = old.get(key) ?? make();
			young.set(key, value);
			return value;
		},
		turn() {
			old = young;
			young = new Map();
		},
	};
}

/** A function that makes its value once for each object that it is asked about, and remembers it as long as the object lives. */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
	const known = new WeakMap<Key, { readonly value: Value }>();
	return key => {
		const before = known.get(key);
		if (before) return before.value;
		const value = make(key);
		known.set(key, { value });
		return value;
	};
}

/** A value made at the first call and kept. */
export function lazy<Value>(make: () => Value): () => Value {
	let made: { readonly value: Value } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
