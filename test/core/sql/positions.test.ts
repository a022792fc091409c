import fc from 'fast-check';
import { expect, test } from 'vitest';

import { utf16OfBytes, utf16OfCodePoints } from '../../../server/src/core/sql/positions';

const text = fc.string({ unit: 'binary' });

test('the bytes before an offset lead back to it', () => {
	fc.assert(
		fc.property(text, value => {
			const utf16 = utf16OfBytes(value);
			for (let offset = 0; offset <= value.length; offset++) {
				const before = value.slice(0, offset);
				if (Buffer.from(before).toString() === before) expect(utf16(Buffer.byteLength(before))).toBe(offset);
			}
		}),
	);
});

test('the code points before an offset lead back to it', () => {
	fc.assert(
		fc.property(text, value => {
			for (let offset = 0; offset <= value.length; offset++) {
				const before = value.slice(0, offset);
				if (Buffer.from(before).toString() === before) expect(utf16OfCodePoints(value, [...before].length)).toBe(offset);
			}
		}),
	);
});

test('an offset inside or behind the text stays in it', () => {
	expect([1, 2, 3, 9].map(utf16OfBytes('😀a'))).toEqual([0, 0, 0, 3]);
	expect([-1, 9].map(utf16OfBytes('abc'))).toEqual([0, 3]);
});
