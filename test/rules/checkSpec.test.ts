import { beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { catalogText } from '../support/catalogText';
import { checkProblems } from '../support/checkProblems';
import { readFixture } from '../support/fixture';
import { memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

const head = `crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
`;

const catalogs = `#- /source.catalog
erp.cust(no bigint pk, name text)
#- /target.catalog
app.customer(no bigint pk, name text)
`;

test('a fragment opened alone is judged by its shape and its SQL only', () => {
	checkProblems(`#- /parts/customers.mapping.yaml
lookups:
  status: { A: active }
mappings:
  customers:
    source: lookup.countries c join erp.cust d on d.no = c.key
    target: app.customer
    wehre: c.no > 0
  # ^^^^^ error unknown-key
    columns:
      no: { lookup: people, by: d.no }
      name: { source: d.name +, map: state }
                           # ^ error sql-syntax
      email: \${nothing}
`);
});

test('what a team agrees on decides how grave a problem is', () => {
	checkProblems(`${head}mappings:
  customers:
    source: erp.cust c
          # ^^^^^^^^ error unmapped-source-column
    target: app.customer
    columns:
      no: c.nr
          # ^^ hint unknown-column
      name: c.name
    ignore:
      target: { nam: Later }
#- /.crosswalk/settings.yaml
rules:
  unknown-column: hint
  unused-ignore: off
  unmapped-source-column: error
  unmapped-target-column: off
${catalogs.replace('name text', 'name text, fax text')}`);
});

test('a problem that another one explains is left out, and so is the second of two that are the same', () => {
	checkProblems(`${head}mappings:
  customers:
    source: erp.cust c
    target: app.customer
    columns:
      no: c.no
      name: { source: coalesce(c.name, c.nam), transform: [trim] }
                    # ^^^^^^^^^^^^^^^^^^^^^^^ error sql-cut-by-yaml
${catalogs}`);
});

test('what is remembered of a mapping is what would be found again', () => {
	const files = new Map([
		[
			'/a.migration.yaml',
			`${head}mappings:\n  one:\n    source: erp.cust c\n    target: app.customer\n    columns: { no: c.no, nam: c.name || }\n`,
		],
	]);
	const remembered = openMemo();
	const memo = checkMemo();
	const codes = () =>
		checkSpec(openSpec('/a.migration.yaml', memorySources(files), { remembered }).facts, { remembered: memo }).map(
			({ code, span }) => `${code} ${span.block} ${span.start}`,
		);
	const first = codes();
	expect(first).toContainEqual(expect.stringContaining('sql-syntax'));
	expect(codes()).toEqual(first);
	files.set('/a.migration.yaml', `# a line above\n${files.get('/a.migration.yaml')}  two: "broken\n`);
	expect(codes().filter(code => code.startsWith('sql-syntax'))).toEqual(first.filter(code => code.startsWith('sql-syntax')));
});

test('what is remembered of a mapping is forgotten when a table that it looks up is another', () => {
	const spec = (target: string) => `${head}mappings:
  customers: { source: erp.cust c, target: ${target}, columns: { no: c.no, name: c.name } }
  orders:
    source: erp.orders o
    target: app.orders
    columns: { no: o.no, customer: { lookup: customers, by: o.cust, take: name } }
`;
	const { files } = readFixture(`#- /.crosswalk/connections.yaml
source: { engine: postgres, host: db, database: source }
target: { engine: postgres, host: db, database: target }
`);
	const all = new Map(files);
	const catalogs = {
		source: 'erp.cust(no bigint pk, name text)\nerp.orders(no bigint pk, cust bigint not null)',
		target: 'app.customer(no bigint pk, name text)\napp.client(no bigint pk, name bytea)\napp.orders(no bigint pk, customer integer)',
	};
	for (const [name, text] of Object.entries(catalogs)) all.set(`/.crosswalk/catalogs/${name}.json`, renderSnapshot(catalogText(text)));
	const remembered = openMemo();
	const memo = checkMemo();
	const codes = (target: string) => {
		all.set('/a.migration.yaml', spec(target));
		const { facts } = openSpec('/a.migration.yaml', memorySources(all), { remembered });
		return checkSpec(facts, { remembered: memo }).flatMap(({ code, mapping }) => (mapping === 'orders' ? [code] : []));
	};
	expect([codes('app.customer'), codes('app.client'), codes('app.customer')]).toEqual([
		['needs-cast'],
		['incompatible-type'],
		['needs-cast'],
	]);
});
