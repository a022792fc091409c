/**
 * Finds the cursor in a value that is written in the line: a scalar, `{ … }` or `[ … ]`, which may be half typed or go on over lines.
 * Reads characters only; it needs no tree, so it works where YAML is broken. Blocks are the matter of `cursorPath.ts`.
 */

import { isBlank, isBreak, isGap, lineEnd } from '../yaml/characters';

/** The scalar at the cursor, without its quotes; nothing between start and end where nothing is written. */
export interface CursorScalar {
	readonly start: number;
	readonly end: number;
	readonly style: 'plain' | 'single' | 'double' | 'block' | 'empty';
}

export interface CursorPlace {
	/** Keys by their text, items of lists by their number; of a key: the path of its map. */
	readonly path: readonly (string | number)[];
	/** `either`: what stands there may become a key, and may be a value as it is. */
	readonly position: 'key' | 'value' | 'either';
	readonly scalar: CursorScalar;
	/** The other keys of the map, for a place that is or may be a key. */
	readonly others: readonly string[];
	readonly isFlow: boolean;
}

interface Scan {
	readonly text: string;
	readonly end: number;
	readonly offset: number;
	hit?: Omit<CursorPlace, 'others'> & { readonly keys: readonly { readonly key: string; readonly at: number }[] };
}

/** The place of `offset` in the value that is written between `start` and `end` at `path`. Undefined in comments and between things. */
export function scanValue(text: string, start: number, end: number, offset: number, path: CursorPlace['path']): CursorPlace | undefined {
	const scan: Scan = { text, end, offset };
	const first = skipGaps(scan, start);
	if (first >= end || offset < first) hit(scan, path, 'value', emptyAt(offset), false, []);
	else readNode(scan, first, path, false);
	if (!scan.hit) return undefined;
	const { keys, ...place } = scan.hit;
	return { ...place, others: keys.filter(one => one.at !== place.scalar.start).map(one => one.key) };
}

function hit(
	scan: Scan,
	path: CursorPlace['path'],
	position: CursorPlace['position'],
	scalar: CursorScalar,
	isFlow: boolean,
	keys: readonly { readonly key: string; readonly at: number }[],
): void {
	scan.hit ??= { path, position, scalar, isFlow, keys };
}

export function emptyAt(offset: number): CursorScalar {
	return { start: offset, end: offset, style: 'empty' };
}

/** Reads one node and gives where it ends. */
function readNode(scan: Scan, at: number, path: CursorPlace['path'], isFlow: boolean): number {
	const character = scan.text[at];
	if (character === '{') return readMap(scan, at, path);
	if (character === '[') return readList(scan, at, path);
	const { scalar, next } = readScalar(scan, at, isFlow, false);
	if (covers(scalar, scan.offset)) hit(scan, path, 'value', scalar, isFlow, []);
	return next;
}

function readMap(scan: Scan, start: number, path: CursorPlace['path']): number {
	const keys: { key: string; at: number }[] = [];
	let at = start + 1;
	for (;;) {
		const next = skipGaps(scan, at);
		if (at <= scan.offset && scan.offset < next + (/[,}]/.test(scan.text[next] ?? '}') || next >= scan.end ? 1 : 0)) {
			hit(scan, path, 'key', emptyAt(scan.offset), true, keys);
		}
		if (next >= scan.end || scan.text[next] === '}') return Math.min(next + 1, scan.end);
		if (scan.text[next] === ',') {
			at = next + 1;
			continue;
		}
		const { scalar, next: after } = readScalar(scan, next, true, true);
		keys.push({ key: contentOf(scan.text, scalar), at: scalar.start });
		if (covers(scalar, scan.offset)) hit(scan, path, 'key', scalar, true, keys);
		at = readPairValue(scan, after, [...path, contentOf(scan.text, scalar)]);
		at = Math.max(at, next + 1);
	}
}

function readList(scan: Scan, start: number, path: CursorPlace['path']): number {
	let at = start + 1;
	for (let index = 0; ; index++) {
		const next = skipGaps(scan, at);
		const isOver = next >= scan.end || scan.text[next] === ']' || scan.text[next] === '}';
		if (at <= scan.offset && scan.offset < next + (isOver || scan.text[next] === ',' ? 1 : 0)) {
			hit(scan, [...path, index], 'either', emptyAt(scan.offset), true, []);
		}
		if (isOver) return Math.min(next + (scan.text[next] === ']' ? 1 : 0), scan.end);
		if (scan.text[next] === ',') {
			at = next + 1;
			continue;
		}
		if (scan.text[next] === '{' || scan.text[next] === '[') at = readNode(scan, next, [...path, index], true);
		else {
			const { scalar, next: after } = readScalar(scan, next, true, true);
			if (covers(scalar, scan.offset)) hit(scan, [...path, index], 'either', scalar, true, []);
			at = Math.max(readPairValue(scan, after, [...path, index, contentOf(scan.text, scalar)]), next + 1);
		}
		const comma = skipGaps(scan, at);
		if (scan.text[comma] === ',') at = comma + 1;
	}
}

/** The value after a key of a flow collection, when a colon says that there is one. */
function readPairValue(scan: Scan, at: number, path: CursorPlace['path']): number {
	const colon = skipGaps(scan, at);
	if (scan.text[colon] !== ':') return at;
	const next = skipGaps(scan, colon + 1);
	if (next >= scan.end || /[,}\]]/.test(scan.text[next] ?? '')) {
		if (colon < scan.offset && scan.offset <= next) hit(scan, path, 'value', emptyAt(scan.offset), true, []);
		return next;
	}
	if (colon < scan.offset && scan.offset < next) hit(scan, path, 'value', emptyAt(scan.offset), true, []);
	return readNode(scan, next, path, true);
}

/** A scalar without its quotes, and where reading goes on. A quote that never closes ends with its line. */
function readScalar(scan: Scan, at: number, isFlow: boolean, isKey: boolean): { readonly scalar: CursorScalar; readonly next: number } {
	const quote = scan.text[at];
	if (quote === '"' || quote === "'") {
		const close = closingQuote(scan.text, at + 1, scan.end, quote);
		const end = close ?? trimmedEnd(scan.text, at + 1, Math.min(lineEnd(scan.text, at), scan.end));
		return {
			scalar: { start: at + 1, end, style: quote === '"' ? 'double' : 'single' },
			next: close === undefined ? end : close + 1,
		};
	}
	const stop = isFlow ? flowEnd(scan, at, isKey) : plainEnd(scan, at);
	let end = trimmedEnd(scan.text, at, stop);
	// Blanks between the text and a cursor behind it belong to what is being typed.
	if (scan.offset > end && scan.offset <= stop && /^[ \t]*$/.test(scan.text.slice(end, scan.offset))) end = scan.offset;
	return { scalar: { start: at, end, style: 'plain' }, next: Math.max(stop, at) };
}

export function closingQuote(text: string, start: number, end: number, quote: string): number | undefined {
	for (let at = start; at < end; at++) {
		if (text[at] === '\\' && quote === '"') at++;
		else if (text[at] === quote) {
			if (quote === '"' || text[at + 1] !== quote) return at;
			at++;
		}
	}
	return undefined;
}

/**
 * In braces a comma ends a value, also one in the middle of `coalesce(a, b)`; while that is being typed it is meant as one, so a comma
 * within parentheses does not end it here. A diagnostic tells the user to quote it.
 */
function flowEnd(scan: Scan, start: number, isKey: boolean): number {
	let depth = 0;
	for (let at = start; at < scan.end; at++) {
		const character = scan.text[at] ?? '';
		if (isBreak(scan.text.charCodeAt(at))) depth = 0;
		if (character === '(') depth++;
		else if (character === ')') depth--;
		else if (/[\]}]/.test(character) || (character === ',' && depth <= 0)) return at;
		else if (isKey && character === ':' && (isGap(scan.text, at + 1) || /[,\]}]/.test(scan.text[at + 1] ?? ''))) return at;
		else if (startsComment(scan.text, at, start)) return at;
	}
	return scan.end;
}

function plainEnd(scan: Scan, start: number): number {
	for (let at = start; at < scan.end; at++) if (startsComment(scan.text, at, start)) return at;
	return scan.end;
}

function startsComment(text: string, at: number, start: number): boolean {
	return text[at] === '#' && at > start && isGap(text, at - 1);
}

function trimmedEnd(text: string, start: number, end: number): number {
	let last = end;
	while (last > start && (isBlank(text.charCodeAt(last - 1)) || isBreak(text.charCodeAt(last - 1)))) last--;
	return last;
}

/** Over blanks, line breaks and comments. */
function skipGaps({ text, end }: Scan, start: number): number {
	let at = start;
	while (at < end) {
		if (text[at] === '#' && (at === start || isGap(text, at - 1))) at = lineEnd(text, at);
		else if (isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at))) at++;
		else break;
	}
	return Math.min(at, end);
}

function covers({ start, end }: CursorScalar, offset: number): boolean {
	return start <= offset && offset <= end;
}

/** What a key says. Escapes in double quotes stay as they are: names that need them are rare, and nothing is looked up by them here. */
export function contentOf(text: string, { start, end, style }: CursorScalar): string {
	const written = text.slice(start, end).trimEnd();
	return style === 'single' ? written.replaceAll("''", "'") : written;
}
