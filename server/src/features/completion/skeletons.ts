/** The forms of a column's mapping as snippets, where its value is still empty. */

import type { CompletionContext, Suggestion } from './suggestion';

const forms: readonly (readonly [label: string, snippet: string, help: string])[] = [
	['{ source, transform }', '{ source: ${1:expression}, transform: [$2] }', 'An SQL expression, and what is done to its value.'],
	['{ source, map }', '{ source: ${1:expression}, map: ${2:lookup} }', 'Codes translated by a lookup.'],
	['{ lookup, by }', '{ lookup: ${1:mapping}, by: ${2:expression} }', 'The key of a row that another mapping makes.'],
	['{ value }', '{ value: $1 }', 'The same value in every row.'],
	['{ generated }', '{ generated: ${1|identity,default,trigger,computed|} }', 'The target makes it itself.'],
];

export function skeletons({ cursor, snippets }: CompletionContext): readonly Suggestion[] {
	const { path, scalar } = cursor;
	const isColumn = path.length === 4 && path[0] === 'mappings' && path[2] === 'columns' && cursor.position === 'value';
	if (!snippets || !isColumn || scalar.style !== 'empty') return [];
	return forms.map(([label, snippet, documentation]) => ({ label, kind: 'skeleton', newText: label, snippet, documentation, rank: 2 }));
}
