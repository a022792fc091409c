/** What is answered without the parser is what the parser would have said: a comment behind the text makes it be parsed. */

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { QUOTED_KEYWORDS } from '../../../server/src/core/sql/builtins';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { analyzed, scopeOf } from './checks';

beforeAll(loadSqlParser);

const scopes = [
	'erp.cust c',
	'erp.cust',
	'erp.cust c left join erp.cust d on d.id = c.id',
	'erp.cust c join erp.cust d using (id)',
	'erp.cust c(key, name)',
	'(select id, name as title from erp.cust) s',
	'(select 1 as value) name, erp.cust c',
	'nowhere n, erp.cust c',
];

/** Where the parser refuses a text, the comment moves what it points at. */
function expectSame(text: string, from: string): void {
	const scope = scopeOf(from);
	const parsed = analyzed(`${text}\n--`, 'expression', scope);
	const own = analyzed(text, 'expression', scope);
	if (parsed.ok) expect(own, `${text} over ${from}`).toEqual(parsed);
	else expect(own.ok, `${text} over ${from}`).toBe(false);
}

test.each([
	...[
		'c.id',
		'id',
		'c.name',
		'C.Name',
		'cust.id',
		'd.id',
		's.title',
		'key',
		'c.key',
		'value',
		'name',
		'c',
		's',
		'n.id',
		'c.nope',
		'nope.id',
	],
	...['c.ctid', 'ctid', 'c.initials', 'erp.cust.id', 'c.*', ' c.id', 'c . id', 'c.id ', '"c".id', 'null', 'true', 'user', 'current_date'],
	...[`c.${'i'.repeat(64)}`, 'i'.repeat(63), 'é', 'c.é', 'c.$1', '1', 'c.1', '_', 'x.', '.x', 'c.id.id'],
])('%s', text => {
	for (const from of scopes) expectSame(text, from);
});

test('every keyword is read as the parser reads it', () => {
	for (const word of [...QUOTED_KEYWORDS.split(' '), 'absent', 'date', 'document', 'name', 'text', 'value', 'year']) {
		for (const text of [word, `c.${word}`, `${word}.id`])
			expectSame(text, `(select 1 as id, 2 as "${word}") c, (select 3 as id) "${word}"`);
	}
});

test('whatever is written is analysed as the parser has it', () => {
	const name = fc.oneof(
		fc.constantFrom('c', 'd', 's', 'id', 'name', 'cust', 'title', 'ID', 'select', '"id"', ''),
		fc.string({ maxLength: 3 }),
	);
	const text = fc.oneof(
		name,
		fc.tuple(name, name).map(([first, second]) => `${first}.${second}`),
	);
	fc.assert(
		fc.property(text, written => expectSame(written, 'erp.cust c')),
		{ numRuns: 500 },
	);
});
