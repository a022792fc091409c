/** Bytes from base64 as PostgreSQL writes it: with line breaks, which are skipped, as is whatever else is no digit. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const none = 255;
const digits = new Uint8Array(128).fill(none);
for (let i = 0; i < alphabet.length; i++) digits[alphabet.charCodeAt(i)] = i;

/** A view of the bytes, whose numbers are read in network order. */
export function decodeBase64(text: string): DataView {
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	let length = 0;
	let bits = 0;
	let waiting = 0;
	for (let i = 0; i < text.length; i++) {
		const digit = digits[text.charCodeAt(i)] ?? none;
		if (digit === none) continue;
		bits = (bits << 6) | digit;
		waiting += 6;
		if (waiting < 8) continue;
		waiting -= 8;
		bytes[length++] = bits >> waiting;
		bits &= (1 << waiting) - 1;
	}
	return new DataView(bytes.buffer, 0, length);
}
