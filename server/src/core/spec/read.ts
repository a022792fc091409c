/** Reads small things from YAML nodes: texts, literals, SQL, lists. What is not of the asked shape is undefined; the schema says so. */

import { type Span, spanOf } from '../base/span';
import { isNull, type MapEntry, type ScalarNode, type YamlNode } from '../yaml/nodes';
import type { Literal, SqlScalar, Text } from './spec';

/** A node together with the block that its offsets are relative to. */
export interface At<Node extends YamlNode = YamlNode> {
	readonly node: Node;
	readonly block: string;
}

export interface Entry {
	readonly key: Text;
	readonly keyNode: ScalarNode;
	readonly value: At;
	readonly span: Span;
}

export function spanAt({ node, block }: At): Span {
	return spanOf(block, node.start, node.end);
}

export function textOf(at: At | undefined): Text | undefined {
	if (at?.node.kind !== 'scalar' || isNull(at.node)) return undefined;
	return scalarText(at.node, at.block);
}

/** SQL, unless it is empty: a place without SQL is not SQL with an error in it. */
export function sqlOf(at: At | undefined): SqlScalar | undefined {
	if (at?.node.kind !== 'scalar' || isNull(at.node) || at.node.value.trim() === '') return undefined;
	const { node, block } = at;
	return { text: node.value, span: spanOf(block, node.start, node.end), quoted: isQuoted(node), node };
}

/** The source text decides: digits are kept, plain `null` is NULL, quoted "null" is text. */
export function literalOf(at: At | undefined): Literal | undefined {
	if (at?.node.kind !== 'scalar') return undefined;
	const { text, span, quoted } = scalarText(at.node, at.block);
	return { text: isNull(at.node) ? null : text, span, quoted };
}

function scalarText(node: ScalarNode, block: string): Text {
	return { text: node.value, span: spanOf(block, node.start, node.end), quoted: isQuoted(node) };
}

function isQuoted({ style }: ScalarNode): boolean {
	return style === 'single' || style === 'double';
}

export function entriesOf(at: At | undefined): readonly Entry[] {
	if (at?.node.kind !== 'map') return [];
	return at.node.entries.map(entry => entryAt(entry, at.block));
}

export function entryAt(entry: MapEntry, block: string): Entry {
	return {
		key: scalarText(entry.key, block),
		keyNode: entry.key,
		value: { node: entry.value, block },
		span: spanOf(block, entry.start, entry.end),
	};
}

export function itemsOf(at: At | undefined): readonly At[] {
	if (at?.node.kind !== 'list') return [];
	return at.node.items.map(node => ({ node, block: at.block }));
}

/** The items of a list, or the one thing that is not a list. */
export function oneOrMany(at: At | undefined): readonly At[] {
	if (at === undefined) return [];
	return at.node.kind === 'list' ? itemsOf(at) : [at];
}

/** The value of a key; the first one wins when it stands twice. */
export function valueAt(at: At | undefined, key: string): At | undefined {
	if (at?.node.kind !== 'map') return undefined;
	const entry = at.node.entries.find(one => one.key.value === key);
	return entry && { node: entry.value, block: at.block };
}

export function present<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
	return values.filter((value): value is Value => value !== undefined);
}

export function textsOf(at: At | undefined): readonly Text[] {
	return present(oneOrMany(at).map(textOf));
}

/** The text when it is one of the allowed ones. */
export function oneOf<Word extends string>(at: At | undefined, words: readonly Word[]): Word | undefined {
	const text = textOf(at)?.text;
	return words.find(word => word === text);
}
