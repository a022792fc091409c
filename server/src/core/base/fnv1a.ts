/** A short name for a text, equal for equal texts. Protects against nothing: whoever wants two texts with one name can make them. */

/**
 * FNV-1a with 64 bits over the two bytes of each UTF-16 unit, in hexadecimal digits (draft-eastlake-fnv). The prime is 2^40 + 0x1b3, so that
 * two halves of 32 bits can be multiplied as plain numbers.
 */
export function fnv1a(text: string): string {
	let high = 0xcbf29ce4;
	let low = 0x84222325;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		for (const byte of [unit >> 8, unit & 0xff]) {
			low = (low ^ byte) >>> 0;
			const product = low * 0x1b3;
			high = (high * 0x1b3 + Math.floor(product / 0x100000000) + low * 0x100) % 0x100000000;
			low = product % 0x100000000;
		}
	}
	return hexadecimal(high) + hexadecimal(low);
}

function hexadecimal(half: number): string {
	return half.toString(16).padStart(8, '0');
}
