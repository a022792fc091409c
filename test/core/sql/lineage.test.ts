import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { analyzed, checkLineage, namesOf, scopeOf } from './checks';

beforeAll(loadSqlParser);

test.each([
	[
		'select total, name || note as both from ord join cust using (id)',
		'total: erp.ord.total; both: erp.cust.name, erp.ord.note | erp.cust.id, erp.ord.id',
	],
	['select s.n from (select name as n, parent from cust where id > 1) s', 'n: erp.cust.name | erp.cust.id'],
	['select note from (select * from ord) o where id = 1', 'note: erp.ord.note | erp.ord.id'],
	['select n from live', 'n: erp.cust.name | erp.cust.id'],
	['select 1 as one from live', 'one: | erp.cust.id'],
	['with w as (select id, name, parent from cust) select name from w', 'name: erp.cust.name |'],
	['with w as (select name from cust) select 1 as one', 'one: |'],
	['select note from ord union all select name from cust', 'note: erp.cust.name, erp.ord.note |'],
	['select note from ord union select name from cust', 'note: erp.cust.name, erp.ord.note | erp.cust.name, erp.ord.note'],
	['select distinct note from ord', 'note: erp.ord.note | erp.ord.note'],
	['select count(*) as n from ord group by note order by max(total)', 'n: | erp.ord.note, erp.ord.total'],
	['select 1 as one from cust c where exists (select * from ord o where o.cust_id = c.id)', 'one: | erp.cust.id, erp.ord.cust_id'],
	['select (select max(total) from ord o where o.cust_id = c.id) as m from cust c', 'm: erp.cust.id, erp.ord.cust_id, erp.ord.total |'],
	['select l.t from cust c, lateral (select total + c.id as t from ord) l', 't: erp.cust.id, erp.ord.total |'],
	['select t.tag from cust c, unnest(c.tags) as t(tag)', 'tag: erp.cust.tags | erp.cust.tags'],
	[
		'with recursive t(a, b) as (select id, parent from cust union all select b, a from t) select a from t',
		'a: erp.cust.id, erp.cust.parent |',
	],
	[
		'with recursive t(a, b, c) as (select id, parent, name::int from cust union all select b, c, a from t) select a from t',
		'a: erp.cust.id, erp.cust.name, erp.cust.parent |',
	],
	['select o from ord o', 'o: erp.ord.cust_id, erp.ord.id, erp.ord.note, erp.ord.total |'],
	["select * from (values (1, 'x')) v(a, b), line", 'a:; b:; ord_id: erp.line.ord_id; item: erp.line.item; qty: erp.line.qty |'],
	['select * from hidden', 'unknown |'],
	['select *, total from ord, hidden', 'unknown | erp.ord.cust_id, erp.ord.id, erp.ord.note, erp.ord.total'],
])('%s', (text, expected) => {
	checkLineage(text, expected);
});

test('a column over a subquery reads only what it is made of', () => {
	const scope = scopeOf('(select * from ord where cust_id > 1) o');
	expect(namesOf(analyzed('o.total', 'expression', scope).always)).toBe('erp.ord.total');
	expect(namesOf(analyzed('(select * from ord where cust_id > 1) o', 'from').always)).toBe('erp.ord.cust_id');
});

test('type and nullability pass through columns and expressions', () => {
	const { output } = analyzed('select c.id, c.name as n, o.id as o, o.total + 1 as t from cust c left join ord o on true', 'query');
	expect(output?.map(({ name, type, nullable }) => `${name} ${type} ${nullable}`)).toEqual([
		'id integer false',
		'n text false',
		'o integer true',
		't numeric true',
	]);
});

test('an output column tells where its expression stands', () => {
	const text = "select c.id, trim(both from name) as n, extract(year from now()) y, c.name is distinct from 'x', * from cust c";
	const { output } = analyzed(text, 'query');
	expect(output?.slice(0, 5).map(({ span }) => text.slice(span.start - 100, span.end - 100))).toEqual([
		'c.id',
		'trim(both from name)',
		'extract(year from now())',
		"c.name is distinct from 'x'",
		'*',
	]);
});
