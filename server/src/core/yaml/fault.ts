/**
 * Says in plain words what is wrong where js-yaml gave up, at the characters that are at fault rather than where reading stopped, and how
 * a copy of the text could be mended so that the rest can be read. Mends nothing itself: see `recover`.
 */

import { type BracketFault, bracketFaultOf } from './brackets';
import { COLON, isGap, lineEnd, lineStart, skipBlanks } from './characters';
import { lineFaultOf } from './lineFault';
import type { Fault, Repair } from './repair';

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
		lineFaultOf(text, reason, at)
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
	const content = text.slice(at, lineEnd(text, at)).replace(/:(?=\s|$)/g, 'x');
	const detail = 'A text with a colon and a space in it must be in quotes';
	return { start: at, end: at + 1, detail, repairs: [{ kind: 'replace', at, content }] };
}
