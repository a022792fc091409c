/**
 * Puts statements together from our own text and the user's SQL, and keeps the way back: what a server says of a position in a long
 * statement is found in the user's file again. Looks at no grammar; what may stand where was checked before.
 */

import type { Span } from '../base/span';
import { lexSql } from './lexer';
import type { SqlSource } from './source';

export interface SqlText {
	readonly text: string;
	/** The user's span behind the character at `offset`: that of the whole token there. Undefined for our own text. */
	originAt(offset: number): Span | undefined;
}

type SqlPart = string | SqlSource | SqlText;

/**
 * Joins parts without anything between them. The user's SQL gets lines of its own, so that a trailing `-- note` swallows nothing; the
 * parentheses around it are the caller's, see `inParentheses`.
 */
export function compose(parts: readonly SqlPart[]): SqlText {
	const starts: number[] = [];
	const mapped: SqlText[] = [];
	let text = '';
	for (const part of parts) {
		if (typeof part === 'string') {
			text += part;
			continue;
		}
		const piece = 'originAt' in part ? part : ownLines(part);
		starts.push(text.length);
		mapped.push(piece);
		text += piece.text;
	}
	return {
		text,
		originAt(offset) {
			const index = lastAtMost(starts, offset);
			const piece = mapped[index];
			return piece?.originAt(offset - (starts[index] ?? 0));
		},
	};
}

/** The part as `(\n…\n)`. */
export function inParentheses(part: SqlPart): SqlText {
	return compose(['(', part, ')']);
}

/** Joins parts with `separator` between them. */
export function composeList(parts: readonly SqlPart[], separator: string): SqlText {
	return compose(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

function ownLines(source: SqlSource): SqlText {
	return {
		text: `\n${source.text}\n`,
		originAt(offset) {
			const inner = offset - 1;
			if (inner < 0 || inner >= source.text.length) return undefined;
			const token = lexSql(source.text).find(one => one.start <= inner && inner < one.end);
			return source.spanAt(token?.start ?? inner, token?.end ?? inner + 1);
		},
	};
}

/** The index of the last number that is at most `value`, or -1. */
function lastAtMost(ascending: readonly number[], value: number): number {
	let low = -1;
	let high = ascending.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((ascending[middle] ?? 0) <= value) low = middle;
		else high = middle - 1;
	}
	return low;
}
