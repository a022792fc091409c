/** What is answered without the parser is what the parser would have said: a comment behind the text makes it be parsed. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUOTED_KEYWORDS } from '../../../server/src/core/sql/builtins';
import { analyzed } from './checks';

/** Where the parser refuses a text, the comment moves what it points at. */
function expectSame(text: string): void {
	const parsed = analyzed(`${text}\n--`, 'from');
	const own = analyzed(text, 'from');
	if (parsed.ok) expect(own, text).toEqual(parsed);
	else expect(own.ok, text).toBe(false);
}

test.each([
	...['cust', 'erp.cust', 'erp.cust c', 'ERP.Cust AS c', 'erp.cust as c', 'erp.cust as  C', 'erp.cust  c', 'erp.cust as', 'cust as as c'],
	...['nowhere', 'nope n', 'erp.nope', 'erp.cust c(a, b)', 'only erp.cust', 'erp.cust, cust c', 'erp. cust', '"erp".cust', 'a.erp.cust'],
	...['live', 'live l', 'lookup.country', 'lookup.country k', 'pg_class', 'pg_catalog.pg_class p', 'generate_series(1, 2) g', ''],
	...[`erp.cust ${'c'.repeat(64)}`, `erp.cust ${'c'.repeat(63)}`, 'erp.cust tablesample system (1)'],
])('%s', text => expectSame(text));

test('every keyword is read as the parser reads it', () => {
	for (const word of [...QUOTED_KEYWORDS.split(' '), 'absent', 'date', 'document', 'name', 'ordinality', 'rows', 'set', 'text', 'value']) {
		for (const text of [word, `erp.cust ${word}`, `erp.cust as ${word}`, `${word} c`, `${word}.cust c`, `erp.${word} c`]) expectSame(text);
	}
});

test('whatever is written is analysed as the parser has it', () => {
	const word = fc.oneof(fc.constantFrom('erp', 'cust', 'c', 'as', '.', ' ', 'live', 'join', '"', ''), fc.string({ maxLength: 2 }));
	fc.assert(
		fc.property(fc.array(word, { maxLength: 7 }), words => expectSame(words.join(''))),
		{ numRuns: 500 },
	);
});
