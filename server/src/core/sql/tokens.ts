/** Finds the spans that the parse tree does not tell: it gives where a name starts, never where it ends, and no place at all for some. */

import { lazy } from '../base/memo';
import { identifierOf, lexSql, type SqlToken } from './lexer';

export interface SqlTokens {
	/** Without comments, in order. */
	readonly all: readonly SqlToken[];
	/** The index of the first token that starts at or after `offset`. */
	indexAt(offset: number): number;
	/** The token's text as written; empty past the ends. */
	textAt(index: number): string;
	/** The token's text in lower case when it is a bare word, else as written. */
	wordAt(index: number): string;
	/** The name that an identifier stands for, folded or without its quotes; undefined when it is none. */
	identifierAt(index: number): string | undefined;
	/** The parts of a dotted name that starts at `offset`, at most `count` of them. */
	nameAt(offset: number, count: number): readonly SqlToken[];
	/** How many parentheses and brackets are open before the token. */
	depthAt(index: number): number;
}

/** The tokens of one text. Never throws. */
export function tokensOf(text: string): SqlTokens {
	const all = lexSql(text).filter(token => token.kind !== 'comment');
	const depths = lazy(() => depthsOf(text, all));
	function textAt(index: number): string {
		const token = all[index];
		return token ? text.slice(token.start, token.end) : '';
	}
	function wordAt(index: number): string {
		return all[index]?.kind === 'word' ? textAt(index).toLowerCase() : textAt(index);
	}
	function indexAt(offset: number): number {
		let low = 0;
		let high = all.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((all[middle]?.start ?? 0) < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}
	return {
		all,
		indexAt,
		textAt,
		wordAt,
		identifierAt(index) {
			const token = all[index];
			return token?.kind === 'word' || token?.kind === 'quoted' ? identifierOf(text, token) : undefined;
		},
		depthAt: index => depths()[index] ?? 0,
		nameAt(offset, count) {
			const parts: SqlToken[] = [];
			for (let index = indexAt(offset); parts.length < count; index++) {
				const token = all[index];
				if (!token) break;
				parts.push(token);
				// `U&"…" UESCAPE '…'` is one identifier.
				if (wordAt(index + 1) === 'uescape') index += 2;
				if (textAt(index + 1) !== '.') break;
				index++;
			}
			return parts;
		},
	};
}

function depthsOf(text: string, tokens: readonly SqlToken[]): readonly number[] {
	let depth = 0;
	return tokens.map(({ kind, start }) => {
		const character = kind === 'punctuation' ? text.charAt(start) : '';
		if (character === ')' || character === ']') depth--;
		const here = depth;
		if (character === '(' || character === '[') depth++;
		return here;
	});
}
