/**
 * Judges the shape of YAML nodes by a schema, in the words of the rules: each fault gives one finding, at the user's own characters. It
 * finds nothing exactly when JSON Schema calls the same value valid. What names and SQL mean is not looked at.
 */

import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import { isNull, type ListNode, type MapEntry, type MapNode, type ScalarNode, type YamlNode } from '../yaml/nodes';
import { formats } from './formats';
import { scalarValue } from './plain';
import { alternativesOf, isClosed, kindOf, matchesPattern, resolved, type Schema, type SchemaRef, schemaOf } from './schemas';
import {
	has,
	type Place,
	reportBeside,
	reportDuplicate,
	reportMissing,
	reportName,
	reportSize,
	reportType,
	reportUnknown,
	reportValue,
	type Sheet,
} from './shapeFindings';
import { placeWords, tellingKeys } from './shapeWords';

/**
 * What is wrong with the shape of a node. `owner` is the key that it stands behind: messages name it, and what is missing is shown there.
 * Nothing when the schema has no such part. Codes: `unknown-key`, `missing-required-key`, `wrong-type`, `invalid-value`,
 * `invalid-duration`, `invalid-time`, `missing-reason`, `unsupported-version`, `duplicate-name`.
 */
export function checkShape(node: YamlNode, ref: SchemaRef, block: string, owner?: ScalarNode): readonly Finding[] {
	const schema = schemaOf(ref);
	if (schema === undefined) return [];
	const sheet: Sheet = { block, findings: [] };
	const where = placeWords(schema, owner?.value);
	check(sheet, { node, schema, key: owner?.value ?? where, owner, where });
	return sheet.findings;
}

/** The keys of the top level of a spec or a fragment, whose entries are checked one by one. */
export function topKeys(isFragment: boolean): { readonly known: readonly string[]; readonly required: readonly string[] } {
	const schema = schemaOf(isFragment ? 'migration-fragment#' : 'migration-spec#') ?? {};
	return { known: Object.keys(schema.properties ?? {}), required: schema.required ?? [] };
}

function check(sheet: Sheet, place: Place): void {
	const { node, schema } = place;
	if (isFineText(node, schema)) return;
	const alternatives = alternativesOf(schema);
	if (alternatives) checkUnion(sheet, place, alternatives);
	else if (!hasRightType(node, schema)) reportType(sheet, place);
	else if (node.kind === 'map') checkMap(sheet, place, node);
	else if (node.kind === 'list') checkList(sheet, place, node);
	else checkScalar(sheet, place, node);
}

/** Whether nothing can be wrong with a single value, as most columns are: it is not null, and the schema takes any other. */
function isFineText(node: YamlNode, schema: Schema): boolean {
	if (node.kind !== 'scalar' || isNull(node)) return false;
	const known = takingAny.get(schema) ?? takesAnyText(schema);
	takingAny.set(schema, known);
	return known;
}

const takingAny = new WeakMap<Schema, boolean>();

function takesAnyText(schema: Schema): boolean {
	const alternatives = alternativesOf(schema);
	if (alternatives) {
		const scalar = alternatives.find(alternative => kindOf(alternative) === 'scalar');
		return scalar !== undefined && takesAnyText(scalar);
	}
	const { type, title: _, description: __, examples: ___, ...limits } = schema;
	return Array.isArray(type) && ['string', 'number', 'boolean'].every(one => type.includes(one)) && Object.keys(limits).length === 0;
}

/** The kind of the node chooses the alternative, so that nobody reads about the others; among maps, the key that tells them apart. */
function checkUnion(sheet: Sheet, place: Place, alternatives: readonly Schema[]): void {
	const { node, schema } = place;
	const fitting = alternatives.filter(alternative => kindOf(alternative) === node.kind);
	const chosen = node.kind === 'map' && fitting.length > 1 ? toldApart(node, fitting) : fitting[0];
	if (chosen) check(sheet, { ...place, schema: chosen, union: schema });
	else if (fitting.length === 0) reportType(sheet, place);
	else reportMissing(sheet, place, tellingKeys(fitting));
}

function toldApart(node: MapNode, alternatives: readonly Schema[]): Schema | undefined {
	const tells = tellingKeys(alternatives);
	const tell = tells.find(key => has(node, key));
	if (tell !== undefined) return alternatives.find(alternative => alternative.required?.[0] === tell);
	const open = alternatives.find(alternative => alternative.required === undefined);
	if (open) return open;
	const meant = node.entries.map(entry => nearestName(entry.key.value, tells)).find(near => near !== undefined);
	return alternatives.find(alternative => meant !== undefined && alternative.required?.[0] === meant);
}

function hasRightType(node: YamlNode, schema: Schema): boolean {
	if (node.kind !== kindOf(schema)) return false;
	if (node.kind !== 'scalar') return true;
	const value = scalarValue(node);
	if (schema.type === undefined) return value !== null || (schema.enum?.includes(null) ?? true);
	return typeof schema.type === 'string' ? isOfType(value, schema.type) : schema.type.some(type => isOfType(value, type));
}

function isOfType(value: ReturnType<typeof scalarValue>, type: string): boolean {
	if (type === 'null') return value === null;
	return type === 'integer' ? Number.isInteger(value) : type === typeof value;
}

function checkMap(sheet: Sheet, place: Place, node: MapNode): void {
	const { schema } = place;
	const seen = new Set<string>();
	const guesses = new Set<string>();
	for (const entry of node.entries) {
		const key = entry.key.value;
		// A key that stands twice is a finding of the YAML itself, and its first value counts.
		if (seen.has(key)) continue;
		seen.add(key);
		const known = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
		if (typeof known === 'object') checkKnown(sheet, place, entry, resolved(known));
		else if (known === false || isClosed(schema)) guesses.add(reportUnknown(sheet, place, node, entry.key) ?? '');
		else checkNamed(sheet, schema, entry);
	}
	checkKeys(sheet, place, node, guesses);
	if (seen.size < (schema.minProperties ?? 0) || seen.size > (schema.maxProperties ?? seen.size)) reportSize(sheet, place, seen.size);
}

/** An entry of a key that the schema knows. A reason is that of its map: messages name the map, not the key `reason`. */
function checkKnown(sheet: Sheet, place: Place, { key, value }: MapEntry, schema: Schema): void {
	if (isFineText(value, schema)) return;
	const name = schema.format === 'migration-reason' ? place.key : key.value;
	check(sheet, { node: value, schema, key: name, owner: key, where: `"${name}"` });
}

/** An entry whose key is a name that the user chose. */
function checkNamed(sheet: Sheet, schema: Schema, entry: MapEntry): void {
	const names = schema.propertyNames && resolved(schema.propertyNames);
	const name = entry.key.value;
	if (names && !matchesPattern(names, name)) reportName(sheet, names, entry.key);
	if (typeof schema.additionalProperties !== 'object') return;
	const value = resolved(schema.additionalProperties);
	if (isFineText(entry.value, value)) return;
	check(sheet, { node: entry.value, schema: value, key: name, owner: entry.key, where: placeWords(value, name) });
}

/** Keys that must stand, together or alone. `guesses` are keys that an unknown key probably means: those are not missed. */
function checkKeys(sheet: Sheet, place: Place, node: MapNode, guesses: ReadonlySet<string>): void {
	const { schema } = place;
	const missing = (key: string) => !has(node, key) && !guesses.has(key);
	for (const key of (schema.required ?? []).filter(missing)) reportMissing(sheet, place, [key]);
	const needed = new Set<string>();
	for (const [key, others] of Object.entries(schema.dependentRequired ?? {})) {
		for (const other of has(node, key) ? others.filter(missing) : []) {
			needed.add(other);
			reportMissing(sheet, place, [other], key);
		}
	}
	const choices = tellingKeys(schema.oneOf ?? schema.anyOf ?? []);
	const [first, ...more] = choices.filter(key => has(node, key));
	if (choices.length > 0 && first === undefined && !choices.some(key => guesses.has(key) || needed.has(key)))
		reportMissing(sheet, place, choices);
	for (const key of schema.oneOf ? more : []) {
		const entry = node.entries.find(one => one.key.value === key);
		if (entry) reportBeside(sheet, place, entry.key, first);
	}
}

function checkList(sheet: Sheet, place: Place, node: ListNode): void {
	const { schema, key } = place;
	if (node.items.length < (schema.minItems ?? 0)) reportType(sheet, place);
	const items = schema.items && resolved(schema.items);
	const seen = new Set<unknown>();
	for (const item of node.items) {
		if (items) check(sheet, { node: item, schema: items, key, where: placeWords(items, undefined) });
		if (!schema.uniqueItems || item.kind !== 'scalar') continue;
		const value = scalarValue(item);
		if (seen.has(value)) reportDuplicate(sheet, place, item);
		seen.add(value);
	}
}

function checkScalar(sheet: Sheet, place: Place, node: ScalarNode): void {
	const { schema } = place;
	const value = scalarValue(node);
	const fault = typeof value === 'string' ? formats.get(schema.format ?? '')?.(value) : undefined;
	const isAllowed = (schema.enum?.includes(value) ?? true) && value === (schema.const ?? value);
	if (fault !== undefined || !isAllowed || !isInBounds(schema, value) || (typeof value === 'string' && !matchesPattern(schema, value)))
		reportValue(sheet, place, node);
}

function isInBounds({ minimum, exclusiveMinimum, maximum }: Schema, value: unknown): boolean {
	if (typeof value !== 'number') return true;
	return value >= (minimum ?? value) && value <= (maximum ?? value) && (exclusiveMinimum === undefined || value > exclusiveMinimum);
}
