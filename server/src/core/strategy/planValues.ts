/** Reads small things from a section of the plan: texts, durations, names, gates. What is not of the asked shape is absent; the schema says so. */

import { type Span, spanOf } from '../base/span';
import { parseDurationMs } from '../spec/formats';
import { type PlanValue, planAt, type Section, type Text } from '../spec/spec';

/** A length of time as it is written. */
export interface Duration extends Text {
	readonly ms: number;
}

/** A number as it is written. */
export interface Amount extends Text {
	readonly value: number;
}

/** The entries of a map, each with its name. */
export interface NamedValue {
	readonly name: Text;
	readonly value: PlanValue;
	readonly span: Span;
}

/** Checks that must be green, by kind. `all` stands as it is written. */
export interface Gate {
	readonly span: Span;
	readonly reconcile: readonly Text[];
	readonly quality: readonly Text[];
	readonly acceptance: readonly Text[];
	/** Percent of columns that must be decided. */
	readonly coverage?: Amount;
}

/** The scalar at a path, unless it is NULL or empty. */
export function textAt(value: PlanValue | undefined, ...path: readonly string[]): Text | undefined {
	const found = planAt(value, ...path);
	if (found?.kind !== 'scalar' || found.literal.text === null || found.literal.text.trim() === '') return undefined;
	return { text: found.literal.text, span: found.span, quoted: found.literal.quoted };
}

export function durationAt(value: PlanValue | undefined, ...path: readonly string[]): Duration | undefined {
	const text = textAt(value, ...path);
	const ms = text && parseDurationMs(text.text);
	return text && ms !== undefined ? { ...text, ms } : undefined;
}

export function amountAt(value: PlanValue | undefined, ...path: readonly string[]): Amount | undefined {
	const text = textAt(value, ...path);
	return text && Number.isFinite(Number(text.text)) ? { ...text, value: Number(text.text) } : undefined;
}

/** The scalar at a path as one of the words. */
export function wordAt<Word extends string>(
	value: PlanValue | undefined,
	words: readonly Word[],
	...path: readonly string[]
): (Text & { readonly word: Word }) | undefined {
	const text = textAt(value, ...path);
	const word = words.find(one => one === text?.text);
	return text && word ? { ...text, word } : undefined;
}

/** The texts of a list, or the one text that is no list. */
export function textsAt(value: PlanValue | undefined, ...path: readonly string[]): readonly Text[] {
	const found = planAt(value, ...path);
	return found?.kind === 'list' ? found.items.flatMap(item => textAt(item) ?? []) : [textAt(found)].filter(text => text !== undefined);
}

/** The entries of the map at a path, in the order in which they stand; of a name that stands twice the first counts. */
export function entriesAt(value: PlanValue | undefined, ...path: readonly string[]): readonly NamedValue[] {
	const found = planAt(value, ...path);
	if (found?.kind !== 'map') return [];
	const seen = new Set<string>();
	return found.entries
		.filter(({ key }) => !seen.has(key.text) && seen.add(key.text))
		.map(entry => ({ name: entry.key, value: entry.value, span: entry.value.span }));
}

/** The gate at a path. */
export function gateAt(value: PlanValue | undefined, ...path: readonly string[]): Gate | undefined {
	const found = planAt(value, ...path);
	if (found?.kind !== 'map') return undefined;
	return {
		span: found.span,
		reconcile: textsAt(found, 'reconcile'),
		quality: textsAt(found, 'quality'),
		acceptance: textsAt(found, 'acceptance'),
		coverage: amountAt(found, 'coverage'),
	};
}

/** The word that opens a section, or its first key where all of the file is one block. */
export function headOf(section: Section, word: string): Span {
	const { block } = section.span;
	if (block.endsWith(`#${word}`)) return spanOf(block, 0, word.length);
	return section.value.kind === 'map' ? (section.value.entries[0]?.key.span ?? section.span) : section.span;
}
