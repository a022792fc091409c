import { expect, test } from 'vitest';

import { compose, composeList, inParentheses } from '../../../server/src/core/sql/composed';
import { plainSqlSource } from '../../../server/src/core/sql/source';

const NAME = plainSqlSource("c.name || 'x' -- note", 'block', 50);
const FROM = plainSqlSource('cust c', 'block', 10);

function originOf(text: { readonly text: string; originAt(offset: number): unknown }, part: string): unknown {
	return text.originAt(text.text.indexOf(part));
}

test("the user's SQL stands on lines of its own", () => {
	const { text } = compose(['select ', inParentheses(NAME), ' as name from', FROM, 'where true']);
	expect(text).toBe("select (\nc.name || 'x' -- note\n) as name from\ncust c\nwhere true");
});

test("a position leads back to the user's token, through any depth", () => {
	const inner = compose(['select ', inParentheses(NAME), ' as name from', FROM]);
	const outer = compose(['select * from (', inner, ') s where ', inParentheses(plainSqlSource('s.x', 'other', 0))]);
	expect(originOf(outer, 'c.name')).toEqual({ block: 'block', start: 50, end: 51 });
	expect(originOf(outer, 'name ||')).toEqual({ block: 'block', start: 52, end: 56 });
	expect(originOf(outer, "x'")).toEqual({ block: 'block', start: 60, end: 63 });
	expect(originOf(outer, 'cust c')).toEqual({ block: 'block', start: 10, end: 14 });
	expect(originOf(outer, 's.x')).toEqual({ block: 'other', start: 0, end: 1 });
});

test('our own text, and what is outside, comes from nowhere', () => {
	const text = compose(['select ', inParentheses(NAME), ' as name']);
	expect(['select', '(\n', '\nc.name', ')', ' as'].map(part => originOf(text, part))).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
	]);
	expect([text.originAt(-1), text.originAt(text.text.length)]).toEqual([undefined, undefined]);
});

test('a list has its separator between the parts only', () => {
	expect(composeList(['a', 'b', 'c'], ', ').text).toBe('a, b, c');
	expect(composeList([], ', ').text).toBe('');
});

test('a composition of many parts finds its way', () => {
	const parts = Array.from({ length: 5000 }, (_, index) => plainSqlSource(`column_${index}`, 'block', index * 100));
	const text = compose(['select ', composeList(parts.map(inParentheses), ', ')]);
	expect([0, 4711, 4999].map(index => originOf(text, `\ncolumn_${index}\n`.slice(1)))).toEqual(
		[0, 4711, 4999].map(index => ({ block: 'block', start: index * 100, end: index * 100 + `column_${index}`.length })),
	);
});
