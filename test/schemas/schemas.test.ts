/** The published schemas are schemas, describe every key, and call valid what the format's and the command line's pages show. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020';
import { expect, test } from 'vitest';

import { toPlain } from '../../server/src/core/spec/plain';
import { parseYaml } from '../../server/src/core/yaml/parse';
import { type AnySchema, faultsOf, judgeOf, readSchema, schemaNames } from '../support/judge';

const ownSchemas = schemaNames.filter(name => name !== 'catalog' && name !== 'report');

test.each(schemaNames)('%s is a valid JSON Schema 2020-12 whose references all lead somewhere', name => {
	expect(readSchema(name).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
	expect(readSchema(name).$id).toBe(`${name}.schema.json`);
	expect(new Ajv2020().validateSchema(readSchema(name))).toBe(true);
	expect(judgeOf(`${name}#`)).toBeTypeOf('function');
	for (const part of Object.keys((readSchema(name).$defs ?? {}) as object))
		expect(judgeOf(`${name}#/$defs/${part}`)).toBeTypeOf('function');
});

test.each(ownSchemas)('%s describes every key', name => {
	const undescribed = partsOf(readSchema(name)).flatMap(part =>
		Object.entries((part.properties ?? {}) as Record<string, AnySchema | boolean>).flatMap(([key, schema]) =>
			typeof schema === 'boolean' || descriptionOf(schema, name) ? [] : [key],
		),
	);
	expect(undescribed).toEqual([]);
});

test.each(ownSchemas)('every example of %s is valid where it stands', name => {
	const places = new Map<AnySchema, string>();
	collectPointers(readSchema(name), `${name}#`, places);
	const wrong = [...places].flatMap(([schema, ref]) =>
		((schema.examples ?? []) as unknown[]).map(example => ({ ref, example, faults: faultsOf(ref, example) })).filter(one => one.faults),
	);
	expect(wrong).toEqual([]);
});

test('the schemas of files that people write keep to the keywords that our own checks know', () => {
	const known = [
		...['$schema', '$id', '$ref', '$defs', 'title', 'description', 'examples', 'type', 'enum', 'const', 'format', 'pattern'],
		...['properties', 'additionalProperties', 'propertyNames', 'required', 'dependentRequired', 'minProperties', 'maxProperties'],
		...['items', 'minItems', 'uniqueItems', 'minimum', 'exclusiveMinimum', 'maximum', 'oneOf', 'anyOf'],
	];
	for (const name of ownSchemas) {
		const unknown = schemasIn(readSchema(name)).flatMap(schema => Object.keys(schema).filter(key => !known.includes(key)));
		expect(unknown).toEqual([]);
	}
});

test('maps are closed, or their keys are names that the user chooses', () => {
	for (const name of ownSchemas) {
		for (const part of partsOf(readSchema(name)).filter(part => part.type === 'object'))
			expect(part).toHaveProperty('additionalProperties');
	}
});

test('the alternatives of a union differ by kind, and maps by their first required key, which no other alternative allows', () => {
	for (const name of ownSchemas) {
		for (const part of partsOf(readSchema(name)).filter(part => Array.isArray(part.oneOf) && part.type === undefined)) {
			const alternatives = (part.oneOf as AnySchema[]).map(one => followed(one, name));
			const kinds = alternatives.map(one => (one.type === 'object' || one.type === 'array' ? one.type : 'scalar'));
			for (const kind of ['scalar', 'array']) expect(kinds.filter(one => one === kind).length).toBeLessThan(2);
			const maps = alternatives.filter(one => one.type === 'object');
			for (const map of maps.filter(() => maps.length > 1)) {
				const tell = (map.required as string[] | undefined)?.[0];
				const others = maps.filter(other => other !== map);
				if (tell !== undefined) for (const other of others) expect(allows(other, tell)).toBe(false);
				else expect(others.every(other => other.required !== undefined)).toBe(true);
			}
		}
	}
});

test('the whole spec of the format page is valid', () => {
	const file = new URL('../fixtures/whole-spec.migration.yaml', import.meta.url);
	const { root, problems } = parseYaml(readFileSync(fileURLToPath(file), 'utf8'));
	expect(problems).toEqual([]);
	expect(root && faultsOf('migration-spec#', toPlain(root))).toBe('');
});

test('the connections of the format page are valid', () => {
	const text = `
legacy_erp:
  engine: postgres
  host: erp-db.internal
  port: 5432
  database: erp
  user: migration_reader
  password: \${env:ERP_PASSWORD}    # or none
  ssl: verify-full
  environment: production
  schemas: [erp]
  statement_timeout: 5m
cloud: { url: "\${env:CLOUD_URL}", engine: postgres, environment: staging }
`;
	const { root } = parseYaml(text);
	expect(root && faultsOf('connections#', toPlain(root))).toBe('');
});

test('a fragment has no version and no name', () => {
	expect(faultsOf('migration-fragment#', { mappings: { a: { source: 's.a', target: 't.a' } } })).toBe('');
	expect(faultsOf('migration-fragment#', { crosswalk: 1 })).toContain('additional properties');
	expect(faultsOf('migration-fragment#', { strategy: {} })).toContain('additional properties');
});

test('settings know the severities', () => {
	expect(faultsOf('settings#', { rules: { 'unknown-key': 'off' } })).toBe('');
	expect(faultsOf('settings#', { rules: { 'unknown-key': 'loud' } })).not.toBe('');
});

test('a catalog with everything in it is valid, and an unknown key in it is not', () => {
	const catalog = {
		format: 1,
		fingerprint: 'a1',
		engine: 'postgres',
		version: 180001,
		settings: { encoding: 'UTF8', collation: 'C', timezone: 'UTC', searchPath: ['public'], standardConformingStrings: true },
		schemas: [
			{
				name: 'app',
				tables: [
					{
						schema: 'app',
						name: 'orders',
						kind: 'table',
						columns: [{ name: 'id', type: 'bigint', nullable: false, identity: 'always' }],
						primaryKey: { name: 'orders_pkey', columns: ['id'] },
						uniqueKeys: [{ name: 'u', columns: [], expressions: ['lower(x)'], where: 'x is not null' }],
						foreignKeys: [{ name: 'f', columns: ['id'], references: { schema: 'app', table: 'orders', columns: ['id'] } }],
						checks: [{ name: 'c', expression: 'id > 0' }],
						triggers: [{ name: 't', definition: 'CREATE TRIGGER …', enabled: true }],
						estimatedRows: 12,
						bytes: 8192,
					},
				],
				types: [
					{ kind: 'enum', schema: 'app', name: 'status', labels: ['open'] },
					{ kind: 'domain', schema: 'app', name: 'email', baseType: 'text', nullable: true, checks: [] },
					{ kind: 'composite', schema: 'app', name: 'pair', attributes: [{ name: 'a', type: 'integer' }] },
					{ kind: 'range', schema: 'app', name: 'span', subtype: 'date' },
				],
				functions: [
					{
						schema: 'app',
						name: 'f',
						kind: 'function',
						arguments: ['text'],
						result: 'text',
						volatility: 'stable',
						strict: true,
						language: 'sql',
					},
				],
				sequences: [
					{
						schema: 'app',
						name: 's',
						type: 'bigint',
						start: '1',
						increment: '-1',
						minimum: '1',
						maximum: '9223372036854775807',
						cycle: false,
					},
				],
			},
		],
		casts: [{ source: 'text', target: 'app.status', context: 'implicit' }],
		operators: [{ schema: 'app', name: '===', right: 'text', result: 'boolean', function: 'app.f', volatility: 'immutable' }],
	};
	expect(faultsOf('catalog#', catalog)).toBe('');
	expect(faultsOf('catalog#', { ...catalog, extra: 1 })).toContain('additional properties');
});

test('the reports of the command line page are valid, also with keys that are not described', () => {
	const validate = {
		format: 1,
		specs: [
			{
				spec: 'legacy.migration.yaml',
				problems: [
					{
						code: 'unknown-column',
						severity: 'error',
						message: '…',
						file: 'legacy.migration.yaml',
						range: { start: { line: 11, character: 20 }, end: { line: 11, character: 28 } },
						mapping: 'customers',
						docs: 'docs/rules/unknown-column.md',
					},
				],
			},
		],
		summary: { errors: 1, warnings: 0, informations: 0, hints: 3 },
	};
	const columns = { total: 70, mapped: 60, generated: 5, ignored: 5, unmapped: [], requiredUnmapped: [] };
	const tables = { total: 7, mapped: 6, ignored: 1, unmapped: [] };
	const coverage = {
		format: 1,
		spec: '…',
		mappings: [{ name: 'customers', sources: ['erp.cust_mst', 'erp.cust_addr'], target: 'app.customers', targetColumns: columns }],
		source: { tables, columns: { total: 80, used: 61, ignored: 17, unmapped: ['erp.cust_mst.tax_ref', 'erp.ord_hdr.agent'] } },
		target: { tables, columns },
		summary: { sourcePercent: 97.5, targetPercent: 100 },
	};
	const reconcile = {
		format: 1,
		spec: '…',
		startedAt: '2026-12-05T23:10:00Z',
		elapsedMs: 5312,
		verdict: 'different',
		sides: { source: { connection: 'legacy_erp', snapshot: '…' }, target: { connection: 'cloud', snapshot: '…' } },
		checks: [
			{ mapping: 'customers', check: 'count', verdict: 'different', source: 91004, target: 91003, elapsedMs: 40 },
			{
				mapping: 'customers',
				check: 'rows',
				verdict: 'different',
				elapsedMs: 900,
				compared: { source: 91004, target: 91003 },
				differences: { missing: 1, extra: 0, changed: 2, rejected: 0, accepted: 0, exact: true },
				rows: [
					{
						kind: 'changed',
						key: { legacy_no: 17 },
						columns: [{ name: 'email', source: 'a@b.c', target: 'A@b.c', file: 'legacy.migration.yaml', line: 27 }],
					},
					{ kind: 'missing', key: { legacy_no: 99 } },
				],
				truncated: false,
				patterns: [{ text: 'email differs only in case', count: 2 }],
			},
		],
		summary: { identical: 6, different: 2, accepted: 0, partial: 0, failed: 0, notRun: 0 },
	};
	for (const report of [validate, coverage, reconcile]) expect(faultsOf('report#', report)).toBe('');
	expect(faultsOf('report#/$defs/reconcile', { ...reconcile, verdict: 'green' })).not.toBe('');
});

/** A schema and every schema inside it. */
function partsOf(value: unknown): readonly AnySchema[] {
	if (Array.isArray(value)) return value.flatMap(partsOf);
	if (typeof value !== 'object' || value === null) return [];
	return [value as AnySchema, ...Object.entries(value).flatMap(([key, inside]) => (isData(key, inside) ? [] : partsOf(inside)))];
}

function followed(schema: AnySchema, name: string): AnySchema {
	if (typeof schema.$ref !== 'string') return schema;
	const [file = '', pointer = ''] = schema.$ref.split('#/');
	const from = file === '' ? name : file.replace('.schema.json', '');
	const found = pointer.split('/').reduce<unknown>((at, step) => (at as AnySchema)[step], readSchema(from));
	const { $ref: _, ...beside } = schema;
	return { ...followed(found as AnySchema, from), ...beside };
}

function descriptionOf(schema: AnySchema, name: string): unknown {
	return followed(schema, name).description;
}

function allows(schema: AnySchema, key: string): boolean {
	const properties = (schema.properties ?? {}) as Record<string, unknown>;
	return key in properties ? properties[key] !== false : schema.additionalProperties !== false;
}

function collectPointers(value: unknown, ref: string, found: Map<AnySchema, string>): void {
	if (typeof value !== 'object' || value === null) return;
	if ('examples' in value && Array.isArray(value.examples)) found.set(value as AnySchema, ref);
	for (const [key, inside] of Object.entries(value)) {
		if (!isData(key, inside)) collectPointers(inside, `${ref}/${key}`, found);
	}
}

/** Lists of values are no schemas. (A mapping has a key `examples`, too.) */
function isData(key: string, value: unknown): boolean {
	return (key === 'examples' || key === 'enum') && Array.isArray(value);
}

/** A schema and the schemas inside it, without the maps that hold them. */
function schemasIn(schema: AnySchema): readonly AnySchema[] {
	const named = [schema.properties, schema.$defs].flatMap(map => Object.values((map ?? {}) as object));
	const single = [schema.items, schema.additionalProperties, schema.propertyNames, schema.oneOf, schema.anyOf].flat();
	return [schema, ...[...named, ...single].filter(one => typeof one === 'object' && one !== null).flatMap(schemasIn)];
}
