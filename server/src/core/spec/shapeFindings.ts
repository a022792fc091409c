/** Writes the findings about shapes: the code, the characters to show it at, and the arguments of the message. Decides no fault. */

import { nearestName } from '../base/nearest';
import type { Finding, FindingArgs, FixData } from '../base/problem';
import { spanOf } from '../base/span';
import { isNull, type MapNode, type ScalarNode, type YamlNode } from '../yaml/nodes';
import { formats } from './formats';
import { scalarValue } from './plain';
import { alternativesOf, isClosed, resolved, type Schema } from './schemas';
import { expectedWords, foundWords, listWords, shortened } from './shapeWords';

/** One node with the schema that it must meet. */
export interface Place {
	readonly node: YamlNode;
	readonly schema: Schema;
	/** What messages call the value: its key, or the key of its list. */
	readonly key: string;
	/** The key that it stands behind. */
	readonly owner?: ScalarNode;
	/** What messages call the map that it is, for example `the mapping "customers"`. */
	readonly where: string;
	/** What the user may write here in all, when `schema` is one alternative of it. */
	readonly union?: Schema;
}

export interface Sheet {
	readonly block: string;
	readonly findings: Finding[];
}

/** Args: key, expected, found. A scalar that fails its format has that code instead, also when it is no text (`90` lacks a unit). */
export function reportType(sheet: Sheet, place: Place): void {
	const { node, schema, key } = place;
	if (node.kind === 'scalar' && scalarCode(schema, node) !== undefined) reportValue(sheet, place, node);
	else report(sheet, 'wrong-type', spot(place), { key, expected: expectedWords(place.union ?? schema), found: foundWords(node) });
}

/** Args: key, expected, found. A map with too few or too many keys. */
export function reportSize(sheet: Sheet, place: Place, size: number): void {
	const found = size === 0 ? 'an empty map' : `a map of ${size} keys`;
	report(sheet, 'wrong-type', spot(place), { key: place.key, expected: expectedWords(place.union ?? place.schema), found });
}

/** Args: key, value, allowed, nearest. Code `invalid-value`, or that of the format or the version. Of `missing-reason`: key. */
export function reportValue(sheet: Sheet, place: Place, node: ScalarNode): void {
	const { schema, key } = place;
	const code = scalarCode(schema, node) ?? 'invalid-value';
	const words = schema.enum?.map(String) ?? [];
	// A right word in quotes is another value: quoted "null" is a text.
	const isQuotedWord = words.includes(node.value);
	const nearest = isQuotedWord ? node.value : nearestName(node.value, words);
	const value = isQuotedWord ? `"${node.value}"` : shortened(node.value);
	const args = code === 'missing-reason' ? { key } : { key, value, allowed: expectedWords(place.union ?? schema), nearest };
	report(sheet, code, spot(place), args, replacing(nearest));
}

function scalarCode(schema: Schema, node: ScalarNode): string | undefined {
	if (schema.const !== undefined && typeof scalarValue(node) === 'number') return 'unsupported-version';
	if (isNull(node)) return schema.format === 'migration-reason' ? 'missing-reason' : undefined;
	return formats.get(schema.format ?? '')?.(node.value);
}

/** Args: key, value, allowed. A name that the user chose and that cannot be one. */
export function reportName(sheet: Sheet, names: Schema, key: ScalarNode): void {
	report(sheet, 'invalid-value', key, { key: key.value, value: shortened(key.value), allowed: expectedWords(names) });
}

/** Args: kind, name. */
export function reportDuplicate(sheet: Sheet, place: Place, item: ScalarNode): void {
	report(sheet, 'duplicate-name', item, { kind: `"${place.key}" item`, name: shortened(item.value) });
}

/**
 * Args: key, where, nearest, known, and beside: the key that excludes it, when it would be right without that. Gives the key that the
 * user probably meant; one that stands already is not suggested.
 */
export function reportUnknown(sheet: Sheet, place: Place, node: MapNode, key: ScalarNode): string | undefined {
	const known = Object.keys(place.schema.properties ?? {});
	const others = (place.union && alternativesOf(place.union)) ?? [];
	const isOfAnother = others.some(other => isClosed(other) && Object.hasOwn(other.properties ?? {}, key.value));
	if (isOfAnother) {
		reportBeside(sheet, place, key, place.schema.required?.[0]);
		return undefined;
	}
	const free = known.filter(name => !has(node, name));
	const nearest = nearestName(key.value, free);
	report(sheet, 'unknown-key', key, { key: key.value, where: place.where, nearest, known: listWords(known, 'and') }, replacing(nearest));
	return nearest;
}

/** Args: key, where, beside. A key that cannot stand beside another. */
export function reportBeside(sheet: Sheet, place: Place, key: ScalarNode, beside: string | undefined): void {
	report(sheet, 'unknown-key', key, { key: key.value, where: place.where, beside });
}

/** Args: key, where, because (the key that makes it necessary), choices (when any of several would do). A missing reason has its own code. */
export function reportMissing(sheet: Sheet, place: Place, choices: readonly string[], because?: string): void {
	const [key = ''] = choices;
	const { schema, owner, node, where } = place;
	const property = schema.properties?.[key];
	const isReason = typeof property === 'object' && resolved(property).format === 'migration-reason';
	const firstKey = node.kind === 'map' ? node.entries[0]?.key : undefined;
	const at = owner ?? firstKey ?? node;
	if (isReason) report(sheet, 'missing-reason', at, { key: place.key });
	else
		report(sheet, 'missing-required-key', at, { key, where, because, choices: choices.length > 1 ? listWords(choices, 'or') : undefined });
}

/** Where a fault of the value is shown: the value, or its key when the value is empty or many lines long. */
function spot({ node, owner }: Place): YamlNode {
	const isLong = node.kind !== 'scalar' && node.style === 'block';
	return owner && (isLong || node.start === node.end) ? owner : node;
}

function report(sheet: Sheet, code: string, at: { readonly start: number; readonly end: number }, args: FindingArgs, data?: FixData): void {
	sheet.findings.push({ code, span: spanOf(sheet.block, at.start, at.end), args, data });
}

function replacing(nearest: string | undefined): FixData | undefined {
	return nearest === undefined ? undefined : { replacement: nearest };
}

export function has(node: MapNode, key: string): boolean {
	return node.entries.some(entry => entry.key.value === key);
}
