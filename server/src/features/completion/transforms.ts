/** Transforms, with their usage and help from the one table that the compiler reads too. */

import { type ArgumentShape, renderUsage } from '../../core/transform/arguments';
import type { Transform } from '../../core/transform/transform';
import { transforms as all } from '../../core/transform/transforms';
import { asSnippet, type CompletionContext, type Suggestion } from './suggestion';

/** As an item of the list, or as the key of one in braces. */
export function transforms({ cursor, snippets }: CompletionContext, as: 'key' | 'value'): readonly Suggestion[] {
	const isItem = typeof cursor.path.at(-1) === 'number';
	if (cursor.scalar.style === 'single' || cursor.scalar.style === 'double') return [];
	return [...all.values()]
		.filter(({ argument }) => as === 'value' || argument.kind !== 'none')
		.map(transform => {
			const written = as === 'key' ? callOf(transform, cursor.hasColon) : itemOf(transform);
			const wrapped = as === 'value' && !isItem ? (text: string) => `[${text}]` : (text: string) => text;
			return {
				label: transform.name,
				kind: 'transform',
				detail: `${transform.input} → ${transform.output}`,
				documentation: transformHelp(transform),
				newText: wrapped(written.text),
				snippet: snippets ? wrapped(written.snippet) : undefined,
			};
		});
}

export function transformHelp({ name, argument, help, mayReject }: Transform): string {
	const usage = argument.kind === 'none' ? name : `{ ${renderUsage(name, argument)} }`;
	return `\`${usage}\`\n\n${help}${mayReject ? '\n\nA value that it cannot read rejects the row.' : ''}`;
}

function itemOf(transform: Transform) {
	const { text, snippet } = callOf(transform, false);
	return transform.argument.kind === 'none' ? { text, snippet } : { text: `{ ${text} }`, snippet: `{ ${snippet} }` };
}

function callOf({ name, argument }: Transform, hasColon: boolean) {
	if (argument.kind === 'none' || hasColon) return { text: name, snippet: name };
	return { text: `${name}: `, snippet: `${name}: ${placeholders(argument)}` };
}

function placeholders(shape: Exclude<ArgumentShape, { kind: 'none' }>): string {
	switch (shape.kind) {
		case 'one':
			return shape.parameter.words ? `\${1|${shape.parameter.words.join(',')}|}` : `\${1:${asSnippet(exampleOf(shape.parameter))}}`;
		case 'list':
			return `[${shape.parameters.map((parameter, index) => `\${${index + 1}:${asSnippet(exampleOf(parameter))}}`).join(', ')}]`;
		case 'options':
			return `{ ${shape.parameters.map((parameter, index) => `${parameter.name}: \${${index + 1}:4}`).join(', ')} }`;
		case 'lists':
			return `{ ${shape.keys.map((key, index) => `${key}: [$${index + 1}]`).join(', ')} }`;
		case 'sql':
			return shape.several ? '["$1"]' : '"$1"';
	}
}

function exampleOf({ name, kind }: { readonly name: string; readonly kind: string }): string {
	if (kind === 'format') return 'YYYYMMDD';
	return kind === 'zone' ? 'Europe/Berlin' : name;
}
