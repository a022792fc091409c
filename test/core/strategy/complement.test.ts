import { describe, expect, test } from 'vitest';

import { exhausts, sameText } from '../../../server/src/core/strategy/complement';

describe('two conditions of which one is true wherever the other is not', () => {
	test.each([
		['a < 1', 'a >= 1'],
		['A < 1', '(a >= 1)'],
		['a = 1', 'a != 1'],
		["a <> 'X'", "a = 'X'"],
		['ordered_at < ${history_ends}', 'ordered_at >= ${history_ends}'],
		['lower(a) = b', 'lower(a) <> b'],
		['not (a = 1 and b = 2)', 'a = 1 and b = 2'],
		['not a = 1', 'a = 1'],
		['a = 1 -- the first', 'not (a = 1)'],
	])('%s / %s', (one, other) => {
		expect([exhausts(one, other), exhausts(other, one)]).toEqual([true, true]);
	});
});

describe('two conditions of which nothing is known', () => {
	test.each([
		['a < 1', 'a > 1'],
		['a < 1', 'b >= 1'],
		['a < 1 and b = 1', 'a >= 1 and b = 1'],
		["a = 'X'", "a <> 'x'"],
		['"A" = 1', 'a <> 1'],
		["a = E'X'", "a <> e'x'"],
		['not a and b', 'a and b'],
		['(a) = (b) or (c)', '(a) <> (b) or (c)'],
		['a between 1 and 2', 'a < 1'],
		['', ''],
	])('%s / %s', (one, other) => {
		expect(exhausts(one, other)).toBe(false);
	});

	test('the same words are the same whatever their case, brackets and blanks', () => {
		expect(sameText('( A  < 1 )', 'a<1')).toBe(true);
		expect(sameText("a = 'X'", "a = 'x'")).toBe(false);
	});
});
