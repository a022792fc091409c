/** A list of keys that grows, at eight bytes a key. */

export interface KeyList {
	readonly length: number;
	add(keys: readonly bigint[]): void;
	/** In ascending order, each once, at most `size` together. */
	batches(size: number): Generator<readonly bigint[]>;
}

export function keyList(): KeyList {
	let keys = new BigInt64Array(1024);
	let length = 0;
	return {
		get length() {
			return length;
		},
		add(more) {
			if (length + more.length > keys.length) {
				const larger = new BigInt64Array(Math.max(2 * keys.length, length + more.length));
				larger.set(keys);
				keys = larger;
			}
			keys.set(more, length);
			length += more.length;
		},
		*batches(size) {
			const sorted = keys.slice(0, length).sort();
			let batch: bigint[] = [];
			for (let i = 0; i < sorted.length; i++) {
				const key = sorted[i];
				if (key === undefined || (i > 0 && key === sorted[i - 1])) continue;
				if (batch.length === size) {
					yield batch;
					batch = [];
				}
				batch.push(key);
			}
			if (batch.length > 0) yield batch;
		},
	};
}
