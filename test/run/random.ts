/** Random choices that a seed repeats: for tests that make so many cases that a library's shrinking would take too long. */

export interface Random {
	/** From 0 to below `limit`, a whole number. */
	below(limit: number): number;
	chance(probability: number): boolean;
	pick<T>(values: readonly T[]): T;
	/** Up to `length` of the pieces, in a row. */
	text(pieces: readonly string[], length: number): string;
}

/** The generator known as mulberry32. */
export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		below,
		chance: probability => next() < probability,
		pick<T>(values: readonly T[]): T {
			const value = values[below(values.length)];
			if (value === undefined) throw new Error('Nothing to pick from');
			return value;
		},
		text: (pieces, length) => Array.from({ length: below(length + 1) }, () => pieces[below(pieces.length)]).join(''),
	};
}
