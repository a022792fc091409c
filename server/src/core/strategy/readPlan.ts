/**
 * Reads values out of the sections of the plan. What is missing, misshapen or not readable is undefined or empty: the schema has told it.
 * Never throws.
 */

import { parseDurationMs } from '../spec/formats';
import { type PlanValue, planAt, type Text } from '../spec/spec';
import type { Gate, GatedNames } from './gate';

export interface DurationText extends Text {
	readonly ms: number;
}

/** An entry of a map that is keyed by names. */
export interface NamedValue {
	readonly name: Text;
	readonly value: PlanValue;
}

export function textAt(value: PlanValue | undefined, ...path: readonly string[]): Text | undefined {
	return textOf(planAt(value, ...path));
}

/** A scalar that is not null. */
export function textOf(value: PlanValue | undefined): Text | undefined {
	if (value?.kind !== 'scalar' || value.literal.text === null) return undefined;
	return { text: value.literal.text, span: value.span, quoted: value.literal.quoted };
}

export function durationAt(value: PlanValue | undefined, ...path: readonly string[]): DurationText | undefined {
	const text = textAt(value, ...path);
	const ms = text && parseDurationMs(text.text);
	return text && ms !== undefined ? { ...text, ms } : undefined;
}

export function numberAt(value: PlanValue | undefined, ...path: readonly string[]): number | undefined {
	const text = textAt(value, ...path)?.text.trim();
	return text === undefined || text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
}

export function isTrueAt(value: PlanValue | undefined, ...path: readonly string[]): boolean {
	return textAt(value, ...path)?.text === 'true';
}

/** A scalar, or each scalar of a list. */
export function textsAt(value: PlanValue | undefined, ...path: readonly string[]): readonly Text[] {
	const found = planAt(value, ...path);
	return (found?.kind === 'list' ? found.items : [found]).flatMap(one => textOf(one) ?? []);
}

/** Of a name that stands twice, the first. */
export function entriesAt(value: PlanValue | undefined, ...path: readonly string[]): readonly NamedValue[] {
	const found = planAt(value, ...path);
	if (found?.kind !== 'map') return [];
	const seen = new Set<string>();
	return found.entries.flatMap(({ key, value: entry }) => {
		if (seen.has(key.text)) return [];
		seen.add(key.text);
		return [{ name: key, value: entry }];
	});
}

export function gateAt(value: PlanValue | undefined, ...path: readonly string[]): Gate | undefined {
	const found = planAt(value, ...path);
	if (found?.kind !== 'map') return undefined;
	return {
		span: found.span,
		reconcile: gatedAt(found, 'reconcile'),
		quality: gatedAt(found, 'quality'),
		acceptance: gatedAt(found, 'acceptance'),
		coverage: numberAt(found, 'coverage'),
	};
}

function gatedAt(gate: PlanValue, kind: string): GatedNames | undefined {
	if (planAt(gate, kind) === undefined) return undefined;
	const names = textsAt(gate, kind);
	return names.some(name => name.text === 'all') ? 'all' : names;
}
