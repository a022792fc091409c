/**
 * Turns the source of one scalar into its text, and tells where each character of that text stands in the source. Agrees with js-yaml on
 * every scalar that js-yaml accepts; of a broken one (a quote that is never closed, an unknown escape) it gives what is there.
 */

import { CHOMPING_MODE, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { afterBreak, BACKSLASH, isBlank, isBreak, lineEnd, SINGLE_QUOTE, SPACE, TAB } from './characters';
import type { ScalarNode, ScalarStyle } from './nodes';

/** The scalar of an event. `start` is where it begins: at its first character, its quote, or the `|` or `>` of its header. */
export function scalarOf(text: string, event: ScalarEvent, start: number, tag?: string): ScalarNode {
	const { valueEnd } = event;
	switch (event.style) {
		case SCALAR_STYLE.SINGLE_QUOTED:
		case SCALAR_STYLE.DOUBLE_QUOTED: {
			const style = event.style === SCALAR_STYLE.SINGLE_QUOTED ? 'single' : 'double';
			// The closing quote is missing in a text that had to be repaired.
			const end = text[valueEnd] === (style === 'single' ? "'" : '"') ? valueEnd + 1 : valueEnd;
			return flowScalar(text, event, style, start, end, tag);
		}
		case SCALAR_STYLE.LITERAL_BLOCK:
		case SCALAR_STYLE.FOLDED_BLOCK: {
			const style = event.style === SCALAR_STYLE.LITERAL_BLOCK ? 'literal' : 'folded';
			const runs = decodeBlock(text, event, style === 'folded', headerEnd(text, start));
			return new Scalar(style, start, runs.end, runs.value, runs, tag);
		}
		default:
			return flowScalar(text, event, 'plain', start, valueEnd, tag);
	}
}

/** A value that is not written, at the place where it would stand. */
export function emptyScalar(at: number, tag?: string): ScalarNode {
	return new Scalar('empty', at, at, '', at, tag);
}

/** The source between two offsets as a plain scalar: for what ought to be a scalar and is not. */
export function verbatimScalar(text: string, start: number, end: number): ScalarNode {
	return new Scalar('plain', start, end, text.slice(start, end), start);
}

/** The same content where an alias stands. */
export function aliasOfScalar(node: ScalarNode, alias: string, start: number, end: number): ScalarNode {
	const content = node instanceof Scalar ? node.content : node.start;
	return new Scalar(node.style, start, end, node.value, content, node.tag, alias);
}

/**
 * Pieces of the text that stand in the source one to one: the unit `indexes[n]` of the text stands at `offsets[n]`, the next one after it.
 * Two numbers a piece instead of one a character; a piece is a line of a block, or what stands between two escapes.
 */
interface Runs {
	value: string;
	readonly indexes: number[];
	readonly offsets: number[];
	/** Where the content ends. */
	end: number;
}

/** A class for the sake of memory: a closure a scalar would double the size of the tree. */
class Scalar implements ScalarNode {
	readonly kind = 'scalar';
	constructor(
		readonly style: ScalarStyle,
		readonly start: number,
		readonly end: number,
		readonly value: string,
		/** Where the content starts when it stands in the source as it is. */
		readonly content: number | Runs,
		readonly tag?: string,
		readonly alias?: string,
	) {}

	offsetAt(index: number): number {
		const { content, value } = this;
		if (typeof content === 'number') return content + Math.max(0, Math.min(index, value.length));
		if (index >= value.length) return content.end;
		const { indexes, offsets } = content;
		let low = 0;
		let high = indexes.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((indexes[middle] ?? 0) <= index) low = middle;
			else high = middle - 1;
		}
		return (offsets[low] ?? 0) + Math.max(0, index) - (indexes[low] ?? 0);
	}
}

function flowScalar(
	text: string,
	event: ScalarEvent,
	style: 'plain' | 'single' | 'double',
	start: number,
	end: number,
	tag?: string,
): Scalar {
	const { valueStart, valueEnd } = event;
	if (event.fast) return new Scalar(style, start, end, text.slice(valueStart, valueEnd), valueStart, tag);
	const runs = decodeFlow(text, valueStart, valueEnd, style);
	return new Scalar(style, start, end, runs.value, runs, tag);
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

function decodeFlow(text: string, start: number, end: number, style: 'plain' | 'single' | 'double'): Runs {
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

function decodeBlock(text: string, event: ScalarEvent, folded: boolean, emptyEnd: number): Runs {
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

function headerEnd(text: string, start: number): number {
	let end = start + 1;
	while (/[-+\d]/.test(text[end] ?? '')) end++;
	return end;
}
