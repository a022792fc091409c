/** What was found in the data of each spec: what is kept on disk, and what the runs of this session found in its place. Decides nothing. */

import type { FitResult } from '../core/fit/fit';
import { fitOfSpec, mergedFit } from '../core/fit/kept';
import type { SpecFacts } from '../core/mapping/facts';

export interface KnownFits {
	/** By mapping, of the mappings and catalogs as they are: the same object as long as nothing is another. */
	of(spec: string, facts: SpecFacts, onDisk: () => readonly FitResult[]): ReadonlyMap<string, FitResult>;
	/** In the place of what was known of the same mappings. */
	keep(spec: string, results: readonly FitResult[], onDisk: () => readonly FitResult[]): void;
}

export function makeKnownFits(): KnownFits {
	const known = new Map<string, readonly FitResult[]>();
	const made = new WeakMap<SpecFacts, { readonly results: readonly FitResult[]; readonly valid: ReadonlyMap<string, FitResult> }>();
	const resultsOf = (spec: string, onDisk: () => readonly FitResult[]) => {
		const results = known.get(spec) ?? onDisk();
		known.set(spec, results);
		return results;
	};
	return {
		of(spec, facts, onDisk) {
			const results = resultsOf(spec, onDisk);
			const before = made.get(facts);
			if (before?.results === results) return before.valid;
			const { valid } = results.length === 0 ? { valid: none } : fitOfSpec(facts, results);
			made.set(facts, { results, valid });
			return valid;
		},
		keep: (spec, results, onDisk) => void known.set(spec, mergedFit(resultsOf(spec, onDisk), results)),
	};
}

const none: ReadonlyMap<string, FitResult> = new Map();
