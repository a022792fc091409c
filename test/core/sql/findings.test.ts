import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { analyzed, checkFindings, scopeOf } from './checks';

beforeAll(loadSqlParser);

const FROM = 'cust c join ord o on o.cust_id = c.id';

test.each([
	['c.‹naem›', 'unknown-column {"column":"naem","table":"c","nearest":"name"}'],
	['c.‹NaEm›', 'unknown-column {"column":"NaEm","table":"c","nearest":"name"}'],
	['c.‹"Name"›', 'unknown-column {"column":"Name","table":"c","nearest":"name"}'],
	['c.‹odd_name›', 'unknown-column {"column":"odd_name","table":"c","nearest":"\\"Odd Name\\""}'],
	['c /* ü */ . ‹qqq›', 'unknown-column {"column":"qqq","table":"c"}'],
	['‹totl›', 'unknown-column {"column":"totl","nearest":"total"}'],
	['‹id›', 'ambiguous-column {"column":"id","candidates":"c.id, o.id"}'],
	['‹cc›.id', 'unknown-table {"name":"cc"}'],
	['‹erp.cust›.id', 'unknown-table {"name":"erp.cust"}'],
	['‹"Xyz"›.*', 'unknown-table {"name":"\\"Xyz\\""}'],
	['(c).‹naem›', 'unknown-column {"column":"naem","table":"c","nearest":"name"}'],
	['(select ‹naem› from line)', 'unknown-column {"column":"naem","nearest":"name"}'],
	['(select l.‹naem› from line l)', 'unknown-column {"column":"naem","table":"l"}'],
	['(select 1 from ‹cusst›)', 'unknown-table {"name":"cusst","nearest":"cust"}'],
	['(select 1 from ‹erp.cusst› x)', 'unknown-table {"name":"erp.cusst","nearest":"erp.cust"}'],
	['‹initial›(c)', 'unknown-function {"name":"initial","nearest":"initials"}'],
	['‹coalesc›(c.name)', 'unknown-function {"name":"coalesc"}'],
	['‹substrin›(c.name)', 'unknown-function {"name":"substrin","nearest":"substring"}'],
	['‹pg_catalog.nope›(1)', 'unknown-function {"name":"pg_catalog.nope"}'],
	['‹street›(c)', 'unknown-function {"name":"street"}'],
	['‹sum›(c.id) + 1', 'aggregate-without-group-by {"name":"sum"}'],
	['‹count›(*)', 'aggregate-without-group-by {"name":"count"}'],
	['‹erp.total_of›(c.id)', 'aggregate-without-group-by {"name":"total_of"}'],
	['‹json_arrayagg›(c.id)', 'aggregate-without-group-by {"name":"json_arrayagg"}'],
])('an expression: %s', (marked, expected) => {
	checkFindings('expression', marked, [expected], FROM);
});

test.each([
	['select * from cust c, (select ‹c›.id) s', ['unknown-table {"name":"c"}']],
	['select * from cust a join ord b on b.id = ‹c›.id, cust c', ['unknown-table {"name":"c"}']],
	['select * from cust join line using (‹id›)', ['unknown-column {"column":"id","table":"line"}']],
	['select * from cust a join cust b on true join ord using (‹id›)', ['ambiguous-column {"column":"id","candidates":"a.id, b.id"}']],
	['select j.id, ‹c›.id from (cust c join line on true) j', ['unknown-table {"name":"c"}']],
	['with w as (select id from cust) select ‹nme› from w', ['unknown-column {"column":"nme","table":"w"}']],
	['select x.‹id› from cust x(a)', ['unknown-column {"column":"id","table":"x"}']],
	['select id as n from cust where ‹n› > 1', ['unknown-column {"column":"n","table":"cust"}']],
	['select id as n from cust order by ‹n› + 1', ['unknown-column {"column":"n","table":"cust"}']],
	['select id from cust union select id from ord order by ‹name›', ['unknown-column {"column":"name"}']],
	['select ‹qty› from cust', ['unknown-column {"column":"qty","table":"cust"}']],
	['select e.‹x› from cust c, jsonb_array_elements(data) e', ['unknown-column {"column":"x","table":"e"}']],
	['select n.‹xyz› from generate_series(1, 2) n', ['unknown-column {"column":"xyz","table":"n"}']],
	['select x from ‹country›', ['unknown-table {"name":"country"}']],
	['select v.‹zip› from lookup.country v', ['unknown-column {"column":"zip","table":"v"}']],
])('a query: %s', (marked, expected) => {
	checkFindings('query', marked, expected);
});

test.each([
	['from', '‹cusst› c', 'unknown-table {"name":"cusst","nearest":"cust"}'],
	['from', 'cust c join ord o on o.‹custid› = c.id', 'unknown-column {"column":"custid","table":"o","nearest":"cust_id"}'],
	['condition', "c.‹naem› like 'A%'", 'unknown-column {"column":"naem","table":"c","nearest":"name"}'],
	['condition', '‹max›(c.id) > 1', 'aggregate-without-group-by {"name":"max"}'],
	['group-by', 'c.id, c.‹naem›', 'unknown-column {"column":"naem","table":"c","nearest":"name"}'],
] as const)('a place: %s: %s', (place, marked, expected) => {
	checkFindings(place, marked, [expected], place === 'from' ? undefined : FROM);
});

test.each(['(select sum(l.qty) from line l)', 'sum(c.id) over (order by c.id)', 'row_number() over ()'])(
	'no aggregate of its own: %s',
	text => {
		checkFindings('expression', text, [], FROM);
	},
);

test('an aggregate may stand where a mapping groups', () => {
	checkFindings('expression', 'sum(c.id)', [], FROM, { aggregatesAllowed: true });
	expect(analyzed('sum(c.id)', 'expression', scopeOf(FROM)).aggregates).toBe(true);
});

test.each([
	'nowhere.anything',
	'anything',
	'(select x.anything from nowhere x)',
	'(select anything from hidden)',
	'(select anything from lookup.country, nowhere)',
	'(select u.anything from unnest(c.tags) u)',
])('an unknown name is not reported where it may be right: %s', text => {
	checkFindings('expression', text, [], 'cust c, nowhere');
});

test('without a scope nothing is known of columns', () => {
	checkFindings('expression', 'c.x + y + upper(z.w)', []);
});

test('a fix knows what to write', () => {
	const { findings } = analyzed('c.odd_name', 'expression', scopeOf(FROM));
	expect(findings.map(({ data }) => data)).toEqual([{ replacement: '"Odd Name"' }]);
});
