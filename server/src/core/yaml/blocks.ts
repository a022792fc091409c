/**
 * Cuts a YAML file into runs of whole lines that can be parsed one by one: the entries of the top level, and those of `mappings`. Looks at
 * the starts of lines only and parses nothing. See `recut.ts` for what a keystroke leaves as it was.
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
	/** What is known of `mappings` behind the key: see `Cutter`. */
	readonly mappingColumn: Cutter['mappingColumn'];
}

/**
 * The blocks of `text`, or undefined when it has to be parsed as one: it is empty, it does not start with a key at the margin, or it holds
 * document markers, directives, `? key` or a lone CR. A `---` at the very top is harmless. Comments right above a key, not indented more
 * than it, belong to the key's block.
 */
export function cutBlocks(text: string): readonly Cut[] | undefined {
	if (hasLoneReturn(text)) return undefined;
	const cutter = newCutter(text);
	const bom = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
	for (let at = bom; at < text.length; at = nextLine(text, at)) if (!readLine(cutter, at)) return undefined;
	return cutsFrom(cutter.starts, text.length);
}

export function hasLoneReturn(text: string): boolean {
	return text.includes('\r') && /\r(?!\n)/.test(text);
}

/** Undefined when nothing starts. What stands above the first key belongs to its block. */
export function cutsFrom(starts: readonly CutStart[], end: number): readonly Cut[] | undefined {
	return starts.length === 0
		? undefined
		: starts.map((each, n) => ({ ...each, start: n === 0 ? 0 : each.start, end: starts[n + 1]?.start ?? end }));
}

export type CutStart = Omit<Cut, 'end'>;

/** What is known before a line is read. */
export interface Cutter {
	readonly text: string;
	readonly starts: CutStart[];
	hasMarker: boolean;
	/** Inside of `mappings`: the column of its first entry, or `unknown` before that. */
	mappingColumn: number | 'unknown' | undefined;
	/** Where a run of comments at the margin starts that nothing but blank lines follows yet, or -1. */
	topComment: number;
	/** The same for comments that may stand above an entry of `mappings`. */
	mappingComment: number;
}

export function newCutter(text: string): Cutter {
	return { text, starts: [], hasMarker: false, mappingColumn: undefined, topComment: -1, mappingComment: -1 };
}

export function nextLine(text: string, at: number): number {
	const lineFeed = text.indexOf('\n', at);
	return lineFeed < 0 ? text.length : lineFeed + 1;
}

/** Takes the line that starts at `at` into account. False when the text cannot be cut. */
export function readLine(cutter: Cutter, at: number): boolean {
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
	cutter.mappingColumn = opensMappings ? 'unknown' : undefined;
	const kind = opensMappings ? 'mappings' : 'entry';
	starts.push({ start, kind, keyLine: at, isDedented: false, mappingColumn: cutter.mappingColumn });
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
		starts.push({ start, kind: 'mapping', keyLine: at, isDedented: column < deepest, mappingColumn: cutter.mappingColumn });
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
