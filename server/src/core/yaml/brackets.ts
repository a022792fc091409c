/**
 * Finds the first quote or bracket of a broken text that is not closed as it should be. js-yaml tells only where it gave up, often many
 * lines below. Reads just enough of YAML to tell quotes and brackets from text; of a text that is in order it says nothing.
 */

import {
	afterBreak,
	BACKSLASH,
	COLON,
	COMMA,
	DASH,
	HASH,
	isBlank,
	isBreak,
	isGap,
	lineEnd,
	QUESTION_MARK,
	skipBlanks,
	startsComment,
} from './characters';
import { lineAt, lineBelow, looksLikeEntry } from './line';

export type BracketFault =
	/** `closing`, put in at `end`, closes it. */
	| { readonly kind: 'unclosed'; readonly at: number; readonly end: number; readonly closing: string }
	/** The bracket at `closer` closes another kind of bracket than the one at `at`; `expected` would be right. */
	| { readonly kind: 'mismatched'; readonly at: number; readonly closer: number; readonly expected: string }
	/** The closing bracket stands too far to the left by `missing` columns. */
	| { readonly kind: 'dedented'; readonly at: number; readonly closer: number; readonly missing: number };

/** The first such fault of `text`, or undefined. */
export function bracketFaultOf(text: string): BracketFault | undefined {
	// Lines indented more than this column belong to a text in block style or to a plain text of several lines.
	let textColumn = Number.POSITIVE_INFINITY;
	// The column of the last key without a value: the value of the next lines belongs to it.
	let openKeyColumn: number | undefined;
	for (let at = 0; at < text.length; ) {
		const first = skipBlanks(text, at);
		const column = first - at;
		if (isGap(text, first) || text.charCodeAt(first) === HASH || column > textColumn) {
			at = afterBreak(text, lineEnd(text, first));
			continue;
		}
		const parent = openKeyColumn !== undefined && column > openKeyColumn ? openKeyColumn : column - 1;
		const line = scanLine(text, first, column, parent);
		if (line.fault !== undefined) return line.fault;
		textColumn = line.textColumn;
		openKeyColumn = line.openKeyColumn;
		at = afterBreak(text, lineEnd(text, line.end));
	}
	return undefined;
}

interface ScannedLine {
	readonly fault?: BracketFault;
	readonly end: number;
	readonly textColumn: number;
	readonly openKeyColumn?: number;
}

/** Reads the indicators, the key and the value that start on one line; the value may end on another. */
function scanLine(text: string, first: number, firstColumn: number, outerColumn: number): ScannedLine {
	const lineAt = first - firstColumn;
	let parent = outerColumn;
	let at = first;
	let hasKey = false;
	for (;;) {
		const code = text.charCodeAt(at);
		const character = text[at] ?? '';
		if (isGap(text, at) || (code === HASH && startsComment(text, at))) {
			return { end: at, textColumn: Number.POSITIVE_INFINITY, openKeyColumn: hasKey ? parent : undefined };
		}
		if ((code === DASH || code === QUESTION_MARK) && isGap(text, at + 1)) {
			parent = at - lineAt;
			at = skipBlanks(text, at + 1);
			continue;
		}
		if (character === '&' || character === '!') {
			while (!isGap(text, at)) at++;
			at = skipBlanks(text, at);
			continue;
		}
		if (character === '|' || character === '>') return { end: at, textColumn: parent };
		const keyColumn = at - lineAt;
		const token = scanToken(text, at, parent);
		if (typeof token !== 'number') return { fault: token, end: at, textColumn: parent };
		const colon = skipBlanks(text, token);
		if (text.charCodeAt(colon) !== COLON || !isGap(text, colon + 1)) return { end: token, textColumn: parent };
		hasKey = true;
		parent = keyColumn;
		at = skipBlanks(text, colon + 1);
	}
}

/** Where the quoted text, the collection in brackets, the key or the plain text at `at` ends. */
function scanToken(text: string, at: number, parent: number): number | BracketFault {
	const character = text[at] ?? '';
	if (character === '"' || character === "'") return scanQuoted(text, at, parent, []);
	if (character === '[' || character === '{') return scanCollection(text, at, parent);
	let end = at;
	while (end < text.length && !isBreak(text.charCodeAt(end))) {
		if (text.charCodeAt(end) === COLON && isGap(text, end + 1)) break;
		if (text.charCodeAt(end) === HASH && startsComment(text, end)) break;
		end++;
	}
	return end;
}

function scanQuoted(text: string, start: number, parent: number, brackets: readonly number[]): number | BracketFault {
	const quote = text[start];
	let end = start + 1;
	// Where the text would end if it were closed on its first line.
	let firstLine: number | undefined;
	for (let at = start + 1; ; at++) {
		const character = text[at];
		if (character === undefined || isBreak(character.charCodeAt(0))) {
			const next = lineBelow(text, lineAt(text, at));
			firstLine ??= end;
			if (next === undefined || next.column <= parent) break;
			if (looksLikeEntry(text, next.first)) {
				end = firstLine;
				break;
			}
			at = next.first - 1;
		} else if (character === quote) {
			if (quote === '"' || text[at + 1] !== quote) return at + 1;
			at++;
			end = at + 1;
		} else {
			if (quote === '"' && character === '\\' && at + 1 < text.length && !isBreak(text.charCodeAt(at + 1))) at++;
			end = at + 1;
		}
	}
	const closing = (quote === '"' && hasOpenEscape(text, start, end) ? '\\' : '') + quote + closingOf(text, brackets);
	return { kind: 'unclosed', at: start, end, closing };
}

function scanCollection(text: string, start: number, parent: number): number | BracketFault {
	const brackets: number[] = [];
	let end = start;
	let isTokenStart = true;
	for (let at = start; ; at++) {
		const character = text[at];
		const code = text.charCodeAt(at);
		const opener = brackets.at(-1) ?? start;
		if (character === undefined || isBreak(code)) {
			const next = lineBelow(text, lineAt(text, at));
			if (next !== undefined && next.column > parent) {
				at = next.first - 1;
				continue;
			}
			if (next !== undefined && (text[next.first] === '}' || text[next.first] === ']')) {
				return { kind: 'dedented', at: opener, closer: next.first, missing: parent + 1 - next.column };
			}
			return { kind: 'unclosed', at: opener, end, closing: (endsWithIndicator(text, end) ? 'x' : '') + closingOf(text, brackets) };
		}
		if (isBlank(code)) continue;
		if (code === HASH && startsComment(text, at)) {
			at = lineEnd(text, at) - 1;
			continue;
		}
		if (isTokenStart && (character === '"' || character === "'")) {
			const quoted = scanQuoted(text, at, parent, brackets);
			if (typeof quoted !== 'number') return quoted;
			at = quoted - 1;
			isTokenStart = false;
		} else if (character === '[' || character === '{') {
			brackets.push(at);
			isTokenStart = true;
		} else if (character === ']' || character === '}') {
			const expected = closingOf(text, [opener]);
			if (character !== expected) return { kind: 'mismatched', at: opener, closer: at, expected };
			brackets.pop();
			if (brackets.length === 0) return at + 1;
			isTokenStart = false;
		} else isTokenStart = code === COMMA || (code === COLON && (isGap(text, at + 1) || /[[\]{},"']/.test(text[at + 1] ?? '')));
		end = at + 1;
	}
}

function closingOf(text: string, brackets: readonly number[]): string {
	return brackets
		.map(at => (text[at] === '[' ? ']' : '}'))
		.reverse()
		.join('');
}

/** `{ a: -`: a dash before a bracket would be the start of a list; with a letter after it, it is a text. */
function endsWithIndicator(text: string, end: number): boolean {
	const code = text.charCodeAt(end - 1);
	return (code === DASH || code === QUESTION_MARK) && /[\s[{,]/.test(text[end - 2] ?? '');
}

function hasOpenEscape(text: string, start: number, end: number): boolean {
	let backslashes = 0;
	while (end - backslashes - 1 > start && text.charCodeAt(end - backslashes - 1) === BACKSLASH) backslashes++;
	return backslashes % 2 === 1;
}
