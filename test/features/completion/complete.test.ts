/** What completion offers at each kind of place, and what accepting it writes. */

import { beforeAll, describe, expect, test } from 'vitest';

import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { checkCompletion, checkCompletionEdit, completeAt } from '../../support/checkCompletion';
import { customers, shop } from '../../support/openFixture';

beforeAll(loadSqlParser);

const columns = (text: string) => `${shop}${customers}${text}`;
const mapping = (text: string) => `${shop}mappings:\n  customers:\n${text}`;

describe('keys', () => {
	test('what must stand comes first, what stands is left out', () => {
		checkCompletion(mapping('    source: erp.cust_mst\n    <|>'), ['target required', 'description', 'where'], { first: 3 });
		checkCompletion('crosswalk: 1\n<|>', ['name required', 'source required', 'target required'], { first: 3 });
	});

	test('a half-typed key is replaced, a colon that stands is kept', () => {
		checkCompletionEdit(mapping('    source: erp.cust_mst\n    tar<|>'), 'target', '    target: ');
		checkCompletionEdit(mapping('    source: erp.cust_mst\n    tar<|>: app.customers'), 'target', '    target: app.customers');
		checkCompletionEdit(columns('      email: { sou<|> }'), 'source', '      email: { source:  }');
	});

	test('editors that take snippets get the form of the value', () => {
		checkCompletionEdit(mapping('    col<|>'), 'columns', '    columns: \n  $0', { snippets: true });
		checkCompletionEdit(columns('      email: <|>'), '{ lookup, by }', '      email: { lookup: ${1:mapping}, by: ${2:expression} }', {
			snippets: true,
		});
	});

	test('the schema documents them', () => {
		const item = completeAt(mapping('    dele<|>')).list.items.find(one => one.label === 'deletes');
		expect(item?.documentation?.value).toMatch(/^How a delta finds rows/);
	});
});

describe('words and names', () => {
	test.each([
		['source: { connection: <|> }', ['source test', 'target test']],
		['source: { connection: source, schemas: [<|>] }\ntarget: { connection: target }', ['erp 4 tables', 'public 0 tables']],
	])('%s', (text, expected) => {
		const [catalogs = ''] = shop.split('#- /spec');
		checkCompletion(`${catalogs}#- /spec.migration.yaml\n${text}`, expected);
	});

	test('enums', () => checkCompletion(mapping('    deletes: <|>'), ['compare', 'none']));
	test('lookups', () => checkCompletion(columns('      status: { source: c.stat_cd, map: <|> }'), ['status 2 entries']));
	test('mappings', () => checkCompletion(columns('      x: { lookup: <|> }'), ['customers app.customers']));
	test('types', () => checkCompletion(columns('      x: { source: c.name, cast: <|> }'), ['app.status enum', 'bigint'], { first: 2 }));
	test('checks of gates', () =>
		checkCompletion(`${shop}strategy: { phases: { a: { gate: { reconcile: <|> } } } }\n${customers}`, [
			'all every one of them',
			'customers mapping',
		]));
	test('people', () => checkCompletion(`${shop}cutover:\n  roles: { dba: Us }\n  steps:\n    a: { owner: <|> }`, ['dba Us']));
});

describe('tables', () => {
	test('of the target', () => {
		checkCompletion(mapping('    target: <|>'), ['app.audit table', 'app.customers table', 'app.orders table']);
		checkCompletionEdit(mapping('    target: app.cu<|>'), 'app.customers', '    target: app.customers');
	});

	test('in a FROM clause, with the views and lookups of the spec', () => {
		const expected = ['erp.cust_addr table', 'erp.cust_mst table, about 91,234 rows', 'erp.ord_hdr table', 'erp.tmp_load table'];
		checkCompletion(mapping('    source: <|>'), [...expected, 'live view of this spec', 'lookup.status 2 entries']);
		checkCompletion(mapping('    source: |\n      erp.cust_mst c\n      left join <|>'), expected, { first: 4 });
	});

	test('behind a schema that is half typed', () => {
		checkCompletionEdit(
			mapping('    source: erp.cust_mst c left join erp.<|>'),
			'cust_addr',
			'    source: erp.cust_mst c left join erp.cust_addr',
		);
		checkCompletionEdit(
			mapping('    source: "erp.cust_mst c left join erp.cu<|>"'),
			'cust_addr',
			'    source: "erp.cust_mst c left join erp.cust_addr"',
		);
		checkCompletion(mapping('    source: lookup.<|>'), ['status 2 entries']);
	});

	test('as patterns of the top', () =>
		checkCompletionEdit(`${shop}ignore:\n  source:\n    erp.t<|>`, 'erp.tmp_load', '    erp.tmp_load: '));
});

describe('columns in SQL', () => {
	const c = ['cust_no bigint not null', 'name text', 'email text', 'stat_cd text', 'del_flag text'];
	test.each([
		['name: c.<|>'],
		['name: trim(c.<|>)'],
		['name: "c.<|>"'],
		['name: |\n        trim(\n          c.<|>)'],
		['name: >-\n        c.<|>'],
		['name: { source: c.<|> }'],
		['name: { source: coalesce(a.city, c.<|>) }'],
		['name: { source: c.name, transform: [{ coalesce: [c.<|>] }] }'],
		['x: { lookup: customers, by: c.<|> }'],
		['x: { lookup: customers, by: [{ source: c.<|> }] }'],
	])('%s', text => checkCompletion(columns(`      ${text}`), c));

	test('in the FROM clause itself, while it is broken', () =>
		checkCompletion(mapping('    source: erp.cust_mst c left join erp.cust_addr a on a.<|>'), [
			'cust_no bigint not null',
			'city text',
			'zip text',
		]));

	test('of the tables of a subquery', () =>
		checkCompletion(columns('      name: (select o.<|> from erp.ord_hdr o where o.cust_no = c.cust_no)'), [
			'ord_no bigint not null',
			'cust_no bigint',
			'tot_amt numeric(12,2) not null',
			'OrderDay date',
		]));

	describe('of subqueries and WITH queries in SQL that is half typed', () => {
		const view = (sql: string) => `${shop.replace('views:\n', `views:\n  half: ${sql}\n`)}`;
		test.each<[string, string, readonly string[]]>([
			[
				'a subquery behind the cursor',
				'select s.<|>, from (select cust_no, lower(name) as low from erp.cust_mst) s',
				['cust_no bigint not null', 'low text'],
			],
			[
				'a subquery that does not parse',
				'select s.<|> from (select c.cust_no, c.name n, count(*), from erp.cust_mst c where) s',
				['cust_no bigint not null', 'n', 'count'],
			],
			[
				'a star in one',
				'select s.<|> from (select a.*, 1 + 2 as three from erp.cust_addr a where) s',
				['cust_no bigint not null', 'city text', 'zip text', 'three'],
			],
			['renamed by its alias', 'select s.<|>, from (select cust_no, name from erp.cust_mst) as s(no)', ['no bigint not null', 'name text']],
			[
				'a WITH query',
				'with t as (select cust_no, city from erp.cust_addr) select t.<|> from t where',
				['cust_no bigint not null', 'city text'],
			],
			[
				'one over another',
				'with t as (select * from erp.cust_addr), u (nr) as (select t.cust_no, t.zip from t) select u.<|> from u',
				['nr bigint not null', 'zip text'],
			],
			[
				'one that does not parse',
				'with t as (select case when x then 1 end as flag, a.zip from erp.cust_addr a order by) select t.<|> from t',
				['flag', 'zip text'],
			],
			[
				'inside of a lateral subquery',
				'select 1 from erp.cust_addr a, lateral (select a.<|>',
				['cust_no bigint not null', 'city text', 'zip text'],
			],
			[
				'of a lateral subquery',
				'select l.<|> from erp.cust_addr a cross join lateral (select a.zip as code, a.city) l on',
				['code', 'city'],
			],
		])('%s', (_, sql, expected) => checkCompletion(view(sql), expected));

		test('WITH queries are tables', () =>
			checkCompletion(view('with t as (select 1 as one) select * from <|>'), ['t WITH query', 'erp.cust_addr table'], { first: 2 }));

		test('of a FROM clause that is broken, in the columns over it', () =>
			checkCompletion(
				`${shop}mappings:\n  customers:\n    source: (select cust_no as no, name from erp.cust_mst) s join\n    target: app.customers\n    columns:\n      name: s.<|>`,
				['no bigint not null', 'name text'],
			));
	});

	test('without an alias: aliases first, then columns; one that two tables have with its alias', () =>
		checkCompletion(
			columns('      name: <|>'),
			['c erp.cust_mst', 'a erp.cust_addr', 'c.cust_no bigint not null', 'name text', 'email text'],
			{ first: 5 },
		));

	test('of the target, where a condition is over it', () =>
		checkCompletion(columns('    reconcile: { where: "<|>" }'), ['id bigint not null', 'legacy_no bigint not null'], { first: 2 }));

	test('the word under the cursor is replaced, names that need it are quoted, also within quotes', () => {
		checkCompletionEdit(columns('      name: trim(c.na<|>xx)'), 'name', '      name: trim(c.name)');
		const orders = (text: string) => mapping(`    source: erp.ord_hdr o\n    target: app.orders\n    columns:\n      ${text}`);
		checkCompletionEdit(orders('x: o.Or<|>'), 'OrderDay', '      x: o."OrderDay"');
		checkCompletionEdit(orders('x: "o.Or<|>"'), 'OrderDay', '      x: "o.\\"OrderDay\\""');
		checkCompletionEdit(orders('x: o."Or<|>'), 'OrderDay', '      x: o."OrderDay"');
		checkCompletionEdit(orders('x: Or<|>'), 'o.OrderDay', '      x: o."OrderDay"');
	});

	test('nothing in strings and comments', () => {
		checkCompletion(columns("      name: c.name || 'c.<|>'"), []);
		checkCompletion(columns('      name: |\n        c.name -- c.<|>'), []);
	});

	test('functions, also of the source, and parameters', () => {
		const labels = completeAt(columns('      name: <|>')).list.items.map(one => one.label);
		expect(labels).toEqual(expect.arrayContaining(['coalesce', 'concat_ws', 'erp.clean', 'case']));
		checkCompletion(columns('      name: "${<|>"'), ['history_ends 2024-01-01', 'region EU']);
		checkCompletionEdit(columns('      name: "${hi<|>}"'), 'history_ends', '      name: "${history_ends}"');
	});
});

describe('target columns', () => {
	test('required ones that nothing fills first, then the others; filled ones are left out', () => {
		checkCompletion(columns('      <|>'), [
			'name required · text not null',
			'email text',
			'status app.status not null',
			'note text',
			'id the database makes it · bigint not null',
		]);
		checkCompletionEdit(columns('      na<|>'), 'name', '      name: ');
		checkCompletionEdit(columns('      na<|>'), 'name', '      name: ${1:c.name}', { snippets: true });
	});

	test('while another line is broken', () =>
		checkCompletion(columns('      email: "c.email\n      <|>'), ['name required · text not null'], { first: 1 }));

	test('in keys, lists of copied columns, ignores and expectations', () => {
		checkCompletion(mapping('    target: app.orders\n    source: erp.ord_hdr\n    key: [<|>]'), ['order_no bigint not null'], { first: 1 });
		checkCompletion(columns('    copy: [<|>]'), ['name text not null', 'email text', 'a.* erp.cust_addr']);
		checkCompletionEdit(columns('    ignore: { target: { no<|> } }'), 'note', '    ignore: { target: { note:  } }');
		checkCompletion(columns('      x: { lookup: customers, by: c.cust_no, take: <|> }'), ['id bigint not null'], { first: 1 });
	});

	test('source columns to leave out, those that nothing reads first', () =>
		checkCompletion(columns('    ignore: { source: { <|> } }'), ['c.name text', 'c.email text'], { first: 2 }));
});

describe('transforms', () => {
	test('with what goes in and what comes out', () => {
		checkCompletion(columns('      name: { source: c.name, transform: [<|>] }'), ['trim text → text', 'ltrim text → text'], { first: 2 });
		checkCompletionEdit(
			columns('      name: { source: c.name, transform: [tr<|>] }'),
			'trim',
			'      name: { source: c.name, transform: [trim] }',
		);
		checkCompletionEdit(
			columns('      name: { source: c.name, transform: [<|>] }'),
			'parse_date',
			'      name: { source: c.name, transform: [{ parse_date: ${1:YYYYMMDD} }] }',
			{ snippets: true },
		);
		checkCompletionEdit(
			columns('      name: { source: c.name, transform: <|> }'),
			'trim',
			'      name: { source: c.name, transform: [trim] }',
		);
	});
});

test('a blank asks only where a value begins, or a table', () => {
	const trigger = { trigger: ' ' };
	checkCompletion(mapping('    deletes: <|>'), ['compare', 'none'], trigger);
	checkCompletion(columns('      name: c.name <|>'), [], trigger);
	checkCompletion(columns('      name: <|>'), [], trigger);
	checkCompletion(mapping('    source: erp.cust_mst c left join <|>'), ['erp.cust_addr table'], { ...trigger, first: 1 });
});

test('a long list is cut, and says so', () => {
	const many = Array.from({ length: 700 }, (_, n) => `erp.t${n}(a int)`).join('\n');
	const { list } = completeAt(
		`#- /source.catalog\n${many}\n#- /spec.migration.yaml\nsource: { connection: source }\nmappings:\n  a:\n    source: erp.t<|>`,
	);
	expect([list.items.length, list.isIncomplete]).toEqual([500, true]);
	const narrowed = completeAt(
		`#- /source.catalog\n${many}\n#- /spec.migration.yaml\nsource: { connection: source }\nmappings:\n  a:\n    source: erp.t699<|>`,
	);
	expect([narrowed.list.items.length, narrowed.list.items.some(one => one.label === 't699')]).toEqual([1, true]);
});

describe('examples', () => {
	const example = (text: string) => columns(`    examples:\n      one: ${text}\n`);

	test('given: aliases, then views and lookups of the spec, then tables', () => {
		const labels = completeAt(example('{ given: { <|> } }')).list.items.map(one => one.label);
		expect(labels.slice(0, 1)).toEqual(['c']);
		expect(labels.slice(2, 4)).toEqual(['live', 'lookup.status']);
		expect(labels).toContain('erp.cust_mst');
		expect(completeAt(example('{ given: { c: {}, <|> } }')).list.items.map(one => one.label)).not.toContain('c');
	});

	test('columns of what is given, by alias and by table', () => {
		for (const name of ['c', 'erp.cust_mst', 'cust_mst'])
			checkCompletion(example(`{ given: { ${name}: { cust_no: 1, <|> } } }`), ['name text'], { first: 1 });
	});

	test('expected columns are those of the target', () => {
		expect(completeAt(example('{ given: {}, expect: { <|> } }')).list.items.map(one => one.label)).toContain('email');
		expect(completeAt(example('{ given: {}, expect: { rejected: <|> } }')).list.items.map(one => one.label)).toContain('email');
	});
});
