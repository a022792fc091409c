/** Finds where an expression in a list of columns ends, which the parse tree does not tell. */

import type { Span } from '../base/span';
import type { Reading } from './reading';

/** Reserved words that end a list of columns. */
const CLAUSES: ReadonlySet<string> = new Set(
	'from where group having window union intersect except order limit offset fetch for into'.split(' '),
);

/** The span of the expression that starts at `location`, without its alias. */
export function spanOfTarget({ source, fragment }: Reading, location: number | undefined, isNamed: boolean): Span {
	const { tokens, offsetOf } = fragment;
	const first = location === -1 ? 0 : tokens.indexAt(offsetOf(location));
	const depth = tokens.depthAt(first);
	let end = first + 1;
	while (end < tokens.all.length && !(tokens.depthAt(end) <= depth && ends(end))) end++;
	if (isNamed && end - first > 1) end -= tokens.wordAt(end - 2) === 'as' ? 2 : 1;
	const start = tokens.all[first]?.start ?? 0;
	return source.spanAt(start, tokens.all[end - 1]?.end ?? source.text.length);

	function ends(index: number): boolean {
		const word = tokens.wordAt(index);
		if (tokens.depthAt(index) < depth || word === ',' || word === ';') return true;
		// `is distinct from` and `within group` are parts of expressions.
		return CLAUSES.has(word) && !['distinct', 'within'].includes(tokens.wordAt(index - 1));
	}
}
