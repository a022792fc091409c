import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { SqlPlace } from '../../../server/src/core/sql/analysis';
import { loadSqlParser, parseStatement } from '../../../server/src/core/sql/parser';
import { analyzed, checkFindings, scopeOf } from './checks';
import { QUERIES } from './queries';

beforeAll(loadSqlParser);

function not(found: string, place = 'expression'): string {
	const code = place === 'query' ? 'not-a-query' : 'not-an-expression';
	return `${code} ${JSON.stringify({ place, found })}`;
}

test.each([
	['c.id ‹from t›', not('a FROM clause')],
	['c.id‹, c.name›', not('a second expression')],
	['c.id ‹as y›', not('an alias')],
	['c.id ‹y›', not('an alias')],
	['c.id ‹where true›', not('a WHERE clause')],
	['c.id ‹group by 1›', not('a GROUP BY clause')],
	['c.id ‹having true›', not('a HAVING clause')],
	['c.id ‹order by 1›', not('an ORDER BY clause')],
	['c.id ‹limit 1›', not('a LIMIT clause')],
	['c.id ‹offset 1›', not('an OFFSET clause')],
	['c.id ‹fetch first row only›', not('a LIMIT clause')],
	['c.id ‹window w as ()›', not('a WINDOW clause')],
	['c.id ‹union select 1›', not('a second query')],
	['‹distinct c.id›', not('DISTINCT')],
	['‹all› c.id', not('ALL')],
	['‹*›', not('*')],
	['(c).‹*›', not('*')],
	['‹$1› + 1', not('$1')],
	['‹default›', not('DEFAULT')],
	['1‹;›', not('a semicolon')],
	['1‹; select 2›', not('a second statement')],
	['‹select max(id) from cust›', not('a query without parentheses')],
	['‹ -- nothing›', not('nothing')],
	['c.id + ‹)›', 'sql-syntax {"message":"syntax error at or near \\")\\""}'],
	['c.id‹)› + (c.id', 'sql-syntax {"message":"syntax error at or near \\")\\""}'],
	['(c.id‹+›', 'sql-syntax {"message":"syntax error at end of input"}'],
	["c.name || ‹'open›", 'sql-syntax {"message":"unterminated quoted string"}'],
	['c.name || ‹"open›', 'sql-syntax {"message":"unterminated quoted identifier"}'],
	['c.id ‹/* open›', 'sql-syntax {"message":"unterminated /* comment"}'],
	["'größe 😀' ‹'x'›", 'sql-syntax {"message":"syntax error at or near \\"\'x\'\\""}'],
	['c.id ‹=›\n', 'sql-syntax {"message":"syntax error at end of input"}'],
])('an expression is refused: %s', (marked, expected) => {
	checkFindings('expression', marked, [expected], 'cust c');
});

test.each([
	['from', 'cust c ‹where c.id > 1›', not('a WHERE clause', 'FROM clause')],
	['from', 'cust c‹; select 1›', not('a second statement', 'FROM clause')],
	['from', 'cust c ‹order by 1›', not('an ORDER BY clause', 'FROM clause')],
	['from', 'cust c ‹union select 1›', not('a second query', 'FROM clause')],
	['from', '‹select * from cust›', not('a query without parentheses', 'FROM clause')],
	['from', 'cust‹)› x; drop table y; --', 'sql-syntax {"message":"syntax error at or near \\")\\""}'],
	['from', 'cust c joi‹n›', 'sql-syntax {"message":"syntax error at end of input"}'],
	['condition', 'c.id > 1 ‹order by 1›', not('an ORDER BY clause', 'condition')],
	['condition', '‹where c.id > 1›', not('a WHERE clause', 'condition')],
	['group-by', 'c.id ‹having true›', not('a HAVING clause', 'GROUP BY list')],
	['group-by', 'c.id ‹limit 1›', not('a LIMIT clause', 'GROUP BY list')],
	['query', 'select 1‹;›', not('a semicolon', 'query')],
	['query', 'select 1‹; select 2›', not('a second statement', 'query')],
	['query', '‹explain› select 1', not('EXPLAIN', 'query')],
	['query', '‹show› all', not('SHOW', 'query')],
	['query', 'select ‹$1›', not('$1', 'query')],
	['query', '‹c.id›', 'not-a-query {"place":"query","found":"a part of one"}'],
	['query', '‹cust c join line on true›', 'not-a-query {"place":"query","found":"a part of one"}'],
	['query', 'select c + ‹from› cust c', 'sql-syntax {"message":"syntax error at or near \\"from\\""}'],
	['query', '‹ ›', not('nothing', 'query')],
] as const)('a place is kept: %s: %s', (place, marked, expected) => {
	checkFindings(place as SqlPlace, marked, [expected]);
});

test('NUL is refused where the parser would stop reading', () => {
	expect(parseStatement('select 1\0; drop table y').error).toEqual({ message: 'PostgreSQL cannot hold the character NUL', offset: 8 });
});

test.each([
	`${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
	`1${' + 1'.repeat(100_000)}`,
	`${'not '.repeat(9000)}true`,
	`${'abs('.repeat(4000)}1${')'.repeat(4000)}`,
])('nesting without end is an ordinary error or none', text => {
	const { ok, findings } = analyzed(text, 'expression');
	expect(ok || findings.map(finding => finding.code).join() === 'sql-syntax').toBe(true);
	expect(analyzed('1 + 1', 'expression').ok).toBe(true);
});

const PLACES: readonly SqlPlace[] = ['expression', 'condition', 'from', 'group-by', 'query'];

test('no half-typed or damaged SQL makes the analysis throw or point outside of the text', () => {
	const scope = scopeOf('cust c left join ord o on true');
	const damage = fc.constantFrom(
		'',
		' ',
		"'",
		'"',
		'(',
		')',
		';',
		'--',
		'/*',
		'$1',
		'*',
		'.',
		',',
		'::',
		' from ',
		' as ',
		'😀',
		'\0',
		'$$',
		' with ',
		'\r\n',
	);
	const cut = fc.nat(300);
	fc.assert(
		fc.property(fc.constantFrom(...QUERIES), fc.constantFrom(...PLACES), cut, cut, damage, (query, place, one, other, inserted) => {
			const text = query.slice(0, Math.min(one, other)) + inserted + query.slice(Math.max(one, other) % (query.length + 1));
			const { findings, reads, tables, functions } = analyzed(text, place, scope);
			for (const { span } of [...findings, ...reads, ...tables, ...functions]) {
				expect(span.start).toBeGreaterThanOrEqual(100);
				expect(span.end).toBeGreaterThanOrEqual(span.start);
				expect(span.end).toBeLessThanOrEqual(Math.max(101, 100 + text.length));
			}
		}),
		{ numRuns: 2000 },
	);
});

test('every prefix of every query can be analysed', () => {
	for (const query of QUERIES) for (let end = 0; end <= query.length; end++) analyzed(query.slice(0, end), 'query');
	expect(analyzed(QUERIES[0] ?? '', 'query').ok).toBe(true);
});
