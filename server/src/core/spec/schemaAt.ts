/** What the schema says of a place in a file: for hover and completion. Knows the format only, not the user's names. */

import { alternativesOf, resolved, type Schema, type SchemaRef, schemaOf } from './schemas';
import { expectedWords } from './shapeWords';

export interface SchemaPlace {
	/** What is expected there, for example `a list of column names`. */
	readonly expected: string;
	readonly description?: string;
	readonly examples: readonly unknown[];
	/** The keys of the map that may stand there, of all of its alternatives. */
	readonly keys: readonly SchemaKey[];
	/** The words that may stand there, when they are a fixed set. */
	readonly values: readonly string[];
}

export interface SchemaKey {
	readonly name: string;
	readonly description?: string;
	readonly required: boolean;
}

/** The place that a path leads to: keys by their text, items of lists by any number. Undefined when the schema knows no such place. */
export function schemaAt(ref: SchemaRef, path: readonly (string | number)[]): SchemaPlace | undefined {
	const start = schemaOf(ref);
	let schemas = start ? [start] : [];
	for (const step of path) {
		const inside = schemas.flatMap(flat);
		const declared = inside.flatMap(schema => childOf(schema, step));
		schemas = declared.length > 0 ? declared : inside.flatMap(schema => namedChildOf(schema, step));
	}
	const [first] = schemas;
	return first && placeOf(first, schemas.flatMap(flat));
}

function flat(schema: Schema): readonly Schema[] {
	return alternativesOf(schema)?.flatMap(flat) ?? [schema];
}

function childOf(schema: Schema, step: string | number): readonly Schema[] {
	if (typeof step === 'number') return schema.items ? [resolved(schema.items)] : [];
	const property = Object.hasOwn(schema.properties ?? {}, step) ? schema.properties?.[step] : undefined;
	return typeof property === 'object' ? [resolved(property)] : [];
}

function namedChildOf({ additionalProperties }: Schema, step: string | number): readonly Schema[] {
	return typeof step === 'string' && typeof additionalProperties === 'object' ? [resolved(additionalProperties)] : [];
}

function placeOf(first: Schema, alternatives: readonly Schema[]): SchemaPlace {
	const maps = alternatives.filter(schema => schema.type === 'object');
	const keys = new Map<string, SchemaKey>();
	for (const map of maps) {
		for (const [name, property] of Object.entries(map.properties ?? {})) {
			if (typeof property !== 'object' || keys.has(name)) continue;
			const required = maps.length === 1 && (map.required?.includes(name) ?? false);
			keys.set(name, { name, description: resolved(property).description, required });
		}
	}
	const values = alternatives.flatMap(schema => schema.enum?.map(String) ?? (schema.type === 'boolean' ? ['true', 'false'] : []));
	return {
		expected: expectedWords(first),
		description: first.description,
		examples: first.examples ?? [],
		keys: [...keys.values()],
		values: [...new Set(values)],
	};
}
