/** Where each kind of name leads. */

import { beforeAll, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkDefinition } from '../support/checkNames';
import { shop } from '../support/openFixture';

beforeAll(loadSqlParser);

const plan = `
strategy:
  phases:
    first: { mappings: [customers], gate: { reconcile: [orders, totals], quality: [clean] } }
    second: { mappings: [orders], after: [first] }
cutover:
  roles: { dba: Database team }
  steps:
    stop: { do: Stop, owner: dba }
    go: { do: Go, after: [stop] }
quality:
  clean: { on: source, table: live, rows: "live.name <> ''" }
reconciliation:
  totals: { source: "select 1 as x", target: "select 1 as x" }
risks:
  dirty: { description: Dirty, owner: dba, watch: { quality: clean } }
include: [orders.mapping.yaml]
`;

const mappings = `
mappings:
  customers:
    source: live c left join lookup.status s on s.key = c.stat_cd
    target: app.customers
    copy: [c.email]
    columns:
      legacy_no: cust_no
      name: c.name
      status: { source: c.stat_cd, map: status }
    where: "c.name > \${region}"
#- /orders.mapping.yaml
mappings:
  orders:
    source: erp.ord_hdr
    target: app.orders
    columns:
      customer_id: { lookup: customers, by: ord_hdr.cust_no }
`;

/** The whole with the cursor as in `marked`, a part of it that stands in it once. */
function at(marked: string): string {
	const whole = `${shop}${plan}${mappings}`;
	const parts = whole.split(marked.replace('<|>', ''));
	if (parts.length !== 2) throw new Error(`"${marked}" stands ${parts.length - 1} times`);
	return parts.join(marked);
}

test.each([
	['a mapping of a phase', at('[cust<|>omers]'), '/spec.migration.yaml:29 customers'],
	['a mapping of a lookup', at('lookup: <|>customers'), '/spec.migration.yaml:29 customers'],
	['a mapping in a gate', at('[orders<|>, t'), '/orders.mapping.yaml:2 orders'],
	['a reconciliation in a gate', at(' to<|>tals]'), '/spec.migration.yaml:23 totals'],
	['a quality rule in a watch', at('quality: cl<|>ean }'), '/spec.migration.yaml:21 clean'],
	['a phase', at('[fir<|>st]'), '/spec.migration.yaml:13 first'],
	['a step', at('[s<|>top]'), '/spec.migration.yaml:18 stop'],
	['a role', at('owner: d<|>ba, w'), '/spec.migration.yaml:16 dba'],
	['a lookup by name', at('map: <|>status'), '/spec.migration.yaml:7 status'],
	['a lookup in SQL', at('lookup.st<|>atus'), '/spec.migration.yaml:7 status'],
	['a view in SQL', at('l<|>ive c'), '/spec.migration.yaml:9 live'],
	['a view as a table', at('table: li<|>ve'), '/spec.migration.yaml:9 live'],
	['a view before a column', at('li<|>ve.name'), '/spec.migration.yaml:9 live'],
	['a parameter', at('{reg<|>ion}'), '/spec.migration.yaml:5 region'],
	['a connection', at('connection: tar<|>get'), '/.crosswalk/connections.yaml:2 target'],
	['a file', at('[orders.m<|>apping'), '/orders.mapping.yaml'],
	['an alias', at('<|>c.stat_cd, '), '/spec.migration.yaml:30 c'],
	['an alias in copy', at('[c<|>.'), '/spec.migration.yaml:30 c'],
	['a column of an alias', at('c.na<|>me\n'), '/spec.migration.yaml:30 c'],
	['a column without an alias', at(': cust<|>_no'), '/spec.migration.yaml:30 c'],
	['a table without an alias', at('ord_<|>hdr.cust'), '/orders.mapping.yaml:3 erp.ord_hdr'],
	['a table of a database', at('erp.ord<|>_hdr\n    t'), 'nothing'],
	['a key of the format', at('wat<|>ch'), 'nothing'],
])('%s', (_, source, expected) => checkDefinition(source, expected));
