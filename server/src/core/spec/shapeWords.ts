/** The words of messages about shapes: what a schema expects and what stands there. Knows no rule and no span. */

import { isNull, type YamlNode } from '../yaml/nodes';
import { scalarValue } from './plain';
import { alternativesOf, isClosed, kindOf, type Schema } from './schemas';

/** What a schema asks for, for example `none, or a list of column names`. */
export function expectedWords(schema: Schema): string {
	const alternatives = alternativesOf(schema);
	if (alternatives === undefined) return singleWords(schema);
	const closed = alternatives.filter(isClosed);
	const words = alternatives.filter(alternative => !isClosed(alternative)).map(singleWords);
	if (closed.length > 0)
		words.push(closed.length === 1 ? singleWords(closed[0] ?? {}) : `a map with ${listWords(tellingKeys(closed), 'or')}`);
	return words.join(', or ');
}

function singleWords(schema: Schema): string {
	if (isClosed(schema)) return `a map${withKeys(schema)}`;
	if (schema.enum) return schema.title ?? listWords(schema.enum.map(String), 'or');
	if (schema.title !== undefined) return schema.title;
	return { scalar: 'a single value', list: 'a list', map: 'a map' }[kindOf(schema)];
}

function withKeys(schema: Schema): string {
	if (schema.required) return ` with ${listWords(schema.required, 'and')}`;
	const choices = tellingKeys(schema.oneOf ?? schema.anyOf ?? []);
	return choices.length > 0 ? ` with ${listWords(choices, 'or')}` : '';
}

/** The first required key of each alternative: what tells it from the others. */
export function tellingKeys(alternatives: readonly Schema[]): readonly string[] {
	return alternatives.flatMap(alternative => alternative.required?.slice(0, 1) ?? []);
}

/** What stands there, for example `a list`, `the text "abc"` or `nothing`. */
export function foundWords(node: YamlNode): string {
	switch (node.kind) {
		case 'map':
			return node.entries.length === 0 ? 'an empty map' : 'a map';
		case 'list':
			return node.items.length === 0 ? 'an empty list' : 'a list';
		case 'scalar': {
			if (node.style === 'empty') return 'nothing';
			if (isNull(node)) return 'null';
			const value = scalarValue(node);
			if (typeof value === 'string') return `the text "${shortened(value)}"`;
			return typeof value === 'number' ? `the number ${node.value}` : String(value);
		}
	}
}

/** The first line of a text, cut where it gets long. */
export function shortened(text: string): string {
	const [line = ''] = text.split(/[\r\n]/, 1);
	return line.length < text.length || line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** `a, b or c`. */
export function listWords(words: readonly string[], last: 'and' | 'or'): string {
	return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** What a message calls an entry or an item: `the mapping "customers"`, `"cutover"`, `a check`. */
export function placeWords(schema: Schema, name: string | undefined): string {
	const noun = /^an? (.*)$/.exec(hasNoun(schema) ? (schema.title ?? '') : '')?.[1];
	if (name === undefined) return schema.title ?? 'this map';
	return noun === undefined ? `"${name}"` : `the ${noun} "${name}"`;
}

function hasNoun(schema: Schema): boolean {
	return isClosed(schema) || (alternativesOf(schema)?.some(isClosed) ?? false);
}
