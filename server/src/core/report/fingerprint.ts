/** Recognises a problem from one run to the next, although lines above it came or went. No protection against anything. */

import { fnv1a } from '../base/fnv1a';
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
