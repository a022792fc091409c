/** What is wanted at the cursor of half-typed SQL, and the tables in sight. */

import { expect, test } from 'vitest';

import { sqlCursor } from '../../../server/src/core/sql/cursor';

type Begins = Parameters<typeof sqlCursor>[2];

/** `wants: qualifier.word (tables)`. */
function render(begins: Begins, marked: string): string {
	const offset = marked.indexOf('<|>');
	const cursor = sqlCursor(marked.replace('<|>', ''), offset, begins);
	if (!cursor) return 'nothing';
	const tables = cursor.tables.map(({ schema, name, alias }) => `${[schema, name ?? '()'].filter(Boolean).join('.')} ${alias}`);
	return `${cursor.wants}: ${[...cursor.qualifier, cursor.word.text].join('.')}${tables.length > 0 ? ` (${tables.join(', ')})` : ''}`;
}

test.each<[Begins, string, string]>([
	['expression', '<|>', 'expression: '],
	['expression', 'c.<|>', 'expression: c.'],
	['expression', 'c. <|>', 'expression: c.'],
	['expression', 'trim(c.na<|>)', 'expression: c.na'],
	['expression', 'c.a <|>', 'operator: '],
	['expression', 'c.a || <|>', 'expression: '],
	['expression', "'c.<|>'", 'nothing'],
	['expression', "'c.<|>", 'nothing'],
	['expression', '1.<|>', 'nothing'],
	['expression', 'a -- c.<|>', 'nothing'],
	['expression', 'case when <|>', 'expression: '],
	['expression', '(select x.<|> from erp.t x where x.id = c.id)', 'expression: x. (erp.t x)'],
	['expression', 'extract(year from c.<|>)', 'expression: c.'],
	['expression', 'c."Ord<|>er"', 'expression: c.Ord'],
	['from', '<|>', 'table: '],
	['from', 'erp.<|>', 'table: erp.'],
	['from', 'erp.a <|>', 'join:  (erp.a a)'],
	['from', 'erp.a c\nleft <|>', 'join:  (erp.a c)'],
	['from', 'erp.a c\nleft join erp.<|>', 'table: erp. (erp.a c)'],
	['from', 'erp.a c left join erp.b d on d.id = c.<|>', 'expression: c. (erp.a c, erp.b d)'],
	['from', 'erp.a c left join erp.b d on <|>', 'expression:  (erp.a c, erp.b d)'],
	['from', 'erp.a c, <|>', 'table:  (erp.a c)'],
	['from', '(erp.a c join erp.<|>)', 'table: erp. (erp.a c)'],
	['from', '(select x.<|> from erp.a x) s', 'expression: x. (erp.a x, () s)'],
	['from', '(select 1) s join erp.a c on s.<|>', 'expression: s. (() s, erp.a c)'],
	['query', '<|>', 'query: '],
	['query', 'select <|> from erp.a', 'expression:  (erp.a a)'],
	['query', 'select * from <|>', 'table: '],
	['query', 'select a from erp.a group by <|>', 'expression:  (erp.a a)'],
])('%s: %s', (begins, text, expected) => expect(render(begins, text)).toBe(expected));
