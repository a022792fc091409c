/**
 * Whether one condition is true exactly where another is not, by their words alone: `a < 1` and `a >= 1`, `p` and `not (p)`. Proves little, and
 * nothing wrongly: NULL is the caller's matter. Only whole comparisons are turned around, never one part of an `and`.
 */

import { lexSql } from '../sql/lexer';

type Words = readonly string[];

const opposites: Readonly<Record<string, string>> = { '<': '>=', '>=': '<', '>': '<=', '<=': '>', '=': '<>', '<>': '=' };
/** What binds looser than a comparison, or makes its sides more than they seem. */
const joining = new Set(['and', 'or', 'not', 'between', 'is', 'in', 'like', 'ilike', 'case', 'similar', 'any', 'all', 'some', 'exists']);

/** Whether both take the same rows, because they are the same words. */
export function sameText(one: string, other: string): boolean {
	return isSame(wordsOf(one), wordsOf(other));
}

/** Whether no row for which neither is unknown escapes both. */
export function exhausts(one: string, other: string): boolean {
	const [words, others] = [wordsOf(one), wordsOf(other)];
	return isSame(negated(words), others) || isSame(words, negated(others));
}

function negated(words: Words): Words | undefined {
	if (words[0] === 'not') {
		const inner = unwrapped(words.slice(1));
		return inner.length < words.length - 1 || !words.slice(1).some(word => word === 'and' || word === 'or') ? inner : undefined;
	}
	const operators = words.flatMap((word, index) => (opposites[word] === undefined ? [] : [index]));
	const [at] = operators;
	if (at === undefined || operators.length > 1 || words.some(word => joining.has(word))) return undefined;
	return words.map((word, index) => (index === at ? (opposites[word] ?? word) : word));
}

/** Folded outside of quotes, without comments and without brackets around all of it. */
function wordsOf(text: string): Words {
	const words = lexSql(text)
		.filter(({ kind }) => kind !== 'comment')
		.map(({ kind, start, end }) => {
			const word = text.slice(start, end);
			return kind === 'word' ? word.toLowerCase() : word === '!=' ? '<>' : word;
		});
	return unwrapped(words);
}

function unwrapped(words: Words): Words {
	if (words[0] !== '(' || words.at(-1) !== ')') return words;
	let depth = 0;
	for (const [index, word] of words.entries()) {
		if (word === '(') depth++;
		if (word === ')') depth--;
		if (depth === 0 && index < words.length - 1) return words;
	}
	return unwrapped(words.slice(1, -1));
}

function isSame(one: Words | undefined, other: Words | undefined): boolean {
	return (
		one !== undefined && other !== undefined && one.length > 0 && one.length === other.length && one.every((word, n) => word === other[n])
	);
}
