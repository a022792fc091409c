/** Recognises a problem from one run to the next, although lines above it came or went. No protection against anything. */

import type { LocatedProblem } from './located';

/** One for each problem: of its code, file, mapping and message; equal ones are told apart by their order. */
export function fingerprints(problems: readonly LocatedProblem[]): readonly string[] {
	const seen = new Map<string, number>();
	return problems.map(({ code, file, mapping, message }) => {
		const identity = JSON.stringify([code, file, mapping, message]);
		const occurrence = seen.get(identity) ?? 0;
		seen.set(identity, occurrence + 1);
		return `${fnv1a(identity)}:${occurrence + 1}`;
	});
}

/** FNV-1a with 64 bits over the two bytes of each UTF-16 unit, in hexadecimal digits. */
function fnv1a(text: string): string {
	let hash = 0xcbf29ce484222325n;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		for (const byte of [unit >> 8, unit & 0xff]) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
	}
	return hash.toString(16).padStart(16, '0');
}
