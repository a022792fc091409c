import { beforeAll, expect, test } from 'vitest';

import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkProblems } from '../support/checkProblems';
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
