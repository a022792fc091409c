/**
 * The WITH queries that half-typed SQL may name at an offset, as text. Goes by tokens, so that an error elsewhere hides nothing. Reads no
 * query itself: see `queryColumns.ts`.
 */

import { identifierOf, type SqlToken } from './lexer';

/** A query with a name: in WITH, or in parentheses of a FROM clause. */
export interface NamedQuery {
	readonly name: string;
	/** Without its parentheses. */
	readonly body: string;
	/** The names that it gives its first columns: `t(a, b)`. */
	readonly columns: readonly string[];
}

/** In the order in which they stand: each may name those before it. `tokens` are without comments. */
export function withQueries(text: string, tokens: readonly SqlToken[], offset: number): readonly NamedQuery[] {
	const found: NamedQuery[] = [];
	for (let index = 0; index < tokens.length; index++) {
		if (wordAt(text, tokens, index) !== 'with' || (tokens[index]?.start ?? 0) >= offset) continue;
		if (offset > endOfGroup(text, tokens, index)) continue;
		found.push(...queriesAfter(text, tokens, index, offset));
	}
	return found;
}

function queriesAfter(text: string, tokens: readonly SqlToken[], withIndex: number, offset: number): readonly NamedQuery[] {
	const found: NamedQuery[] = [];
	let index = withIndex + 1;
	if (wordAt(text, tokens, index) === 'recursive') index++;
	for (;;) {
		const token = tokens[index];
		if (!token || (token.kind !== 'word' && token.kind !== 'quoted')) return found;
		const named = namesInParentheses(text, tokens, index + 1);
		index = named.next;
		while (/^(as|not|materialized)$/.test(wordAt(text, tokens, index))) index++;
		if (wordAt(text, tokens, index) !== '(') return found;
		const close = closingOf(text, tokens, index);
		const end = tokens[close];
		// What is being written cannot name itself.
		if (!end || end.start >= offset) return found;
		found.push({ name: identifierOf(text, token), body: text.slice(tokens[index]?.end, end.start), columns: named.names });
		if (wordAt(text, tokens, close + 1) !== ',') return found;
		index = close + 2;
	}
}

/** `(a, b)` at `index`: the names, and where it goes on. */
export function namesInParentheses(text: string, tokens: readonly SqlToken[], index: number) {
	if (wordAt(text, tokens, index) !== '(') return { names: [], next: index };
	const close = closingOf(text, tokens, index);
	const inside = tokens.slice(index + 1, close).filter(token => token.kind === 'word' || token.kind === 'quoted');
	return { names: inside.map(token => identifierOf(text, token)), next: close + 1 };
}

/** The index of the parenthesis that closes the one at `index`; past the end when there is none. */
export function closingOf(text: string, tokens: readonly SqlToken[], index: number): number {
	let depth = 0;
	for (let at = index; at < tokens.length; at++) {
		const word = wordAt(text, tokens, at);
		if (word === '(') depth++;
		if (word === ')' && --depth === 0) return at;
	}
	return tokens.length;
}

/** Where the parentheses around a token end. */
function endOfGroup(text: string, tokens: readonly SqlToken[], index: number): number {
	let depth = 0;
	for (let at = index; at < tokens.length; at++) {
		const word = wordAt(text, tokens, at);
		if (word === '(') depth++;
		if (word === ')' && depth-- === 0) return tokens[at]?.start ?? text.length;
	}
	return text.length;
}

/** In lower case when it is a bare word; empty past the ends. */
export function wordAt(text: string, tokens: readonly SqlToken[], index: number): string {
	const token = tokens[index];
	if (!token) return '';
	const written = text.slice(token.start, token.end);
	return token.kind === 'word' ? written.toLowerCase() : written;
}
