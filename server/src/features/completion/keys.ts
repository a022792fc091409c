/** Keys that the schema has at the cursor: what must stand first. */

import { type SchemaPlace, schemaAt } from '../../core/spec/schemaAt';
import { asKey, type CompletionContext, type Suggestion } from './suggestion';

export function keys({ cursor, snippets }: Omit<CompletionContext, 'facts'>): readonly Suggestion[] {
	const { path, others, schema } = cursor;
	const place = schemaAt(schema, path);
	return (place?.keys ?? [])
		.filter(key => !others.includes(key.name))
		.map(({ name, description, required }) => ({
			label: name,
			kind: 'key',
			detail: required ? 'required' : undefined,
			documentation: documentationOf(description, schemaAt(schema, [...path, name])),
			rank: required ? 0 : 1,
			...asKey(name, cursor, snippets, skeletonOf([...path, name], cursor)),
		}));
}

/** What is expected, and the first example. */
function documentationOf(description: string | undefined, place: SchemaPlace | undefined): string {
	const [example] = place?.examples ?? [];
	return [
		description,
		place && `Expects ${place.expected}.`,
		example === undefined ? undefined : `Example: \`${typeof example === 'string' ? example : JSON.stringify(example)}\``,
	]
		.filter(part => part !== undefined)
		.join('\n\n');
}

/** Where nothing but a map or a list can stand, the snippet opens it. */
function skeletonOf(path: readonly (string | number)[], { schema, isFlow }: CompletionContext['cursor']): string {
	const place = schemaAt(schema, path);
	const isMap = schemaAt(schema, [...path, 'any']) !== undefined || (place?.keys.length ?? 0) > 0;
	const [example] = place?.examples ?? [];
	if (isMap && (example === undefined || isMapValue(example)) && (place?.values.length ?? 0) === 0) return isFlow ? '{ $0 }' : '\n  $0';
	return Array.isArray(example) ? '[$0]' : '';
}

function isMapValue(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
