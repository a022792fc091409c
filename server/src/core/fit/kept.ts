/** The data fit of a spec as it is kept beside its runs: the last result of each mapping. Results of other mappings than the spec's are stale. */

import type { SpecFacts } from '../mapping/facts';
import { identityOf } from '../mapping/identity';
import type { FitResult } from './fit';
import { maskedBecause } from './masked';

export interface KeptFit {
	readonly results: readonly FitResult[];
}

/** Undefined when it is no such file, or one of another format. Never throws. */
export function parseFit(text: string): KeptFit | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		if (!isObject(parsed) || parsed.format !== 1 || !Array.isArray(parsed.results)) return undefined;
		return { results: parsed.results.filter(isResult) };
	} catch {
		return undefined;
	}
}

export function renderFit(results: readonly FitResult[]): string {
	return `${JSON.stringify({ format: 1, results }, null, '\t')}\n`;
}

/** `newer` in the place of what was known of the same mappings. */
export function mergedFit(before: readonly FitResult[], newer: readonly FitResult[]): readonly FitResult[] {
	const names = new Set(newer.map(one => one.mapping));
	return [...before.filter(one => !names.has(one.mapping)), ...newer];
}

export interface FitOfSpec {
	/** By mapping: those that speak of the mapping and the catalogs as they are. */
	readonly valid: ReadonlyMap<string, FitResult>;
	/** Mappings of the spec that were looked at when they, or the catalogs, were others. */
	readonly stale: readonly string[];
}

export function fitOfSpec(facts: SpecFacts, results: readonly FitResult[]): FitOfSpec {
	const valid = new Map<string, FitResult>();
	const stale: string[] = [];
	for (const result of results) {
		const mapping = facts.mapping(result.mapping);
		if (!mapping) continue;
		if (identityOf(facts, mapping) === result.identity) valid.set(mapping.name, asMayBeShown(result, facts));
		else stale.push(mapping.name);
	}
	return { valid, stale };
}

/** It may have been kept when its values could be shown still. */
function asMayBeShown(result: FitResult, facts: SpecFacts): FitResult {
	const masked = maskedBecause(facts, result.mapping);
	if (masked === undefined) return result;
	return { ...result, findings: result.findings.map(({ keys: _, values: __, ...finding }) => finding), masked };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function isResult(value: unknown): value is FitResult {
	return isObject(value) && typeof value.mapping === 'string' && typeof value.identity === 'string' && Array.isArray(value.findings);
}
