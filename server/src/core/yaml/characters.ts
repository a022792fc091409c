/** The characters that YAML gives a meaning to, and the steps over them. Knows no nodes. */

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const QUESTION_MARK = 63;
export const BACKSLASH = 92;
export const BYTE_ORDER_MARK = 0xfeff;

export function isBreak(code: number): boolean {
	return code === LINE_FEED || code === CARRIAGE_RETURN;
}

export function isBlank(code: number): boolean {
	return code === SPACE || code === TAB;
}

/** Whether a token ends at `offset`: white space, a line break or the end of the text. */
export function isGap(text: string, offset: number): boolean {
	return offset >= text.length || isBlank(text.charCodeAt(offset)) || isBreak(text.charCodeAt(offset));
}

/** Whether the `#` at `offset` starts a comment: only after white space or at the start of a line (YAML 1.2, 6.6). */
export function startsComment(text: string, offset: number): boolean {
	return offset === 0 || isGap(text, offset - 1) || text.charCodeAt(offset - 1) === BYTE_ORDER_MARK;
}

/** The offset of the line break that ends the line of `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
	let end = offset;
	while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
	return end;
}

/** The offset at which the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
	return start;
}

/** The offset after the line break that starts at `offset`. */
export function afterBreak(text: string, offset: number): number {
	return text.charCodeAt(offset) === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED ? offset + 2 : offset + 1;
}

/** The first offset from `offset` on that is not white space. */
export function skipBlanks(text: string, offset: number): number {
	let next = offset;
	while (isBlank(text.charCodeAt(next))) next++;
	return next;
}

/** The first offset from `offset` on that is neither white space nor a line break nor in a comment. */
export function skipSeparation(text: string, offset: number): number {
	let next = offset;
	for (;;) {
		const code = text.charCodeAt(next);
		if (isBlank(code) || isBreak(code)) next++;
		else if (code === HASH && startsComment(text, next)) next = lineEnd(text, next);
		else return next;
	}
}
