/**
 * Builds the tree from the events of js-yaml, and finds what the events do not tell: where collections end, where empty values would
 * stand, comments, keys that stand twice, merge keys, aliases without an anchor. Does not repair: the events come from `recover`.
 */

import {
	type AliasEvent,
	COLLECTION_STYLE,
	EVENT_ID,
	type Event,
	type MappingEvent,
	SCALAR_STYLE,
	type ScalarEvent,
	type SequenceEvent,
} from 'js-yaml';
import { BYTE_ORDER_MARK, COLON, COMMA, DASH, isGap, QUESTION_MARK, SPACE, skipSeparation } from './characters';
import { type CommentFinder, commentFinder } from './comments';
import { duplicateKey, keyIdentity } from './keys';
import type { ListNode, MapEntry, MapNode, ParsedYaml, ScalarNode, YamlNode, YamlProblem } from './nodes';
import { aliasOfScalar, emptyScalar, scalarOf, verbatimScalar } from './scalar';

/** So many nodes may a text stand for when its aliases are followed: a text of nine lines can stand for a billion. */
const MOST_NODES = 1_000_000;

/** What the events came from. */
export interface EventSource {
	readonly events: readonly Event[];
	/** The text, with lines that had to be left out blanked. */
	readonly layout: string;
}

/** The tree of `text`. Offsets of the events are offsets of `text`. Problems are those that js-yaml does not see. */
export function treeOf(text: string, { events, layout }: EventSource): ParsedYaml {
	const reader: Reader = {
		text,
		layout,
		events,
		next: 0,
		anchors: new Map(),
		nodes: 0,
		problems: [],
		comments: commentFinder(layout),
		hasOpenAlias: false,
	};
	const root = readDocument(reader);
	const { problems, comments, hasOpenAlias } = reader;
	comments.passText(text.length, text.length);
	return { root, problems, comments: comments.comments, hasOpenAlias };
}

interface Reader {
	readonly text: string;
	readonly layout: string;
	readonly events: readonly Event[];
	/** The index of the next event. */
	next: number;
	/** By name; undefined while the anchored node is being read. */
	readonly anchors: Map<string, Anchor | undefined>;
	/** How many nodes were read, those behind aliases included. */
	nodes: number;
	readonly problems: YamlProblem[];
	readonly comments: CommentFinder;
	hasOpenAlias: boolean;
}

interface Anchor {
	readonly node: YamlNode;
	readonly nodes: number;
}

type NodeEvent = ScalarEvent | MappingEvent | SequenceEvent;

function readDocument(reader: Reader): YamlNode | undefined {
	const { layout, events } = reader;
	const first = events[reader.next++];
	if (first?.type !== EVENT_ID.DOCUMENT) return undefined;
	const bom = layout.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
	const start = first.explicitStart ? layout.search(/^\uFEFF?---/m) + 3 : bom;
	const root = readNode(reader, start, start);
	reader.next++;
	if (reader.next < events.length) {
		const marker = /^(---|\.\.\.)/gm;
		marker.lastIndex = root.end;
		const at = marker.exec(layout)?.index ?? root.end;
		reader.problems.push({
			code: 'yaml-syntax',
			start: at,
			end: Math.min(at + 3, layout.length),
			detail: 'A file holds one document; what stands below this line is not read',
		});
	}
	return root.kind === 'scalar' && root.style === 'empty' ? undefined : root;
}

/** Reads a node that stands at or after `after`; when nothing is written, its place is `emptyAt`. */
function readNode(reader: Reader, after: number, emptyAt: number): YamlNode {
	const event = reader.events[reader.next++];
	reader.nodes++;
	switch (event?.type) {
		case EVENT_ID.SCALAR:
			return anchored(reader, event, () => readScalar(reader, event, after, emptyAt));
		case EVENT_ID.MAPPING:
			return anchored(reader, event, () => readMap(reader, event));
		case EVENT_ID.SEQUENCE:
			return anchored(reader, event, () => readList(reader, event));
		case EVENT_ID.ALIAS:
			return readAlias(reader, event);
		default:
			throw new Error('js-yaml ended a collection where a node was due');
	}
}

function anchored<Node extends YamlNode>(reader: Reader, event: NodeEvent, read: () => Node): Node {
	if (event.anchorStart < 0) return read();
	const name = reader.text.slice(event.anchorStart, event.anchorEnd);
	const before = reader.nodes;
	reader.anchors.set(name, undefined);
	const node = read();
	reader.anchors.set(name, { node, nodes: reader.nodes - before + 1 });
	return node;
}

function readAlias(reader: Reader, event: AliasEvent): YamlNode {
	const name = reader.text.slice(event.anchorStart, event.anchorEnd);
	const start = event.anchorStart - 1;
	const end = event.anchorEnd;
	const anchor = reader.anchors.get(name);
	if (anchor !== undefined && reader.nodes + anchor.nodes <= MOST_NODES) {
		reader.nodes += anchor.nodes;
		if (anchor.node.kind === 'scalar') return aliasOfScalar(anchor.node, name, start, end);
		return { ...anchor.node, alias: name, start, end };
	}
	reader.hasOpenAlias ||= !reader.anchors.has(name);
	const detail =
		anchor !== undefined
			? `The aliases of this file stand for more than ${MOST_NODES} values`
			: reader.anchors.has(name)
				? `"*${name}" stands inside of what it stands for`
				: `No anchor "&${name}" stands above; a text that starts with "*" must be in quotes`;
	reader.problems.push({ code: 'yaml-syntax', start, end, detail });
	return verbatimScalar(reader.text, start, end);
}

function readScalar(reader: Reader, event: ScalarEvent, after: number, emptyAt: number): ScalarNode {
	const tag = tagOf(reader, event);
	const { valueStart, valueEnd } = event;
	const isBare = tag === undefined && event.anchorStart < 0;
	const properties = Math.max(after, event.tagEnd, event.anchorEnd);
	if (valueStart < 0) return emptyScalar(isBare ? emptyAt : properties, tag);
	reader.comments.passText(valueStart, valueEnd);
	// A quote stands just before the value; the header of a block is found by reading on from what stands before it.
	const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
	const start = isBlock ? skipSeparation(reader.layout, properties) : event.style === SCALAR_STYLE.PLAIN ? valueStart : valueStart - 1;
	return scalarOf(reader.text, event, start, tag);
}

function readMap(reader: Reader, event: MappingEvent): MapNode {
	const { start } = event;
	const isFlow = event.style === COLLECTION_STYLE.FLOW;
	// `[a: b]` holds a map without braces, which starts where its key starts.
	const hasBraces = isFlow && reader.layout[start] === '{' && startOf(reader.events[reader.next]) !== start;
	const entries: MapEntry[] = [];
	const keys = new Map<string, ScalarNode>();
	let end = hasBraces ? start + 1 : start;
	while (hasMore(reader)) {
		const entry = readEntry(reader, end);
		end = entry.end;
		if (isMergeKey(entry.key)) {
			reader.problems.push({ code: 'merge-key', start: entry.key.start, end: entry.key.end, detail: '<<' });
			continue;
		}
		checkTwice(reader, keys, entry.key);
		entries.push(entry);
	}
	if (hasBraces) end = closeOf(reader.layout, end, '}');
	return { kind: 'map', style: isFlow ? 'flow' : 'block', start, end, entries, tag: tagOf(reader, event) };
}

function readEntry(reader: Reader, after: number): MapEntry {
	const { layout } = reader;
	let at = skipComma(layout, after);
	if (layout.charCodeAt(at) === QUESTION_MARK && isGap(layout, at + 1)) at = skipSeparation(layout, at + 1);
	const key = toKey(reader, readNode(reader, at, at));
	const colon = skipSeparation(layout, key.end);
	const valueAt = layout.charCodeAt(colon) === COLON ? colon + 1 : key.end;
	const value = readNode(reader, valueAt, valueAt > key.end ? afterSpace(layout, valueAt) : valueAt);
	return { key, value, start: key.start, end: Math.max(key.end, value.end) };
}

function toKey(reader: Reader, node: YamlNode): ScalarNode {
	if (node.kind === 'scalar') return node;
	const { start, end } = node;
	reader.problems.push({ code: 'yaml-syntax', start, end, detail: 'A key must be a text; in quotes it may hold brackets and braces' });
	return verbatimScalar(reader.text, start, end);
}

function isMergeKey(key: ScalarNode): boolean {
	return key.value === '<<' && key.style === 'plain';
}

function checkTwice(reader: Reader, keys: Map<string, ScalarNode>, key: ScalarNode): void {
	const name = keyIdentity(key);
	const first = keys.get(name);
	if (first === undefined) keys.set(name, key);
	else reader.problems.push(duplicateKey(key, first));
}

function readList(reader: Reader, event: SequenceEvent): ListNode {
	const { layout } = reader;
	const { start } = event;
	const isFlow = event.style === COLLECTION_STYLE.FLOW;
	const items: YamlNode[] = [];
	let end = isFlow ? start + 1 : start;
	while (hasMore(reader)) {
		const at = isFlow ? skipComma(layout, end) : skipSeparation(layout, end);
		const itemAt = !isFlow && layout.charCodeAt(at) === DASH ? at + 1 : at;
		const item = readNode(reader, itemAt, isFlow ? itemAt : afterSpace(layout, itemAt));
		items.push(item);
		end = item.end;
	}
	if (isFlow) end = closeOf(layout, end, ']');
	return { kind: 'list', style: isFlow ? 'flow' : 'block', start, end, items, tag: tagOf(reader, event) };
}

/** Whether the open collection goes on; when not, steps over its end. */
function hasMore(reader: Reader): boolean {
	if (reader.events[reader.next]?.type !== EVENT_ID.POP) return true;
	reader.next++;
	return false;
}

function startOf(event: Event | undefined): number | undefined {
	return event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE ? event.start : undefined;
}

function tagOf(reader: Reader, event: NodeEvent): string | undefined {
	return event.tagStart < 0 ? undefined : reader.text.slice(event.tagStart, event.tagEnd);
}

/** An empty value stands after one space, where one would type it. */
function afterSpace(layout: string, offset: number): number {
	return layout.charCodeAt(offset) === SPACE ? offset + 1 : offset;
}

function skipComma(layout: string, offset: number): number {
	const at = skipSeparation(layout, offset);
	return layout.charCodeAt(at) === COMMA ? skipSeparation(layout, at + 1) : at;
}

/** The end of a collection in brackets whose last child ends at `offset`. */
function closeOf(layout: string, offset: number, bracket: ']' | '}'): number {
	const at = skipComma(layout, offset);
	return layout[at] === bracket ? at + 1 : offset;
}
