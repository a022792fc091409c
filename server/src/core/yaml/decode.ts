/**
 * Decodes the source of a scalar into its text, piece by piece, so that every character keeps its place. Agrees with js-yaml on every
 * scalar that js-yaml accepts; of a broken one (a quote that is never closed, an unknown escape) it gives what is there.
 */

import { CHOMPING_MODE, type ScalarEvent } from 'js-yaml';
import { afterBreak, BACKSLASH, isBlank, isBreak, lineEnd, SINGLE_QUOTE, SPACE, TAB } from './characters';

/**
 * Pieces of the text that stand in the source one to one: the unit `indexes[n]` of the text stands at `offsets[n]`, the next one after it.
 * Two numbers a piece instead of one a character; a piece is a line of a block, or what stands between two escapes.
 */
export interface Runs {
	value: string;
	readonly indexes: number[];
	readonly offsets: number[];
	/** Where the content ends. */
	end: number;
}

/** The text of a scalar in the line: its content stands between `start` and `end`, without quotes. */
export function decodeFlow(text: string, start: number, end: number, style: 'plain' | 'single' | 'double'): Runs {
	const runs: Runs = { value: '', indexes: [], offsets: [], end };
	let from = start;
	// White space before a line break is not content.
	let solid = start;
	let at = start;
	while (at < end) {
		const code = text.charCodeAt(at);
		if (isBreak(code)) {
			append(runs, text.slice(from, solid), from);
			at = from = solid = fold(runs, text, solid, end);
		} else if (style === 'single' && code === SINGLE_QUOTE) {
			append(runs, text.slice(from, at + 1), from);
			at = from = solid = Math.min(at + 2, end);
		} else if (style === 'double' && code === BACKSLASH) {
			append(runs, text.slice(from, at), from);
			at = from = solid = decodeEscape(runs, text, at, end);
		} else {
			at++;
			if (!isBlank(code)) solid = at;
		}
	}
	append(runs, text.slice(from, style === 'plain' ? solid : end), from);
	return runs;
}

/** One line break is a space, more are one less (YAML 1.2, 6.5). Returns where the content goes on after the white space at `start`. */
function fold(runs: Runs, text: string, start: number, end: number): number {
	let breaks = 0;
	let last = start;
	let at = start;
	while (at < end) {
		const code = text.charCodeAt(at);
		if (isBreak(code)) {
			if (breaks++ > 0) {
				append(runs, '\n', last);
				last = at;
			}
			at = afterBreak(text, at);
		} else if (isBlank(code)) at++;
		else break;
	}
	if (breaks === 1) append(runs, ' ', start);
	return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
	...{ '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ' },
	...{ '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' },
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeEscape(runs: Runs, text: string, start: number, end: number): number {
	const letter = start + 1 < end ? (text[start + 1] ?? '') : '';
	// An escaped line break joins the lines; like js-yaml, empty lines after it are dropped too.
	if (letter !== '' && isBreak(letter.charCodeAt(0))) return skipFold(text, start + 1, end);
	const simple = ESCAPES[letter];
	if (simple !== undefined) {
		append(runs, simple, start);
		return start + 2;
	}
	const length = HEX_LENGTHS[letter] ?? 0;
	const digits = text.slice(start + 2, Math.min(start + 2 + length, end));
	const point = length > 0 && digits.length === length && /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
	if (!(point <= 0x10ffff)) {
		append(runs, '\\', start);
		return start + 1;
	}
	// Both halves of a surrogate pair stand at the escape.
	for (const unit of String.fromCodePoint(point).split('')) append(runs, unit, start);
	return start + 2 + length;
}

function skipFold(text: string, start: number, end: number): number {
	let at = start;
	while (at < end && (isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at)))) at++;
	return at;
}

/** The text of a scalar in block style. `emptyEnd` is where it ends when it has no line with content. */
export function decodeBlock(text: string, event: ScalarEvent, folded: boolean, emptyEnd: number): Runs {
	const runs: Runs = { value: '', indexes: [], offsets: [], end: emptyEnd };
	const { valueStart, valueEnd, indent, chomping } = event;
	// The line breaks since the last content, which the lines that follow may turn into spaces or drop.
	let breaks: number[] = [];
	let hasContent = false;
	let wasDeeper = false;
	for (let at = valueStart; at < valueEnd; ) {
		const stop = Math.min(lineEnd(text, at), valueEnd);
		let content = at;
		while (content < at + Math.max(indent, 0) && text.charCodeAt(content) === SPACE) content++;
		if (indent >= 0 && content < stop) {
			const first = text.charCodeAt(at + indent);
			const isDeeper = first === SPACE || first === TAB;
			if (!folded || isDeeper || wasDeeper || !hasContent) for (const each of breaks) append(runs, '\n', each);
			else if (breaks.length === 1) append(runs, ' ', breaks[0] ?? at);
			else for (const each of breaks.slice(0, -1)) append(runs, '\n', each);
			append(runs, text.slice(at + indent, stop), at + indent);
			runs.end = stop;
			hasContent = true;
			wasDeeper = isDeeper;
			breaks = [];
		}
		breaks.push(stop);
		at = stop < valueEnd ? afterBreak(text, stop) : valueEnd;
	}
	if (chomping === CHOMPING_MODE.CLIP && hasContent) breaks.length = 1;
	else if (chomping !== CHOMPING_MODE.KEEP) breaks.length = 0;
	for (const each of breaks) append(runs, '\n', each);
	runs.end = Math.max(runs.end, breaks.at(-1) ?? 0);
	return runs;
}

function append(runs: Runs, content: string, offset: number): void {
	if (content === '') return;
	const last = runs.indexes.length - 1;
	const index = runs.value.length;
	if (last < 0 || (runs.offsets[last] ?? 0) + index - (runs.indexes[last] ?? 0) !== offset) {
		runs.indexes.push(index);
		runs.offsets.push(offset);
	}
	runs.value += content;
}
