/** The scalars of the tree: what they say, and where in the source each character of that stands. */

import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { decodeBlock, decodeFlow, type Runs } from './decode';
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

function headerEnd(text: string, start: number): number {
	let end = start + 1;
	while (/[-+\d]/.test(text[end] ?? '')) end++;
	return end;
}
