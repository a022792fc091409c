/** Adds and removes entries of YAML maps as text, so that everything else in the file stays as its authors wrote it. */

import { entryOf, isNull, type MapEntry, type MapNode, type YamlNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';

export interface BlockEdit {
	/** Offsets of the block. */
	readonly start: number;
	readonly end: number;
	/** `value` stands in it where the new value begins. */
	readonly newText: string;
	/** Where in `newText` the value stands. */
	readonly valueAt: number;
}

/** Adds `key: value` to the map at `path`, with the maps that are missing on the way. Undefined where something else stands there. */
export function insertEntry(text: string, path: readonly string[], key: string, value: string): BlockEdit | undefined {
	let node = parseYaml(text).root;
	let holder: MapEntry | undefined;
	let depth = 0;
	for (const step of path) {
		const entry = entryOf(node, step);
		if (!entry) break;
		holder = entry;
		node = entry.value;
		depth++;
	}
	const missing = path.slice(depth);
	if (node?.kind === 'map' && node.style === 'flow') return intoFlow(node, missing, key, value);
	if (node?.kind === 'map' && node.entries[0]) {
		return asLines(text, columnOf(text, node.entries[0].start), node.entries.at(-1)?.end ?? node.end, missing, key, value);
	}
	if (node && holder && isNull(node)) return asLines(text, columnOf(text, holder.start) + 2, holder.key.end, missing, key, value);
	return undefined;
}

/** Lines of a map that does not stand yet. */
export function entryLines(text: string, column: number, path: readonly string[], key: string, value: string): string {
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const steps = [...path.map(step => `${step}:`), `${key}: ${value}`];
	return steps.map((step, index) => `${' '.repeat(column + index * 2)}${step}${lineEnd}`).join('');
}

function intoFlow(node: MapNode, missing: readonly string[], key: string, value: string): BlockEdit {
	const last = node.entries.at(-1);
	const at = last?.end ?? node.start + 1;
	const before = `${last ? ', ' : ' '}${missing.map(step => `${step}: { `).join('')}${key}: `;
	const newText = `${before}${value}${' }'.repeat(missing.length)}${last ? '' : ' '}`;
	return { start: at, end: at, newText, valueAt: before.length };
}

/** Whole lines at the start of a line: an editor that indents what it inserts has nothing to indent by there. */
function asLines(text: string, column: number, after: number, missing: readonly string[], key: string, value: string): BlockEdit {
	let end = after;
	while (end > 0 && /\s/.test(text[end - 1] ?? '')) end--;
	const lineFeed = text.indexOf('\n', end);
	const lines = entryLines(text, column, missing, key, value);
	const at = lineFeed < 0 ? text.length : lineFeed + 1;
	const newText = lineFeed < 0 ? `\n${lines.replace(/\r?\n$/, '')}` : lines;
	return { start: at, end: at, newText, valueAt: newText.replace(/\r?\n$/, '').length - value.length };
}

/** Removes the entry whose key touches `offset`, and the maps that would be left empty. */
export function removeEntry(text: string, offset: number): Omit<BlockEdit, 'valueAt'> | undefined {
	const way = wayTo(parseYaml(text).root, offset);
	let index = way.length - 1;
	while (index > 0 && way[index]?.map.entries.length === 1) index--;
	const found = way[index];
	if (!found) return undefined;
	return found.map.style === 'flow' ? outOfFlow(found.map, found.entry) : lineOf(text, found.entry);
}

interface Step {
	readonly map: MapNode;
	readonly entry: MapEntry;
}

/** The entries from the root to the one whose key is at `offset`. */
function wayTo(node: YamlNode | undefined, offset: number): readonly Step[] {
	if (node?.kind === 'list') return node.items.map(item => wayTo(item, offset)).find(way => way.length > 0) ?? [];
	if (node?.kind !== 'map') return [];
	for (const entry of node.entries) {
		if (entry.key.start <= offset && offset <= entry.key.end) return [{ map: node, entry }];
		const below = wayTo(entry.value, offset);
		if (below.length > 0) return [{ map: node, entry }, ...below];
	}
	return [];
}

function outOfFlow({ entries }: MapNode, entry: MapEntry): Omit<BlockEdit, 'valueAt'> {
	const index = entries.indexOf(entry);
	const next = entries[index + 1];
	const before = entries[index - 1];
	return next ? { start: entry.start, end: next.start, newText: '' } : { start: before?.end ?? entry.start, end: entry.end, newText: '' };
}

/** Undefined for the first key of a list's item, which shares its line with the dash. */
function lineOf(text: string, { start, end }: MapEntry): Omit<BlockEdit, 'valueAt'> | undefined {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	if (text.slice(lineStart, start).trim() !== '') return undefined;
	let last = end;
	while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
	const lineFeed = text.indexOf('\n', last);
	return { start: lineStart, end: lineFeed < 0 ? text.length : lineFeed + 1, newText: '' };
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
