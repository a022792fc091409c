/**
 * Finds the path of keys at an offset by indentation and characters alone, so that it works on text that is half typed or broken, where a
 * tree would be missing just what the user is writing. Costs a walk up the lines of one block.
 */

import { isBreak, isGap, lineEnd } from '../yaml/characters';
import { type Line, lineAbove, lineAt, lineBelow } from '../yaml/line';
import { type CursorPlace, closingQuote, contentOf, emptyAt, scanValue } from './cursorScan';

/** Something that stands in a line: a dash of a list, an entry of a map, or other text. */
interface Part {
	readonly kind: 'dash' | 'entry' | 'text';
	readonly column: number;
	readonly at: number;
	readonly line: Line;
	readonly key?: { readonly text: string; readonly start: number; readonly end: number };
	/** Where a value would stand. */
	readonly valueStart: number;
}

/** The place of `offset` in `text`. Undefined in comments and where nothing can be written. */
export function pathAt(text: string, offset: number): CursorPlace | undefined {
	const line = lineAt(text, offset);
	const isEmpty = line.first >= line.end;
	const own = isEmpty ? [] : partsOf(text, line).filter(part => part.kind !== 'dash' || part.at < offset);
	const last = own.at(-1);
	const outermost = own[0] ?? { column: offset - line.start, kind: 'text' as const };
	if (!isEmpty && offset < line.first) return undefined;
	const above = ancestorsOf(text, line, outermost.column, outermost.kind === 'dash');
	const around = [...above, ...own.slice(0, -1)];
	const path = pathOf(around);
	for (const [index, part] of around.entries()) {
		const within = heldValue(text, part, offset);
		if (within) return scanHeld(text, offset, pathOf(around.slice(0, index + (part.kind === 'text' ? 0 : 1))), within);
	}
	if (text[line.first] === '#') return undefined;
	const parent = around.at(-1);
	const others = othersAt(text, parent, outermost.column, line, last);
	if (!last || last.kind === 'dash') {
		const inside = last ? [...path, 0] : path;
		if (last && !isGap(text, offset - 1)) return undefined;
		return { path: inside, position: last || others.length === 0 ? 'either' : 'key', scalar: emptyAt(offset), others, isFlow: false };
	}
	if (last.kind === 'entry') return inEntry(text, offset, path, last, others);
	const opened = openedText(text, parent, last);
	const { end } = extentOf(text, parent ?? last, offset);
	if (opened !== undefined) return scanValue(text, opened, end, offset, path);
	const place = scanValue(text, last.at, extentOf(text, last, offset).end, offset, path);
	return place?.position === 'value' && place.path.length === path.length && place.scalar.style === 'plain'
		? { ...place, position: others.length > 0 ? 'key' : 'either', others }
		: place;
}

function inEntry(text: string, offset: number, path: CursorPlace['path'], entry: Part, others: readonly string[]): CursorPlace | undefined {
	const { key, valueStart } = entry;
	if (!key) return undefined;
	// Outside of its quotes nothing of a key can be written.
	if (offset < key.start) return undefined;
	if (offset <= key.end) {
		const style = key.start === entry.at ? 'plain' : text[entry.at] === '"' ? 'double' : 'single';
		return { path, position: 'key', scalar: { start: key.start, end: key.end, style }, others, isFlow: false };
	}
	// YAML wants a space after the colon, so nothing can stand right behind it.
	if (offset < valueStart + 1 && !isGap(text, offset - 1)) return undefined;
	return scanValue(text, valueStart, extentOf(text, entry, offset).end, offset, [...path, key.text]);
}

/** The value of a part that something else stands in: text that goes on, brackets that are open, a block scalar. */
function heldValue(text: string, part: Part, offset: number) {
	if (part.kind === 'dash') return undefined;
	const start = part.kind === 'text' ? part.at : part.valueStart;
	const first = text.slice(start, lineEnd(text, start)).replace(/(^|[ \t])#.*$/, '');
	if (first.trim() === '' || /^\s*[&!]\S*\s*$/.test(first)) return undefined;
	const isBlock = /^\s*(?:[&!]\S*\s+)*[|>][-+\d]*\s*$/.test(first);
	return { start, isBlock, ...extentOf(text, part, offset) };
}

function scanHeld(
	text: string,
	offset: number,
	path: CursorPlace['path'],
	{ start, end, isBlock, firstBelow }: { start: number; end: number; isBlock: boolean; firstBelow: number },
): CursorPlace | undefined {
	if (!isBlock) return scanValue(text, start, end, offset, path);
	const scalar = { start: Math.min(firstBelow, offset), end, style: 'block' as const };
	return { path, position: 'value', scalar, others: [], isFlow: false };
}

/** How far the lines reach that belong to a part: those that are indented more. Reaches to the cursor in any case. */
function extentOf(text: string, part: Part, offset: number): { readonly end: number; readonly firstBelow: number } {
	let end = part.line.end;
	let firstBelow = -1;
	for (let below = lineBelow(text, part.line); below !== undefined && below.column > part.column; below = lineBelow(text, below)) {
		if (firstBelow < 0) firstBelow = below.first;
		end = below.end;
	}
	return { end: Math.max(end, offset), firstBelow: firstBelow < 0 ? offset : firstBelow };
}

/** Where the text starts that stands below its key and has begun on a line above. */
function openedText(text: string, parent: Part | undefined, own: Part): number | undefined {
	if (parent?.kind !== 'entry') return undefined;
	const first = lineBelow(text, parent.line);
	if (!first || first.start >= own.line.start) return undefined;
	const [part] = partsOf(text, first);
	return part?.kind === 'text' ? part.at : undefined;
}

/** From the outermost to the nearest. */
function ancestorsOf(text: string, line: Line, column: number, isItem: boolean): readonly Part[] {
	const found: Part[] = [];
	let limit = column;
	let item = isItem;
	for (let above = lineAbove(text, line); above !== undefined && (limit > 0 || item); above = lineAbove(text, above)) {
		for (const part of [...partsOf(text, above)].reverse()) {
			// A list may stand at the column of its key.
			const holds = part.column < limit || (item && part.column === limit && part.kind !== 'dash');
			if (!holds) continue;
			found.push(part);
			limit = part.column;
			item = part.kind === 'dash';
		}
	}
	return found.reverse();
}

function pathOf(parts: readonly Part[]): CursorPlace['path'] {
	return parts.flatMap((part): readonly (string | number)[] => {
		if (part.kind === 'dash') return [0];
		return part.key ? [part.key.text] : [];
	});
}

/** Dashes first, then an entry or other text. */
function partsOf(text: string, line: Line): readonly Part[] {
	const parts: Part[] = [];
	let at = line.first;
	while (text[at] === '-' && isGap(text, at + 1)) {
		parts.push({ kind: 'dash', column: at - line.start, at, line, valueStart: at + 1 });
		at++;
		while (at < line.end && isGap(text, at)) at++;
	}
	if (at >= line.end) return parts;
	const column = at - line.start;
	const key = keyAt(text, at, line.end);
	parts.push(
		key ? { kind: 'entry', column, at, line, key, valueStart: key.colon + 1 } : { kind: 'text', column, at, line, valueStart: at },
	);
	return parts;
}

/** The key of an entry that begins at `at` in a line which ends at `end`; undefined when it is none. */
export function keyAt(text: string, at: number, end: number) {
	const quote = text[at];
	if (quote === '"' || quote === "'") {
		const close = closingQuote(text, at + 1, end, quote);
		const colon = close === undefined ? -1 : /^[ \t]*/.exec(text.slice(close + 1, end))?.[0].length;
		if (close === undefined || colon === undefined || text[close + 1 + colon] !== ':') return undefined;
		const scalar = { start: at + 1, end: close, style: quote === '"' ? ('double' as const) : ('single' as const) };
		return { text: contentOf(text, scalar), start: at + 1, end: close, colon: close + 1 + colon };
	}
	if (/[[\]{}#&*!|>%@`,]/.test(quote ?? '')) return undefined;
	for (let colon = at; colon < end; colon++) {
		if (text[colon] === '#' && colon > at && isGap(text, colon - 1)) return undefined;
		if (text[colon] !== ':' || !isGap(text, colon + 1)) continue;
		const written = text.slice(at, colon).trimEnd();
		return { text: written, start: at, end: at + written.length, colon };
	}
	return undefined;
}

/** The other keys of the map that the cursor stands in. */
function othersAt(text: string, parent: Part | undefined, column: number, own: Line, last: Part | undefined): readonly string[] {
	const wanted = last?.column ?? column;
	const found: string[] = [];
	const floor = parent?.column ?? -1;
	const collect = (line: Line | undefined): boolean => {
		if (!line || (line.column <= floor && line.start !== parent?.line.start)) return false;
		for (const part of partsOf(text, line)) {
			if (part.kind === 'entry' && part.column === wanted && part.key && part.at !== last?.at) found.push(part.key.text);
		}
		return line.start !== parent?.line.start;
	};
	for (let line = lineAbove(text, own); collect(line); line = line && lineAbove(text, line));
	for (let line = lineBelow(text, own); collect(line); line = line && lineBelow(text, line));
	return found;
}

/** The rest of the line behind `offset`, for what follows a key. */
export function restOfLine(text: string, offset: number): string {
	let end = offset;
	while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
	return text.slice(offset, end);
}
