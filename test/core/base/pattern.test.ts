import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern } from '../../../server/src/core/base/pattern';

/** Any text, regular expressions' own characters and astral ones among it, without wildcards. */
const plain = fc.string({ unit: fc.constantFrom(...'ab.$^\\+|()[]{}/-_ é', '\u{1f600}', '\n') });

test('a pattern without wildcards matches itself and nothing else', () => {
	fc.assert(
		fc.property(plain, plain, (text, other) => {
			const pattern = compilePattern(text);
			expect(pattern.isWild).toBe(false);
			expect(pattern.matches(text)).toBe(true);
			expect(pattern.matches(other)).toBe(text === other);
			expect(pattern.captures(text)).toEqual([]);
		}),
	);
});

test('wildcards stand for some texts that give the name when they are put in their places', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(plain, fc.constant('*')), { maxLength: 6 }),
			fc.array(plain, { minLength: 6, maxLength: 6 }),
			(parts, fillers) => {
				let next = 0;
				const name = parts.map(part => (part === '*' ? fillers[next++] : part)).join('');
				const captures = compilePattern(parts.join('')).captures(name);
				let taken = 0;
				expect(parts.map(part => (part === '*' ? captures?.[taken++] : part)).join('')).toBe(name);
				expect(captures).toHaveLength(next);
			},
		),
	);
});

test('? stands for one character, and * for none or many', () => {
	const matches = (pattern: string, ...names: readonly string[]) => names.map(name => compilePattern(pattern).matches(name));
	expect(matches('erp.tmp_?', 'erp.tmp_a', 'erp.tmp_\u{1f600}', 'erp.tmp_', 'erp.tmp_ab')).toEqual([true, true, false, false]);
	expect(matches('*.*.filler_*', 'erp.cust.filler_1', 'erp.cust.filler_', 'erp.filler_1')).toEqual([true, true, false]);
	expect(compilePattern('erp.ref_*').captures('erp.ref_unit')).toEqual(['unit']);
	expect(compilePattern('erp.ref_*').captures('app.ref_unit')).toBeUndefined();
});
