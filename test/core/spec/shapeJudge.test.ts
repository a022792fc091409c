/** Our checks of shape find something exactly when ajv calls the same value invalid: on generated valid values and on broken ones. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type Plain, toPlain } from '../../../server/src/core/spec/plain';
import { alternativesOf, resolved, type Schema, type SchemaRef, schemaOf } from '../../../server/src/core/spec/schemas';
import { checkShape } from '../../../server/src/core/spec/shape';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { compileJudge, faultsOf } from '../../support/judge';

const wholes: readonly SchemaRef[] = ['migration-spec#', 'migration-fragment#', 'connections#', 'settings#'];
const parts = Object.keys(schemaOf('migration-spec#')?.$defs ?? {}).map((name): SchemaRef => `migration-spec#/$defs/${name}`);

interface Fault {
	readonly place: number;
	readonly kind: number;
	readonly choice: number;
	readonly key: string;
	readonly isText: boolean;
}

/** Something for every format and every kind, right and wrong. */
const pool: readonly Plain[] = [
	...[
		'x',
		'',
		' ',
		'a${b}',
		'none',
		'all',
		'*',
		'null',
		'reject',
		'source',
		'count',
		'3%',
		'1.5%',
		'-3%',
		'30m',
		'5h20m',
		'14d',
		'-7d',
		'7x',
	],
	...['Europe/Berlin', 'Europe/Berln'],
	...['2026-11-30', '2026-02-30', '2026-12-05T22:00:00+01:00', '2026-12-05T25:00:00Z', '2026-11-27/2026-11-30', '2026-11-30/2026-11-27'],
	...['${env:PORT}', 'verify-full', 'Ünï cødé', null, true, false, 0, 1, 2, -1, 5432, 65536, 100, 101, 0.5, 1e21],
	...[[], {}, ['x'], ['x', 'x'], [1, '1'], [[]], { x: 'y' }, { x: null }, { x: [] }, { value: 'x' }, { file: 'a' }, { query: 'select 1' }],
];

/** Keys that no map knows, and keys that tell alternatives apart. */
const keys = [
	'x',
	'a${b}',
	'sorce',
	'source',
	'value',
	'lookup',
	'by',
	'generated',
	'file',
	'query',
	'table',
	'rows',
	'sum',
	'max',
	'steps',
	'reason',
];

test.each([...wholes, ...parts])('%s: what ajv calls valid has no finding, and what it calls invalid has one', ref => {
	const schema = schemaOf(ref);
	if (!schema) throw new Error(`There is no ${ref}`);
	const fault = fc.record({ place: fc.nat(), kind: fc.nat(), choice: fc.nat(), key: fc.constantFrom(...keys), isText: fc.boolean() });
	const faults = fc.array(fault, { maxLength: 2 });
	fc.assert(
		fc.property(valuesOf(schema), faults, (value, faults) => {
			if (faults.length === 0) expect(faultsOf(ref, value)).toBe('');
			const broken = faults.reduce<Plain>(broke, value);
			const text = JSON.stringify(broken);
			const { root } = parseYaml(text);
			if (!root) throw new Error(`Did not parse: ${text}`);
			expect(toPlain(root)).toEqual(broken);
			const findings = checkShape(root, ref, 'a.migration.yaml#').map(finding => `${finding.code} ${JSON.stringify(finding.args)}`);
			expect({ text, findings, isValid: findings.length === 0 }).toEqual({ text, findings, isValid: faultsOf(ref, broken) === '' });
		}),
		{ numRuns: 80 },
	);
});

/** Values that meet a schema. */
function valuesOf(schema: Schema): fc.Arbitrary<Plain> {
	const alternatives = alternativesOf(schema);
	if (alternatives) return fc.oneof(...alternatives.map(valuesOf));
	if (schema.type === 'array') return listsOf(schema);
	if (schema.type === 'object') return mapsOf(schema);
	const isRight = compileJudge(schema);
	const candidates = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const]), ...pool];
	return fc.constantFrom(...candidates.filter(value => isRight(value)));
}

function listsOf(schema: Schema): fc.Arbitrary<Plain> {
	const items = schema.items ? valuesOf(resolved(schema.items)) : fc.constantFrom(...pool);
	const limits = { minLength: schema.minItems ?? 0, maxLength: 3 };
	return schema.uniqueItems ? fc.uniqueArray(items, limits) : fc.array(items, limits);
}

function mapsOf(schema: Schema): fc.Arbitrary<Plain> {
	const groups = (schema.oneOf ?? schema.anyOf ?? [{}]).map(group => group.required ?? []);
	const known = fc.oneof(...groups.map(group => knownOf(schema, group, groups.flat())));
	const { additionalProperties: others, minProperties: minKeys = 0, maxProperties: maxKeys = 3 } = schema;
	if (others === false) return known;
	const named = fc.dictionary(
		fc.constantFrom('a', 'b_1', 'c'),
		typeof others === 'object' ? valuesOf(resolved(others)) : fc.constantFrom(...pool),
		{
			minKeys,
			maxKeys,
		},
	);
	return fc.tuple(known, named).map(([first, second]) => ({ ...first, ...second }));
}

/** The known keys of a map: those of `group`, none of the other groups, and what they need. */
function knownOf(schema: Schema, group: readonly string[], choices: readonly string[]): fc.Arbitrary<{ readonly [key: string]: Plain }> {
	const needs = schema.dependentRequired ?? {};
	const must = [...new Set([...(schema.required ?? []), ...group, ...group.flatMap(key => needs[key] ?? [])])];
	const model: Record<string, fc.Arbitrary<Plain>> = {};
	for (const [key, property] of Object.entries(schema.properties ?? {})) {
		const isFree = !choices.includes(key) && (needs[key] ?? []).every(other => must.includes(other));
		if (typeof property === 'object' && (must.includes(key) || isFree)) model[key] = valuesOf(resolved(property));
	}
	return fc.record(model, { requiredKeys: must, noNullPrototype: true });
}

/** The value with one thing changed somewhere inside: replaced, removed, added, renamed or repeated. */
function broke(value: Plain, fault: Fault): Plain {
	const places = placesIn(value, []);
	const path = places[fault.place % places.length] ?? [];
	return changed(value, path, inside => {
		const other = fault.isText ? 'x' : (pool[fault.choice % pool.length] ?? null);
		if (Array.isArray(inside) && fault.kind % 3 > 0) return fault.kind % 3 === 1 ? [...inside, inside[0] ?? other] : inside.slice(1);
		if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return other;
		const entries = Object.entries(inside as Record<string, Plain>);
		const index = entries.length === 0 ? 0 : fault.choice % entries.length;
		if (fault.kind % 4 === 0) return other;
		if (fault.kind % 4 === 1) return Object.fromEntries(entries.filter((_, at) => at !== index));
		if (fault.kind % 4 === 2) return { ...(inside as Record<string, Plain>), [fault.key]: other };
		return Object.fromEntries(entries.map(([name, one], at) => [at === index ? (fault.isText ? `${name}x` : fault.key) : name, one]));
	});
}

function placesIn(value: Plain, path: readonly string[]): readonly (readonly string[])[] {
	if (typeof value !== 'object' || value === null) return [path];
	return [path, ...Object.entries(value).flatMap(([key, inside]) => placesIn(inside as Plain, [...path, key]))];
}

function changed(value: Plain, path: readonly string[], change: (value: Plain) => Plain): Plain {
	const [step, ...rest] = path;
	if (step === undefined || typeof value !== 'object' || value === null) return change(value);
	if (Array.isArray(value)) return value.map((item, index) => (String(index) === step ? changed(item, rest, change) : item));
	return Object.fromEntries(
		Object.entries(value).map(([key, inside]) => [key, key === step ? changed(inside as Plain, rest, change) : inside]),
	);
}
