/** The one file that converts positions: UTF-8 bytes (the parse tree), code points (errors of the parser and of servers), UTF-16 (ours). */

/** Turns UTF-8 byte offsets of `text` into UTF-16 offsets. An offset inside a character gives the character's start. */
export function utf16OfBytes(text: string): (byte: number) => number {
	if (isAscii(text)) return byte => clamp(byte, text.length);
	const units: number[] = [];
	for (let i = 0; i < text.length; ) {
		const code = text.codePointAt(i) ?? 0;
		for (let byte = 0; byte < utf8Length(code); byte++) units.push(i);
		i += code > 0xffff ? 2 : 1;
	}
	return byte => units[Math.max(0, byte)] ?? text.length;
}

/** Turns an offset in code points, from 0, into one in UTF-16 units. */
export function utf16OfCodePoints(text: string, codePoints: number): number {
	let offset = 0;
	for (let i = 0; i < codePoints && offset < text.length; i++) offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
	return offset;
}

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
	return true;
}

/** A lone surrogate is sent as U+FFFD, which takes three bytes too. */
function utf8Length(code: number): number {
	return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function clamp(offset: number, length: number): number {
	return Math.max(0, Math.min(offset, length));
}
