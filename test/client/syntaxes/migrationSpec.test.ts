import { describe, expect, test } from 'vitest';

import { textOf } from '../../support/project';
import { checkScope, grammarFile } from './tokens';

const sql = 'meta.embedded';

describe('SQL', () => {
	test('in the values that are SQL, plain and quoted, up to a comment', () =>
		checkScope(
			sql,
			`mappings:
  customers:
    source: <|erp.cust_mst c|>  # one row a partner
    where: "<|c.del_flag is null|>"
    group_by: '<|c.cust_no|>'
    high_water: <|c.chg_ts|>
    target: app.customers
`,
		));

	test('in block scalars, to their last line', () =>
		checkScope(
			sql,
			`    source: |
      <|erp.cust_mst c
      left join erp.cust_addr a on a.cust_no = c.cust_no

      and a.addr_type = 'B'|>
    target: app.customers
`,
		));

	test('in every column, and in the parts of an object that are SQL', () =>
		checkScope(
			sql,
			`    columns:
      name:     <|concat_ws(' ', trim(c.fname), trim(c.lname))|>
      source:   <|c.src|>
      email:    { source: <|c.email|>, transform: [trim, lower] }
      rate:     { source: "<|coalesce(a, b)|>", cast: "numeric(12,2)", null_to: 0 }
      employer: { lookup: customers, by: <|c.parent_no|>, otherwise: reject }
      note:
        source: <|d.body|>
        description: The body
      long: |
        <|case when a
        then b end|>
    ignore:
      target: { loyalty_tier: Filled by the loyalty service }
`,
		));

	test('in views, and in any value that starts like a query', () =>
		checkScope(
			sql,
			`views:
  live: <|select * from erp.cust_mst|>
  other: >-
    <|select 1|>
reconciliation:
  order totals per year:
    source: "<|select 1|>"
    target: "<|select 2|>"
    key: [year]
lookups:
  warehouse: { on: target, query: "<|select code, id from app.warehouse where active|>" }
`,
		));

	test('in the predicates of ignored rows, which are keys, and in the conditions of phases', () =>
		checkScope(
			sql,
			`    ignore:
      rows: { "<|c.del_flag = 'Y'|>": Deleted partners, <|c.x is null|>: No name }
    ignore:
      rows:
        "<|c.del_flag = 'Y'|>": Deleted partners
        <|c.x::text in ('a', 'b')|>: No name
    history: { mappings: [orders], where: { orders: "<|ordered_at < x|>", lines: <|a < 1|> }, owner: dba }
`,
		));

	test('nowhere in a sentence that has words of SQL in it', () =>
		checkScope(
			sql,
			`description: Select from where it is
source: { connection: legacy_erp, schemas: [erp] }
cutover:
  steps:
    stop: { do: Select the rows where it is not null, owner: ops }
`,
		));

	test('that is half typed colours nothing after its entry', () =>
		checkScope(
			sql,
			`    where: <|c.name = 'x|>
    columns:
      name: <|coalesce(c.name, 'x|>
      text: |
        <|'open /*|>
      city: "open
    key: [id]
  orders:
    source: { open
risks:
  late: { owner: dba }
`,
		));
});

describe('names', () => {
	test('of the format are told from those of the user', () =>
		checkScope(
			'entity.name.tag',
			`<|crosswalk|>: 1
<|mappings|>:
  customers:
    <|source|>: erp.cust_mst
    <|columns|>:
      source: c.source
      description: { <|source|>: c.descr, <|map|>: { A: active } }
  "quoted":
    <|key|>: none
`,
		));

	test('of the format are those of the schema, all of them', () => {
		const grammar = JSON.parse(textOf(grammarFile));
		const words = /\(\?:(.*)\)\$/.exec(grammar.repository.name.patterns[0].match)?.[1]?.split('|');
		const schemas = ['migration-spec', 'migration-fragment'].map(name => JSON.parse(textOf(`schemas/${name}.schema.json`)));
		expect(words).toEqual([...new Set(schemas.flatMap(propertiesOf))].sort());
	});

	test('of transforms', () =>
		checkScope(
			'support.function',
			`      a: { source: x, transform: [<|trim|>, { <|parse_date|>: YYYYMMDD }, { <|null_if|>: trim }] }
      b:
        transform: [<|upper|>]
`,
		));

	test('of parameters, inside SQL too', () => checkScope('variable.parameter', "where: a < ${<|limit|>}\nnotify: 'x ${<|env:HOOK|>}'\n"));
});

describe('YAML', () => {
	test('comments', () => checkScope('comment', '<|# one|>\na: b#c  <|# two|>\nb: "# three"\nc: [d, <|# four|>\n  e]\n'));

	test('numbers and constants', () =>
		checkScope('constant', 'a: <|1|>\nb: <|true|>\nc: { d: <|1.5|>, e: <|null|>, f: 15m }\ng: 2026-12-05\nh: [<|1|>, x1]\n'));

	test('strings', () =>
		checkScope('string.quoted', 'a: <|"x \\" y"|>\nb: <|\'it\'\'s\'|>\nc: { d: <|"e, f"|>, g: h }\ni: <|"over\n  lines"|>\n'));
});

/** The names of all properties in a JSON Schema, at any depth. */
function propertiesOf(schema: unknown): readonly string[] {
	if (typeof schema !== 'object' || schema === null) return [];
	return Object.entries(schema).flatMap(([key, value]) => {
		if (key !== 'properties') return propertiesOf(value);
		return [...Object.keys(value), ...Object.values(value).flatMap(propertiesOf)];
	});
}
