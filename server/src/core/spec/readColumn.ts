/** Reads the mapping of one column: its origin and the steps that follow it. */

import { isNull } from '../yaml/nodes';
import { type At, type Entry, entriesOf, itemsOf, literalOf, oneOf, oneOrMany, present, spanAt, sqlOf, textOf, valueAt } from './read';
import type {
	ColumnMapping,
	ColumnSource,
	LookupOrigin,
	MapPair,
	Origin,
	Otherwise,
	TransformArgument,
	TransformCall,
	ValueMap,
} from './spec';

export function readColumn(entry: Entry): ColumnMapping {
	const { origin, transforms, map, otherwise, round, cast, nullTo } = readColumnSource(entry.value);
	const description = textOf(valueAt(entry.value, 'description'));
	// Key by key: V8 gives every object that is spread into a literal with more keys a hidden class of its own.
	return { column: entry.key, origin, transforms, map, otherwise, round, cast, nullTo, description, span: entry.span };
}

const NONE: readonly never[] = [];

/** A string is SQL; a map has an origin and steps. */
export function readColumnSource(at: At): ColumnSource {
	if (at.node.kind === 'scalar') {
		const sql = sqlOf(at);
		return { origin: sql && { kind: 'sql', sql }, transforms: NONE, span: spanAt(at) };
	}
	return {
		origin: readOrigin(at),
		transforms: oneOrMany(valueAt(at, 'transform')).map(readTransform),
		map: readValueMap(valueAt(at, 'map')),
		otherwise: readOtherwise(valueAt(at, 'otherwise')),
		round: literalOf(valueAt(at, 'round')),
		cast: textOf(valueAt(at, 'cast')),
		nullTo: literalOf(valueAt(at, 'null_to')),
		span: spanAt(at),
	};
}

function readOrigin(at: At): Origin | undefined {
	const sql = sqlOf(valueAt(at, 'source'));
	if (sql) return { kind: 'sql', sql };
	const value = literalOf(valueAt(at, 'value'));
	if (value) return { kind: 'value', value };
	const lookup = valueAt(at, 'lookup');
	if (lookup) return readLookupOrigin(lookup, at);
	return readGenerated(valueAt(at, 'generated'));
}

function readLookupOrigin(lookup: At, at: At): LookupOrigin {
	const by = valueAt(at, 'by');
	return {
		kind: 'lookup',
		alternatives: readAlternatives(lookup),
		by: oneOrMany(by).map(readColumnSource),
		take: textOf(valueAt(at, 'take')),
		span: spanAt(lookup),
	};
}

function readAlternatives(lookup: At): LookupOrigin['alternatives'] {
	if (lookup.node.kind === 'map') return entriesOf(lookup).map(({ key, value }) => ({ mapping: key, condition: sqlOf(value) }));
	return present(oneOrMany(lookup).map(textOf)).map(mapping => ({ mapping }));
}

function readGenerated(at: At | undefined): Origin | undefined {
	if (at === undefined) return undefined;
	const how = oneOf(at, ['identity', 'default', 'trigger', 'computed'] as const);
	if (how) return { kind: 'generated', how, span: spanAt(at) };
	const sequence = textOf(valueAt(at, 'sequence'));
	return sequence && { kind: 'generated', how: 'sequence', sequence, span: spanAt(at) };
}

function readTransform(at: At): TransformCall {
	const [entry] = entriesOf(at);
	if (entry) return { name: entry.key, argument: readArgument(entry.value), span: spanAt(at) };
	const name = textOf(at) ?? { text: '', span: spanAt(at), quoted: false };
	return { name, span: spanAt(at) };
}

function readArgument(at: At): TransformArgument | undefined {
	switch (at.node.kind) {
		case 'scalar': {
			const argument = readScalarArgument(at);
			return argument && { kind: 'scalar', ...argument };
		}
		case 'list':
			return { kind: 'list', items: present(itemsOf(at).map(readScalarArgument)), span: spanAt(at) };
		case 'map': {
			const entries = entriesOf(at).map(({ key, value }) => ({ key, values: present(oneOrMany(value).map(literalOf)) }));
			return { kind: 'map', entries, span: spanAt(at) };
		}
	}
}

function readScalarArgument(
	at: At,
): { value: NonNullable<ReturnType<typeof literalOf>>; sql: NonNullable<ReturnType<typeof sqlOf>> } | undefined {
	const value = literalOf(at);
	if (at.node.kind !== 'scalar' || !value) return undefined;
	return { value, sql: { text: at.node.value, span: value.span, quoted: value.quoted, node: at.node } };
}

export function readValueMap(at: At | undefined): ValueMap | undefined {
	if (at === undefined) return undefined;
	const name = textOf(at);
	if (name) return { kind: 'named', name };
	return at.node.kind === 'map' ? { kind: 'inline', entries: readPairs(at), span: spanAt(at) } : undefined;
}

export function readPairs(at: At): readonly MapPair[] {
	if (at.node.kind !== 'map') return [];
	return present(
		at.node.entries.map(entry => {
			const key = literalOf({ node: entry.key, block: at.block });
			const value = literalOf({ node: entry.value, block: at.block });
			return key && value && { key, value };
		}),
	);
}

function readOtherwise(at: At | undefined): Otherwise | undefined {
	if (at === undefined) return undefined;
	const span = spanAt(at);
	if (isNull(at.node)) return { kind: 'null', span };
	const word = oneOf(at, ['reject', 'null', 'keep'] as const);
	if (word) return { kind: word, span };
	const value = literalOf(valueAt(at, 'value'));
	return value && { kind: 'value', value, span };
}
