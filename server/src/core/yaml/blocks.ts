/**
 * Cuts a YAML file into runs of whole lines that can be parsed one by one: the entries of the top level, and those of `mappings`. Looks at
 * the starts of lines only and parses nothing; it is run over the whole file at every keystroke.
 */

import { BYTE_ORDER_MARK, COLON, DASH, HASH, isGap, QUESTION_MARK, SPACE, skipBlanks } from './characters';

/** One block. It reaches to the start of the next. */
export interface Cut {
	readonly start: number;
	readonly end: number;
	/** `mappings` is the line `mappings:` whose entries are the blocks of kind `mapping` after it. */
	readonly kind: 'entry' | 'mappings' | 'mapping';
	/** Where the line with the key starts; comments may stand above it. */
	readonly keyLine: number;
	/** Of a mapping: whether it is indented less than the first one. */
	readonly isDedented: boolean;
}

/**
 * The blocks of `text`, or undefined when it has to be parsed as one: it is empty, it does not start with a key at the margin, or it holds
 * document markers, directives, `? key` or a lone CR. A `---` at the very top is harmless. Comments right above a key, not indented more
 * than it, belong to the key's block.
 */
export function cutBlocks(text: string): readonly Cut[] | undefined {
	if (/\r(?!\n)/.test(text)) return undefined;
	const cutter: Cutter = { text, starts: [], hasMarker: false, mappingColumn: undefined, topComment: -1, mappingComment: -1 };
	const bom = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
	for (let at = bom; at < text.length; ) {
		if (!readLine(cutter, at)) return undefined;
		const lineFeed = text.indexOf('\n', at);
		at = lineFeed < 0 ? text.length : lineFeed + 1;
	}
	const { starts } = cutter;
	return starts.length === 0
		? undefined
		: starts.map((each, n) => ({ ...each, start: n === 0 ? 0 : each.start, end: starts[n + 1]?.start ?? text.length }));
}

interface Cutter {
	readonly text: string;
	readonly starts: Omit<Cut, 'end'>[];
	hasMarker: boolean;
	/** Inside of `mappings`: the column of its first entry, or `unknown` before that. */
	mappingColumn: number | 'unknown' | undefined;
	/** Where a run of comments at the margin starts that nothing but blank lines follows yet, or -1. */
	topComment: number;
	/** The same for comments that may stand above an entry of `mappings`. */
	mappingComment: number;
}

/** Takes the line that starts at `at` into account. False when the text cannot be cut. */
function readLine(cutter: Cutter, at: number): boolean {
	const { text, starts, mappingColumn } = cutter;
	// Deeper than this, a line belongs to the block that is open.
	const deepest = mappingColumn === 'unknown' ? Number.POSITIVE_INFINITY : (mappingColumn ?? 0);
	let first = at;
	while (first - at <= deepest && text.charCodeAt(first) === SPACE) first++;
	const column = first - at;
	const content = skipBlanks(text, first);
	if (isGap(text, content)) return true;
	const isComment = text.charCodeAt(content) === HASH;
	if (column > deepest || content > first) {
		// A comment in here may be a line of a text block, so it stays where it is.
		endComments(cutter);
		return isComment || starts.length > 0;
	}
	if (isComment) noteComment(cutter, at, column);
	else if (column === 0) return readTopLine(cutter, at);
	else readMappingLine(cutter, at, column);
	return true;
}

function endComments(cutter: Cutter): void {
	cutter.topComment = -1;
	cutter.mappingComment = -1;
}

function noteComment(cutter: Cutter, at: number, column: number): void {
	if (column > 0) cutter.topComment = -1;
	else if (cutter.topComment < 0) cutter.topComment = at;
	if (cutter.mappingComment < 0) cutter.mappingComment = at;
}

function readTopLine(cutter: Cutter, at: number): boolean {
	const { text, starts, topComment } = cutter;
	if (isMarker(text, at)) {
		const isFirst = starts.length === 0 && !cutter.hasMarker && /^---[ \t]*(#.*)?\r?$/.test(text.slice(at, lineFeedAt(text, at)));
		cutter.hasMarker = true;
		return isFirst;
	}
	if (continues(text, at)) {
		endComments(cutter);
		return starts.length > 0;
	}
	const code = text.charCodeAt(at);
	if ((code === QUESTION_MARK || code === COLON) && isGap(text, at + 1)) return false;
	if (starts.length === 0 && /[[{%]/.test(text[at] ?? '')) return false;
	const isMappings = /^(mappings|"mappings"|'mappings')[ \t]*:[ \t]*(#.*)?\r?$/.test(text.slice(at, lineFeedAt(text, at)));
	const opensMappings = isMappings && firstEntryLooksRight(text, lineFeedAt(text, at));
	const start = topComment >= 0 ? topComment : at;
	starts.push({ start, kind: opensMappings ? 'mappings' : 'entry', keyLine: at, isDedented: false });
	cutter.mappingColumn = opensMappings ? 'unknown' : undefined;
	endComments(cutter);
	return true;
}

function readMappingLine(cutter: Cutter, at: number, column: number): void {
	const { text, starts, mappingComment } = cutter;
	const isFirst = cutter.mappingColumn === 'unknown';
	if (isFirst) cutter.mappingColumn = column;
	const deepest = isFirst ? column : Number(cutter.mappingColumn);
	if (column <= deepest && (isFirst || !continues(text, at + column))) {
		const start = mappingComment >= 0 ? mappingComment : at;
		starts.push({ start, kind: 'mapping', keyLine: at, isDedented: column < deepest });
	}
	endComments(cutter);
}

function isMarker(text: string, at: number): boolean {
	return (text.startsWith('---', at) || text.startsWith('...', at)) && isGap(text, at + 3);
}

/** A list may stand at the column of its key; a closing bracket that does is wrong, but no key either. */
function continues(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (code === DASH && isGap(text, at + 1)) || text[at] === ']' || text[at] === '}';
}

function lineFeedAt(text: string, at: number): number {
	const lineFeed = text.indexOf('\n', at);
	return lineFeed < 0 ? text.length : lineFeed;
}

/** Whether the first line with content below `at` is indented and may be a key: not a list, not in brackets, no anchor, alias or tag. */
function firstEntryLooksRight(text: string, at: number): boolean {
	const content = /\n[ \t]*(?![ \t\r\n#])/g;
	content.lastIndex = at;
	const match = content.exec(text);
	if (match === null || match[0] === '\n' || match[0].includes('\t')) return false;
	const first = match.index + match[0].length;
	const line = text.slice(first, lineFeedAt(text, first));
	return /^(["']).*\1[ \t]*:(\s|$)/.test(line) || /^[^[\]{}&*!|>%@`"',#?:-]/.test(line) || /^[?:-]\S/.test(line);
}
