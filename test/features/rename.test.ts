/** What a rename changes in the files of a spec, how it quotes, and what it refuses. */

import { beforeAll, describe, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkReferences, checkRename } from '../support/checkNames';
import { shop } from '../support/openFixture';

beforeAll(loadSqlParser);

const plan = `
strategy:
  phases:
    first: { mappings: [customers], gate: { reconcile: [customers, totals], quality: [clean] } }
    second: { mappings: [orders], where: { orders: total > 0 }, after: [first] }
include: [orders.mapping.yaml]
quality:
  clean: { on: source, table: live, rows: "live.name <> ''" }
reconciliation:
  totals: { source: "select 1 as x", target: "select 1 as x" }
`;
const customers = `
mappings:
  customers:
    source: live c left join lookup.status s on s.key = c.stat_cd
    target: app.customers
    copy: [c.email]
    columns:
      legacy_no: c.cust_no
      name: >-
        coalesce(c.name, (select x.name from erp.cust_mst x
        where x.cust_no = c.cust_no))
      status: { source: c.stat_cd, map: status }
    where: "c.name > \${region}"
    ignore: { source: { c.del_flag: Not wanted } }
    examples:
      one: { given: { c: { cust_no: 1 } }, expect: { legacy_no: 1 } }
`;
const orders = `
#- /orders.mapping.yaml
mappings:
  orders:
    source: erp.ord_hdr o join live on live.cust_no = o.cust_no
    target: app.orders
    columns:
      customer_id: { lookup: customers, by: o.cust_no }
      total: live.cust_no
`;

function at(marked: string): string {
	const whole = `${shop}${plan}${customers}${orders}`;
	const parts = whole.split(marked.replace('<|>', ''));
	if (parts.length !== 2) throw new Error(`"${marked}" stands ${parts.length - 1} times`);
	return parts.join(marked);
}

test('every place of a mapping, across files', () => {
	checkReferences(
		at('lookup: cust<|>omers'),
		`/spec.migration.yaml:13 customers
/spec.migration.yaml:13 customers
/spec.migration.yaml:22 customers
/orders.mapping.yaml:6 customers`,
	);
	checkRename(
		at('[custo<|>mers], g'),
		'clients',
		`
    first: { mappings: [clients], gate: { reconcile: [clients, totals], quality: [clean] } }
  clients:
      customer_id: { lookup: clients, by: o.cust_no }`,
	);
});

describe('quotes', () => {
	test('a name that YAML would read as something else gets them', () =>
		checkRename(
			at('  custo<|>mers:'),
			'customers: all',
			`
    first: { mappings: ['customers: all'], gate: { reconcile: ['customers: all', totals], quality: [clean] } }
  'customers: all':
      customer_id: { lookup: 'customers: all', by: o.cust_no }`,
		));

	test('a view is quoted as SQL needs it, and YAML around that', () =>
		checkRename(
			at('  li<|>ve: select'),
			'Live Customers',
			`
  Live Customers: select * from erp.cust_mst where del_flag is distinct from 'Y'
  clean: { on: source, table: '"Live Customers"', rows: "\\"Live Customers\\".name <> ''" }
    source: '"Live Customers" c left join lookup.status s on s.key = c.stat_cd'
    source: erp.ord_hdr o join "Live Customers" on "Live Customers".cust_no = o.cust_no
      total: '"Live Customers".cust_no'`,
		));

	test('a lookup has its name in both', () =>
		checkRename(
			at('map: sta<|>tus }'),
			'Stat',
			`
  Stat: { A: active, I: inactive }
    source: live c left join lookup."Stat" s on s.key = c.stat_cd
      status: { source: c.stat_cd, map: Stat }`,
		));
});

test('an alias goes through the whole mapping, and leaves inner ones alone', () =>
	checkRename(
		at('<|>c.cust_no\n'),
		'cu',
		`
    source: live cu left join lookup.status s on s.key = cu.stat_cd
    copy: [cu.email]
      legacy_no: cu.cust_no
        coalesce(cu.name, (select x.name from erp.cust_mst x
        where x.cust_no = cu.cust_no))
      status: { source: cu.stat_cd, map: status }
    where: "cu.name > \${region}"
    ignore: { source: { cu.del_flag: Not wanted } }
      one: { given: { cu: { cust_no: 1 } }, expect: { legacy_no: 1 } }`,
	));

test('an alias of a subquery is its own', () =>
	checkRename(
		at('where <|>x.cust_no'),
		'y',
		`
        coalesce(c.name, (select y.name from erp.cust_mst y
        where y.cust_no = c.cust_no))`,
	));

test('parameters, phases and checks', () => {
	checkRename(
		at('${reg<|>ion}'),
		'area',
		`
parameters: { history_ends: 2024-01-01, area: "EU" }
    where: "c.name > \${area}"`,
	);
	checkRename(
		at('[fir<|>st]'),
		'begin',
		`
    begin: { mappings: [customers], gate: { reconcile: [customers, totals], quality: [clean] } }
    second: { mappings: [orders], where: { orders: total > 0 }, after: [begin] }`,
	);
	checkRename(
		at(', to<|>tals]'),
		'sums',
		`
    first: { mappings: [customers], gate: { reconcile: [customers, sums], quality: [clean] } }
  sums: { source: "select 1 as x", target: "select 1 as x" }`,
	);
});

describe('refuses', () => {
	const ofDatabase =
		'Here stands what a database names: its tables, columns and functions cannot be renamed from a spec, only mappings, views, lookups, parameters and aliases';
	test.each([
		['a column', at('c.cust<|>_no\n'), 'x', ofDatabase],
		['a table', at('app.cus<|>tomers\n'), 'x', ofDatabase],
		['a target column', at('legacy<|>_no: c'), 'x', ofDatabase],
		[
			'a connection',
			at('connection: so<|>urce'),
			'x',
			'The connection "source" cannot be renamed from a spec: other specs, its catalog and stored passwords go by that name; change it in connections.yaml, and refresh the catalog',
		],
		[
			'a key',
			at('stra<|>tegy'),
			'x',
			'Nothing that can be renamed stands here: place the cursor on the name of a mapping, view, lookup, parameter, phase, step, role, check, risk or alias',
		],
		[
			'a name that is taken',
			at('  cust<|>omers:'),
			'orders',
			'There is a mapping "orders" already, so nobody could tell which is meant; choose another name',
		],
		[
			'a name that a gate could take for another check',
			at('  cust<|>omers:'),
			'totals',
			'There is a reconciliation "totals" already, so nobody could tell which is meant; choose another name',
		],
		[
			'a view that hides a table',
			at('  li<|>ve: select'),
			'ord_hdr',
			'The source has a table "ord_hdr", which a view of that name would hide; choose another name',
		],
		[
			'an alias that is there',
			at('<|>c.cust_no\n'),
			's',
			'"s" stands in "live c left join lookup.status s on s.key = c.stat_cd" already, which could come to mean something else; choose another name',
		],
		[
			'a file that cannot be read whole',
			`${at('  cust<|>omers:')}quality: [\n`,
			'clients',
			'"orders.mapping.yaml" is no YAML that can be read whole, so places of "customers" could be missed; mend it first',
		],
		[
			'SQL that cannot be read',
			at('  li<|>ve: select').replace('total: live.cust_no', 'total: live.cust_no +'),
			'alive',
			'The SQL "live.cust_no +" cannot be read, so nobody knows what "live" means in it; mend it first',
		],
		['an empty name', at('  cust<|>omers:'), ' ', 'The name of a mapping cannot be empty; write at least one letter'],
		[
			'"all"',
			at('  cust<|>omers:'),
			'all',
			'"all" cannot be the name of a mapping, as "all" means every one of them in a gate; choose another name',
		],
		[
			'a parameter that could not be written',
			at('${reg<|>ion}'),
			'the region',
			'"the region" cannot be the name of a parameter, as it is written in ${…}; use letters, digits and underscores, and no digit first',
		],
		[
			'a name with a parameter in it',
			at('  cust<|>omers:'),
			'a ${b}',
			'"a ${b}" cannot be the name of a mapping, as "${" stands for a parameter; write it without',
		],
		[
			'a name too long for PostgreSQL',
			at('  li<|>ve: select'),
			'x'.repeat(64),
			`"${'x'.repeat(64)}" cannot be the name of a view, as PostgreSQL cuts names off after 63 bytes; choose a shorter one`,
		],
	])('%s', (_, source, newName, expected) => checkRename(source, newName, expected));
});
