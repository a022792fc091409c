import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser, parseStatement } from '../../../server/src/core/sql/parser';
import { analyzed, checkReads, findingsOf, namesOf, scopeOf } from './checks';
import { QUERIES } from './queries';

beforeAll(loadSqlParser);

test.each(QUERIES)('nothing is wrong with: %s', text => {
	const { ok, findings } = analyzed(text, 'query');
	expect(`${ok} ${findingsOf(findings)}`).toBe('true ');
});

test.each([
	'select ‹c.id›, ‹name› as n, ‹"Odd Name"›, ‹c . /* x */ name› from erp.cust c',
	'select ‹cust.name›, ‹erp.cust.id› from erp.cust',
	'select ‹c.name›, (select max(‹total›) from ord o where ‹o.cust_id› = ‹c.id›) from cust c',
	'select ‹id›, ‹total› from cust join ord using (‹id›)',
	'select * from cust a join (cust b join ord o using (‹id›)) using (‹name›)',
	'select (‹c.addr›).street, (c).‹name›, ‹tags›[1] from cust c',
	'select ‹c› from cust c',
	'select ‹id›, ‹name› as label from cust order by ‹label›, ‹parent›',
	"select 😀.* from cust 😀 where ‹😀.name› = 'größe' and ‹😀.id› > 1",
	"select 'ü😀' || ‹name›,\r\n\t‹id›\r\nfrom cust",
	'select ‹U&"n!0061me"› uescape \'!\' from cust',
	'select sum(‹id›) over (partition by ‹parent› order by ‹name›) from cust',
	"select json_value(‹data›, '$.x' passing ‹name› as v) from cust",
	'select ‹c.xmin›, ‹ctid› from cust c',
	'select ‹x.a› from cust as x(a)',
	'select cast(‹name› as varchar(10)), ‹id›::numeric(8, 2) from cust',
	'select ‹e.value› from cust c, jsonb_array_elements(‹c.data›) e',
	'select ‹n› from generate_series(1, 2) n where ‹n› > 1',
	'select 1 from cust c group by ‹c.id›, rollup (‹name›), (‹parent›, ‹c.addr›)',
])('finds the columns in %s', marked => {
	checkReads(marked);
});

test.each([
	['expression', "coalesce(‹c.name›, ‹note›, 'x')", 'cust c join ord o on o.cust_id = c.id'],
	['expression', '(select max(‹l.qty›) from line l where ‹l.ord_id› = ‹o.id›)', 'ord o'],
	['condition', '‹c.id› = ‹parent› and exists (select from ord where ‹cust_id› = ‹c.id›)', 'cust c'],
	[
		'from',
		'cust c join ord o on ‹o.cust_id› = ‹c.id› left join lateral (select ‹qty› from line where ‹ord_id› = ‹o.id›) l on true',
		undefined,
	],
	['group-by', '‹c.id›, rollup (‹name›, ‹c.parent›)', 'cust c'],
] as const)('finds the columns of a place: %s: %s', (place, marked, from) => {
	checkReads(marked, place, from);
});

test('a plain column is told from an expression', () => {
	const scope = scopeOf('cust c');
	const plain = ['c.id', '(ID)', 'c', 'c.id + 1', 'c.id::text'].map(text => analyzed(text, 'expression', scope).plainColumn?.column);
	expect(plain).toEqual(['id', 'id', undefined, undefined, undefined]);
});

test('tables are told with what they are, WITH queries and subqueries are not among them', () => {
	const { tables } = analyzed('with w as (select 1 from erp.cust) select from w, ord o, live, lookup.country, nowhere', 'query');
	expect(tables.map(({ name, relation }) => `${name} ${relation?.name}`)).toEqual([
		'erp.cust erp.cust',
		'ord erp.ord',
		'live view live',
		'lookup.country lookup.country',
		'nowhere undefined',
	]);
});

test('an outer join makes the other side nullable', () => {
	const scope = scopeOf('cust a left join (ord b join line c on true) on true right join cust d on true');
	expect(scope?.items.map(item => `${item.alias} ${item.nullable}`)).toEqual(['a true', 'b true', 'c true', 'd false']);
});

test('a FROM clause tells its items where their names stand', () => {
	const text = 'erp.cust c, (select 1 as one) as sub, generate_series(1, 2) n, (ord o join line on true) as j';
	const items = analyzed(text, 'from').scope?.items ?? [];
	expect(items.map(item => `${item.alias}: ${text.slice(item.span.start - 100, item.span.end - 100)}`)).toEqual([
		'c: erp.cust',
		'sub: sub',
		'n: n',
		'j: j',
	]);
});

test('merged columns stand for both sides', () => {
	const scope = scopeOf('cust c full join ord o using (id)');
	const { reads } = analyzed('id', 'expression', scope);
	expect(namesOf(reads[0]?.base ?? [])).toBe('erp.cust.id, erp.ord.id');
	expect(scope?.unqualified?.map(column => column.name).join(' ')).toBe('id name parent addr Odd Name tags data doc cust_id total note');
});

/** How often each kind of node stands in a tree. */
function countNodes(value: unknown, counts = new Map<string, number>()): ReadonlyMap<string, number> {
	if (typeof value !== 'object' || value === null) return counts;
	for (const [key, part] of Object.entries(value)) {
		// The modifier of a type can look like a column.
		if (key === 'typeName') continue;
		counts.set(key, (counts.get(key) ?? 0) + 1);
		countNodes(part, counts);
	}
	return counts;
}

test.each(QUERIES)('no call and no column is skipped: %s', text => {
	const counts = countNodes(parseStatement(text).tree?.statements);
	const count = (...kinds: readonly string[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
	const { functions, reads } = analyzed(text, 'query');
	expect(functions.length).toBe(count('FuncCall', 'JsonArrayAgg', 'JsonObjectAgg', 'GroupingFunc'));
	const { length: merged } = [...text.matchAll(/using \(/g)];
	// `*` in a list of columns is none of the references; in an expression it is one to a whole row.
	expect(reads.length).toBeGreaterThanOrEqual(count('ColumnRef') + merged - count('A_Star'));
	expect(reads.length).toBeLessThanOrEqual(count('ColumnRef') + merged);
});
