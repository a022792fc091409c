/** Lines with content and how far they are indented: what the search for a fault goes by. */

import { afterBreak, isBlank, isBreak, isGap, lineEnd, lineStart, skipBlanks } from './characters';

export interface Line {
	readonly start: number;
	/** Where its content starts, and the column of that. */
	readonly first: number;
	readonly column: number;
	/** Where its content ends. */
	readonly end: number;
}

export function lineAt(text: string, at: number): Line {
	const start = lineStart(text, at);
	const first = skipBlanks(text, start);
	let end = lineEnd(text, at);
	while (end > first && isBlank(text.charCodeAt(end - 1))) end--;
	return { start, first, column: first - start, end };
}

/** The next line with content above. */
export function lineAbove(text: string, line: Line): Line | undefined {
	let above = line;
	do {
		if (above.start === 0) return undefined;
		const isPair = text[above.start - 1] === '\n' && text[above.start - 2] === '\r';
		above = lineAt(text, above.start - (isPair ? 2 : 1));
	} while (isGap(text, above.first) || text[above.first] === '#');
	return above;
}

/** The next line with content below. */
export function lineBelow(text: string, line: Line): Line | undefined {
	for (let at = lineEnd(text, line.first); isBreak(text.charCodeAt(at)); ) {
		const below = lineAt(text, afterBreak(text, at));
		if (!isGap(text, below.first) && text[below.first] !== '#') return below;
		at = lineEnd(text, below.first);
	}
	return undefined;
}

/** The end of `line` and of the lines below that are indented more than it. */
export function endOfDeeper(text: string, line: Line): number {
	let { end } = line;
	for (let below = lineBelow(text, line); below !== undefined && below.column > line.column; below = lineBelow(text, below))
		end = below.end;
	return end;
}

/** Whether the line that starts with `first` looks like an entry or an item, and so not like more of the text above it. */
export function looksLikeEntry(text: string, first: number): boolean {
	return /^(- |[^'",()[\]{}]+:(\s|$)|(["']).*?\3\s*:(\s|$))/.test(text.slice(first, lineEnd(text, first)));
}
