/** What the schema says of a key. */

import { schemaAt } from '../../core/spec/schemaAt';
import { type HoverContext, paragraphs, type Told } from './told';

export function hoverKey({ cursor }: Pick<HoverContext, 'cursor'>): Told | undefined {
	const key = schemaAt(cursor.schema, cursor.path)?.keys.find(one => one.name === cursor.text);
	const place = key && schemaAt(cursor.schema, [...cursor.path, key.name]);
	if (!key || !place) return undefined;
	const examples = place.examples.slice(0, 2).map(one => `\`${typeof one === 'string' ? one : JSON.stringify(one)}\``);
	return {
		markdown: paragraphs(
			`**${key.name}**${key.required ? ' (required)' : ''}: ${place.expected}`,
			key.description,
			examples.length > 0 ? `For example ${examples.join(' or ')}` : undefined,
		),
	};
}
