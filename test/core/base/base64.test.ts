import { expect, test } from 'vitest';
import { decodeBase64 } from '../../../server/src/core/base/base64';

const bytesOf = (text: string) => {
	const view = decodeBase64(text);
	return [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
};

test.each([0, 1, 2, 3, 4, 57, 58, 200])('%i bytes, with the line breaks of PostgreSQL', length => {
	const bytes = Array.from({ length }, (_, i) => (i * 151 + 7) % 256);
	const lines = Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\n');
	expect(bytesOf(lines)).toEqual(bytes);
});

test('numbers are read in network order', () => {
	expect(decodeBase64('//////////4=').getBigInt64(0)).toBe(-2n);
});
