import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeyPart } from '../../../server/src/core/reconcile/keyOrder';

test('text has the order of its UTF-8 bytes', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
			const order = Buffer.compare(Buffer.from(one), Buffer.from(other));
			expect(Math.sign(compareKeyPart('text', one, other))).toBe(order);
		}),
	);
});

test('a character beyond the basic plane comes after the last one of it', () => {
	expect(compareKeyPart('text', '\u{1f600}', '\uffee')).toBeGreaterThan(0);
	expect(compareKeyPart('text', '\ue000', '\u{10000}')).toBeLessThan(0);
});

test('integers of any length have the order of numbers', () => {
	fc.assert(
		fc.property(fc.bigInt(), fc.bigInt(), (one, other) => {
			expect(Math.sign(compareKeyPart('integer', String(one), String(other)))).toBe(one < other ? -1 : one > other ? 1 : 0);
		}),
	);
});

test('NULL comes last and equals NULL', () => {
	expect(compareKeyPart('text', null, '')).toBe(1);
	expect(compareKeyPart('integer', '9', null)).toBe(-1);
	expect(compareKeyPart('text', null, null)).toBe(0);
});
