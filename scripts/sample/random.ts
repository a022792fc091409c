/** Random numbers that are the same on every machine and in every run. Reads no clock and no Math.random. */

export interface Random {
	/** A whole number, both bounds included. */
	whole(low: number, high: number): number;
	/** True in `share` of the cases. */
	chance(share: number): boolean;
	pick<T>(list: readonly T[]): T;
}

/** The generator mulberry32 over a seed; two streams of different seeds do not disturb each other. */
export function seededRandom(seed: number): Random {
	let state = seed | 0;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
	};
	const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
	return {
		whole,
		chance: share => next() < share,
		pick: list => list[whole(0, list.length - 1)] as (typeof list)[number],
	};
}
