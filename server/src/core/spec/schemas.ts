/** The published JSON Schemas as plain data, and the way from a reference to the schema that it names. Judges nothing. */

import connections from '../../../../schemas/connections.schema.json';
import fragment from '../../../../schemas/migration-fragment.schema.json';
import spec from '../../../../schemas/migration-spec.schema.json';
import settings from '../../../../schemas/settings.schema.json';
import { lazy } from '../base/memo';

/**
 * The part of JSON Schema 2020-12 that the schemas of the user's files keep to. What `shape.ts` relies on beyond the standard: the
 * alternatives of a union differ by kind (scalar, list, map), and maps among them by their first required key, which no other
 * alternative allows. The title of a closed map is a noun ("a mapping"); any other title says what is expected ("a list of names").
 */
export interface Schema {
	readonly $ref?: string;
	readonly title?: string;
	readonly description?: string;
	readonly examples?: readonly unknown[];
	readonly type?: string | readonly string[];
	readonly enum?: readonly (string | number | boolean | null)[];
	/** Only ever the version of a format. */
	readonly const?: number;
	readonly properties?: Readonly<Record<string, Schema | boolean>>;
	readonly additionalProperties?: Schema | boolean;
	readonly propertyNames?: Schema;
	readonly required?: readonly string[];
	readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
	readonly minProperties?: number;
	readonly maxProperties?: number;
	readonly items?: Schema;
	readonly minItems?: number;
	readonly uniqueItems?: boolean;
	readonly minimum?: number;
	readonly exclusiveMinimum?: number;
	readonly maximum?: number;
	readonly pattern?: string;
	/** A name of `formats.ts`. */
	readonly format?: string;
	/** Without `type`: a union. With it: groups of keys of which exactly one must stand. */
	readonly oneOf?: readonly Schema[];
	/** Groups of keys of which at least one must stand. */
	readonly anyOf?: readonly Schema[];
	readonly $defs?: Readonly<Record<string, Schema>>;
}

export type SchemaName = 'migration-spec' | 'migration-fragment' | 'connections' | 'settings';

/** `#/$defs/mapping` for a part of the spec's schema; `connections#` or `settings#/properties/rules` for another's. */
export type SchemaRef = `${SchemaName | ''}#${string}`;

const documents = lazy(() => ({
	'migration-spec': linked('migration-spec', spec),
	'migration-fragment': linked('migration-fragment', fragment),
	connections: linked('connections', connections),
	settings: linked('settings', settings),
}));

/** The schema that a reference names, with its own references followed. Undefined when there is none. */
export function schemaOf(ref: SchemaRef): Schema | undefined {
	const schema = at(ref.startsWith('#') ? `migration-spec${ref}` : ref);
	return schema && resolved(schema);
}

/** Follows `$ref`. What stands beside a reference wins over what it refers to. */
export function resolved(schema: Schema): Schema {
	if (schema.$ref === undefined) return schema;
	const known = followed.get(schema);
	if (known) return known;
	const { $ref, ...beside } = schema;
	const result = { ...resolved(at($ref) ?? {}), ...beside };
	followed.set(schema, result);
	return result;
}

const followed = new WeakMap<Schema, Schema>();

/** The alternatives of a union, references followed; undefined when it is none. */
export function alternativesOf(schema: Schema): readonly Schema[] | undefined {
	if (schema.type !== undefined || schema.oneOf === undefined) return undefined;
	const known = alternatives.get(schema.oneOf) ?? schema.oneOf.map(resolved);
	alternatives.set(schema.oneOf, known);
	return known;
}

const alternatives = new WeakMap<readonly Schema[], readonly Schema[]>();

/** Whether a text meets the schema's pattern. */
export function matchesPattern({ pattern }: Schema, text: string): boolean {
	if (pattern === undefined) return true;
	const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u');
	expressions.set(pattern, expression);
	return expression.test(text);
}

const expressions = new Map<string, RegExp>();

/** Whether a map knows all of its keys. */
export function isClosed(schema: Schema): boolean {
	return schema.additionalProperties === false;
}

/** The kind of node that a schema asks for. Not for unions. */
export function kindOf(schema: Schema): 'scalar' | 'list' | 'map' {
	if (schema.type === 'object') return 'map';
	return schema.type === 'array' ? 'list' : 'scalar';
}

/** A copy whose references all name their document. */
function linked(name: SchemaName, document: object): Schema {
	const link = (key: string, value: unknown) => {
		if (key !== '$ref' || typeof value !== 'string') return value;
		return value.startsWith('#') ? `${name}${value}` : value.replace('.schema.json#', '#');
	};
	return JSON.parse(JSON.stringify(document), link) as Schema;
}

function at(ref: string): Schema | undefined {
	const [name = '', pointer = ''] = ref.split(/#(.*)/s);
	const steps = pointer.split('/').slice(1);
	let found: unknown = documents()[name as SchemaName];
	for (const step of steps) {
		const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
		found = (found as Record<string, unknown>)[key];
	}
	return typeof found === 'object' && found !== null ? (found as Schema) : undefined;
}
