import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../../server/src/core/base/lines';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '\u{1f600}', '\n', '\r', '\r\n') });

test('an offset comes back from its position', () => {
	fc.assert(
		fc.property(text, source => {
			const lines = linesOf(source);
			for (let offset = 0; offset <= source.length; offset++) {
				// Nothing stands between the two halves of a line's end.
				if (source[offset - 1] === '\r' && source[offset] === '\n') continue;
				expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
			}
		}),
	);
});

test('lines are counted as editors count them, and positions outside are clamped', () => {
	const lines = linesOf('ab\ncd\r\ne\rf');
	expect([0, 3, 7, 9].map(offset => lines.positionAt(offset))).toEqual([0, 1, 2, 3].map(line => ({ line, character: 0 })));
	expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
	expect(lines.offsetAt({ line: 99, character: 0 })).toBe(10);
	expect(lines.positionAt(99)).toEqual({ line: 3, character: 1 });
});
