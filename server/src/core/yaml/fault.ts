/**
 * Says in plain words what is wrong where js-yaml gave up, at the characters that are at fault rather than where reading stopped, and how
 * a copy of the text could be mended so that the rest can be read. Mends nothing itself: see `recover`.
 */

import { type BracketFault, bracketFaultOf, looksLikeKey } from './brackets';
import { afterBreak, COLON, isBlank, isBreak, isGap, lineEnd, lineStart, skipBlanks } from './characters';

/** A change to the copy that js-yaml reads. Only `blank` leaves something out of the tree. */
export type Repair =
	| { readonly kind: 'insert'; readonly at: number; readonly content: string }
	/** As many characters as are replaced. The tree shows the user's own. */
	| { readonly kind: 'replace'; readonly at: number; readonly content: string }
	| { readonly kind: 'blank'; readonly start: number; readonly end: number };

/** Offsets are into the text that was read. */
export interface Fault {
	readonly start: number;
	readonly end: number;
	/** A sentence without a full stop. */
	readonly detail: string;
	readonly repairs: readonly Repair[];
}

/** What is wrong with `text`, which js-yaml left at `position` for `reason`. */
export function faultOf(text: string, reason: string, position: number): Fault {
	const at = Math.min(position, text.length);
	const bracket = bracketFaultOf(text);
	if (bracket !== undefined && bracket.at <= at) return bracketFault(text, bracket);
	return (
		unprintableFault(text, reason, at) ??
		tabFault(text, at) ??
		escapeFault(text, reason, at) ??
		parameterFault(text, at) ??
		startFault(text, reason, at) ??
		commaFault(text, reason, at) ??
		colonFault(text, at) ??
		keyFault(text, reason, at) ??
		restFault(text, reason, at)
	);
}

function bracketFault(text: string, fault: BracketFault): Fault {
	const opener = text[fault.at] ?? '';
	const start = fault.at;
	switch (fault.kind) {
		case 'unclosed': {
			const what = opener === '"' || opener === "'" ? 'quote' : `"${opener}"`;
			const repairs: Repair[] = [{ kind: 'insert', at: fault.end, content: fault.closing }];
			return { start, end: start + 1, detail: `The ${what} that opens here is never closed`, repairs };
		}
		case 'mismatched': {
			const { closer, expected } = fault;
			const detail = `"${text[closer]}" cannot close what "${opener}" opened; "${expected}" is missing before it`;
			return { start: closer, end: closer + 1, detail, repairs: [{ kind: 'replace', at: closer, content: expected }] };
		}
		case 'dedented': {
			const { closer, missing } = fault;
			const detail = `Indent "${text[closer]}" more than the key whose value it closes`;
			return { start: closer, end: closer + 1, detail, repairs: [{ kind: 'insert', at: closer, content: ' '.repeat(missing) }] };
		}
	}
}

/** What YAML does not allow (YAML 1.2, 5.1): control characters and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\t\n\r\x85])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

function unprintableFault(text: string, reason: string, at: number): Fault | undefined {
	if (!/null byte|non-printable|valid JSON character/.test(reason)) return undefined;
	const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
	const detail = `The character U+${code} is not allowed in YAML; remove it`;
	return { start: at, end: at + 1, detail, repairs: [{ kind: 'replace', at: 0, content: text.replace(UNPRINTABLE, ' ') }] };
}

function tabFault(text: string, at: number): Fault | undefined {
	const start = lineStart(text, at);
	const first = skipBlanks(text, start);
	const tab = text.indexOf('\t', start);
	if (tab < 0 || tab >= first) return undefined;
	// All lines at once, a space for a tab: a file that is indented with tabs throughout keeps its shape.
	const content = text.replace(/^[ \t]+/gm, blanks => ' '.repeat(blanks.length));
	return {
		start: tab,
		end: first,
		detail: 'A tab cannot indent a line in YAML; use spaces',
		repairs: [{ kind: 'replace', at: 0, content }],
	};
}

function escapeFault(text: string, reason: string, at: number): Fault | undefined {
	if (!/unknown escape|hexadecimal/.test(reason)) return undefined;
	const start = text.lastIndexOf('\\', at - 1);
	const end = Math.min(at + 1, lineEnd(text, start));
	const detail = `"${text.slice(start, end)}" means nothing between double quotes; write "\\\\" for a backslash, or use single quotes`;
	return { start, end, detail, repairs: [{ kind: 'replace', at: start, content: 'x' }] };
}

/** `{ where: a < ${b} }`: between brackets a brace ends a plain text. */
function parameterFault(text: string, at: number): Fault | undefined {
	if (text[at] !== '{' || text[at - 1] !== '$') return undefined;
	const close = text.indexOf('}', at);
	if (close < 0 || close > lineEnd(text, at)) return undefined;
	const detail = 'Between brackets, a text with "${" must be in quotes';
	const repairs: Repair[] = [at, close].map(brace => ({ kind: 'replace', at: brace, content: 'x' }));
	return { start: at - 1, end: close + 1, detail, repairs };
}

/** A plain text that starts with a character that means something else there. */
function startFault(text: string, reason: string, at: number): Fault | undefined {
	const indicator = startIndicator(text, reason, at);
	if (indicator === undefined || indicator < 0) return undefined;
	const character = text[indicator] ?? '';
	const more = character === '|' || character === '>' ? '; the lines of a text block start below it' : '';
	const detail = `A text that starts with "${character}" must be in quotes${more}`;
	return { start: indicator, end: indicator + 1, detail, repairs: [{ kind: 'replace', at: indicator, content: 'x' }] };
}

function startIndicator(text: string, reason: string, at: number): number | undefined {
	if (/alias node|anchor (node|property)/.test(reason)) return lastOf(text, /[*&]/, at);
	if (/\btag\b/.test(reason)) return lastOf(text, /!/, at);
	if (/line break is expected|chomping mode|indentation width/.test(reason)) return lastOf(text, /[|>]/, at);
	const isValue = isGap(text, at - 1) && /[:\-[{,]/.test(text.slice(lineStart(text, at), at).trimEnd().slice(-1));
	return isValue && /[@`%]/.test(text[at] ?? '') ? at : undefined;
}

/** The last character of that kind before `at` or at it, where a token can start. */
function lastOf(text: string, kind: RegExp, at: number): number | undefined {
	const start = lineStart(text, at);
	for (let index = Math.min(at, text.length - 1); index >= start; index--) {
		if (kind.test(text[index] ?? '') && (index === start || /[\s[{,:]/.test(text[index - 1] ?? ''))) return index;
	}
	return undefined;
}

function commaFault(text: string, reason: string, at: number): Fault | undefined {
	if (/found ','/.test(reason)) {
		return { start: at, end: at + 1, detail: 'Nothing stands between these commas', repairs: [{ kind: 'replace', at, content: ' ' }] };
	}
	if (!/missed comma/.test(reason)) return undefined;
	const detail = 'A comma is missing before this, or the text must be in quotes';
	return { start: at, end: Math.min(at + 1, text.length), detail, repairs: [{ kind: 'insert', at, content: ',' }] };
}

/** `key: text: more`, on one line. */
function colonFault(text: string, at: number): Fault | undefined {
	const start = lineStart(text, at);
	if (text.charCodeAt(at) !== COLON || !isGap(text, at + 1) || !/:\s/.test(text.slice(start, at))) return undefined;
	const detail = 'A text with a colon and a space in it must be in quotes';
	return { start: at, end: at + 1, detail, repairs: [{ kind: 'replace', at, content: 'x' }] };
}

/** A line without `key: `, above the line where js-yaml stopped or that line itself. */
function keyFault(text: string, reason: string, at: number): Fault | undefined {
	if (!/mapping (key|entry)|separator within a block mapping|end of the stream or/.test(reason)) return undefined;
	const line = keylessLine(text, at);
	if (line === undefined) return undefined;
	const { first, end } = line;
	const unspaced = /^(?:"[^"]*"|'[^']*'|[^\s:'"]+):(?=[^\s:])/.exec(text.slice(first, end));
	if (unspaced !== null) {
		const colon = first + unspaced[0].length - 1;
		return {
			start: colon,
			end: colon + 1,
			detail: 'A space is missing after this colon',
			repairs: [{ kind: 'insert', at: colon + 1, content: ' ' }],
		};
	}
	const detail = 'A key needs a colon and a space after it';
	if (hasDeeperLine(text, first)) return { start: first, end, detail, repairs: [{ kind: 'insert', at: end, content: ':' }] };
	return { start: first, end, detail, repairs: [{ kind: 'blank', start: first, end }] };
}

/** The topmost of the lines in a row, ending with the one of `at` or the one above it, that hold neither a key nor an item. */
function keylessLine(text: string, at: number): Line | undefined {
	let found: Line | undefined;
	let line = lineAt(text, at);
	if (looksLikeKey(text, line.first) || isGap(text, line.first)) line = lineAbove(text, line) ?? line;
	for (let next: Line | undefined = line; next !== undefined; next = lineAbove(text, next)) {
		if (looksLikeKey(text, next.first) || text[next.first] === '#' || (found !== undefined && next.column > found.column)) break;
		if (!isGap(text, next.first)) found = next;
	}
	return found;
}

/** Whatever is left: text after a value, or a line at a column where none is expected. */
function restFault(text: string, reason: string, at: number): Fault {
	const line = lineAt(text, at);
	if (/maxDepth/.test(reason)) {
		return {
			start: at,
			end: line.end,
			detail: 'Lists and maps are nested too deeply here',
			repairs: [{ kind: 'blank', start: line.first, end: line.end }],
		};
	}
	if (at > line.first && at < line.end && !isGap(text, line.first)) {
		const before = text.slice(line.start, at).trimEnd().slice(-1);
		const detail =
			before === '"' || before === "'"
				? 'Text stands after the closing quote; a quote that belongs to the text must be doubled'
				: 'Nothing may stand here, after the end of a value';
		return { start: at, end: line.end, detail, repairs: [{ kind: 'blank', start: at, end: line.end }] };
	}
	const faulty = isGap(text, line.first) ? (lineAbove(text, line) ?? line) : line;
	return {
		start: faulty.first,
		end: faulty.end,
		detail: lineDetail(text, faulty),
		repairs: [{ kind: 'blank', start: faulty.first, end: endOfDeeper(text, faulty) }],
	};
}

function lineDetail(text: string, line: Line): string {
	const above = lineAbove(text, line);
	if (above === undefined) return 'YAML cannot read this line';
	if (line.column > above.column) return 'This line is indented more than the entry above it, which has its value already';
	const isItem = text[line.first] === '-';
	if (line.column === above.column)
		return isItem ? 'A list item cannot stand among the keys of a map' : 'A key cannot stand among the items of a list';
	return `This line is indented less than the ${text[above.first] === '-' ? 'list' : 'entry'} it belongs to`;
}

interface Line {
	readonly start: number;
	/** Where its content starts, and the column of that. */
	readonly first: number;
	readonly column: number;
	/** Where its content ends. */
	readonly end: number;
}

function lineAt(text: string, at: number): Line {
	const start = lineStart(text, at);
	const first = skipBlanks(text, start);
	let end = lineEnd(text, at);
	while (end > first && isBlank(text.charCodeAt(end - 1))) end--;
	return { start, first, column: first - start, end };
}

/** The next line with content above. */
function lineAbove(text: string, line: Line): Line | undefined {
	let above = line;
	do {
		if (above.start === 0) return undefined;
		const isPair = text[above.start - 1] === '\n' && text[above.start - 2] === '\r';
		above = lineAt(text, above.start - (isPair ? 2 : 1));
	} while (isGap(text, above.first));
	return above;
}

function hasDeeperLine(text: string, first: number): boolean {
	const line = lineAt(text, first);
	return endOfDeeper(text, line) > line.end;
}

/** The end of the lines that follow `line` and are indented more than it. */
function endOfDeeper(text: string, line: Line): number {
	let { end } = line;
	let at = lineEnd(text, line.first);
	while (at < text.length) {
		const next = lineAt(text, afterBreak(text, at));
		if (!isGap(text, next.first)) {
			if (next.column <= line.column) break;
			end = next.end;
		}
		at = lineEnd(text, next.first);
		if (at >= text.length || !isBreak(text.charCodeAt(at))) break;
	}
	return end;
}
