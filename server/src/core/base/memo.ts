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

/** A value made at the first call and kept. */
export function lazy<Value>(make: () => Value): () => Value {
	let made: { readonly value: Value } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
