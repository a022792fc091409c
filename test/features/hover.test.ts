/** What hover says of each kind of name. */

import { beforeAll, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkHover } from '../support/checkHover';
import { customers, shop } from '../support/openFixture';

beforeAll(loadSqlParser);

const columns = (text: string) => `${shop}${customers}${text}`;

test('a column in SQL: type, key, comment, who reads it', () => {
	checkHover(columns('      email: lower(c.em<|>ail)'), 'email: erp.cust_mst.email text / As the customer gave it / Read by `customers`.');
	checkHover(columns('      x: "c.cust_<|>no"'), 'cust_no: erp.cust_mst.cust_no bigint not null / primary key / Read by `customers`.');
});

test('a column in SQL that is half typed', () =>
	checkHover(columns('      x: c.na<|>me ||'), 'name: erp.cust_mst.name text / **Nobody decided** about it: no mapping reads it.'));

test('a target column: what fills it, or that nothing does', () => {
	checkHover(
		columns('      em<|>ail: { source: c.email, transform: [trim, lower] }'),
		'email: app.customers.email text / Filled by `c.email` → trim → lower',
	);
	checkHover(
		`${shop}mappings:\n  customers:\n    source: erp.cust_mst c\n    target: app.customers\n    key: [na<|>me]`,
		'name: app.customers.name text not null / **Not filled**, and the target refuses rows without it.',
	);
	checkHover(columns('    ignore: { target: { no<|>te: Kept by hand } }'), 'note: app.customers.note text / Left out: Kept by hand');
});

test('tables of both sides', () => {
	checkHover(
		`${shop}${customers.replace('cust_mst c', 'cust<|>_mst c')}`,
		'erp.cust_mst: erp.cust_mst / table, about 91,234 rows · 5 columns, **4 of them undecided** / Read by `customers`.',
	);
	checkHover(
		`${shop}${customers.replace('app.customers', 'app.cust<|>omers')}`,
		'app.customers: app.customers / table · 6 columns, **4 of them undecided** / Filled by `customers`.',
	);
});

test('a transform: the SQL that it is there', () => {
	const check = (calls: string, expected: string) => checkHover(columns(`      x: { source: c.cust_no, transform: [${calls}] }`), expected);
	check(
		"{ pad_le<|>ft: [9, '0'] }",
		"pad_left: `{ pad_left: [n, character] }` / Fills up to n characters at the start. Longer text is not cut. / text → text / In SQL\nlpad(value::text, greatest(length(value::text), 9), '0')",
	);
	check(
		"{ prefix: K }, { pad_le<|>ft: [9, '0'] }",
		"pad_left: `{ pad_left: [n, character] }` / Fills up to n characters at the start. Longer text is not cut. / text → text / In SQL\nlpad(value, greatest(length(value), 9), '0')",
	);
	check(
		'{ coal<|>esce: [c.email] }',
		'coalesce: `{ coalesce: [expression, ...] }` / When the value is NULL: the first of these expressions over the source that is not. / any → bigint / In SQL\ncoalesce(value, (c.email))',
	);
	check(
		'{ to_boo<|>lean: { true: [J], false: [N] } }',
		"to_boolean: `{ to_boolean: { true: [...], false: [...] } }` / True for some values and false for others. Every other value rejects the row. / A value that it cannot read rejects the row. / any → boolean / In SQL\ncase when value in ('J') then true when value in ('N') then false end / Rejects the row where\nnot (value in ('J', 'N'))",
	);
});

test('transforms, keys, lookups, mappings, parameters, functions', () => {
	checkHover(
		columns('      email: { source: c.email, transform: [tr<|>im] }'),
		'trim: `trim` / Takes blanks away at both ends. / text → text / In SQL\ntrim(value)',
	);
	checkHover(
		`${shop}${customers.replace('    target', '    tar<|>get')}`,
		'target: **target** (required): a table name / The one table that this mapping fills. Mappings that share a target are compared as one group. / For example `app.customers`',
	);
	checkHover(
		columns('      status: { source: c.stat_cd, map: sta<|>tus }'),
		'status: Lookup **status**: 2 entries / - A → active\n- I → inactive',
	);
	checkHover(
		columns('      x: { lookup: custo<|>mers, by: c.cust_no }'),
		'customers: Mapping **customers** / erp.cust_mst c left join erp.cust_addr a on a.cust_no = c.cust_no\n→ app.customers / Key: `legacy_no`',
	);
	checkHover(columns('      x: "${hist<|>ory_ends}"'), "${history_ends}: Parameter **history\\_ends** / date '2024-01-01'");
	checkHover(
		columns("      x: conc<|>at_ws(' ', c.name)"),
		'concat_ws: concat_ws(separator, value, …) / Joined with a separator; NULLs are passed over.',
	);
});

test('silent in strings, comments and on what nobody knows', () => {
	checkHover(columns('      x: "\'em<|>ail\'"'), 'nothing');
	checkHover(columns('      x: c.nop<|>e'), 'nothing');
	checkHover(`# cust<|>omers\n${customers}`, 'nothing');
});
