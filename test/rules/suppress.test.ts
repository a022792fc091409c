import { beforeAll, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkProblems } from '../support/checkProblems';

beforeAll(loadSqlParser);

const head = `crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
mappings:
  customers:
    source: erp.cust c
    target: app.customer
`;

const catalogs = `
#- /source.catalog
erp.cust(no bigint pk, name text)
#- /target.catalog
app.customer(no bigint pk, name text)
`;

function check(columns: string): void {
	checkProblems(`${head}${columns}${catalogs}`);
}

test('a comment silences its own line', () => {
	check(`    columns:
      no: c.nr # crosswalk-ignore unknown-column: it comes with the next release
      name: c.nam
            # ^^^ error unknown-column
`);
});

test('a comment alone silences the next line that is no comment', () => {
	check(`    columns:
      # crosswalk-ignore unknown-column: it comes with the next release

      # and so does this
      no: c.nr
      name: c.nam
            # ^^^ error unknown-column
`);
});

test('several codes, and several comments', () => {
	check(`    columns:
      # crosswalk-ignore unknown-column, unknown-function: both come with the next release
      no: frobnicate(c.nr)
      # crosswalk-ignore unknown-function: it comes
      name: frobnicate(c.nam) # crosswalk-ignore unknown-column: it comes, too
`);
});

test('without a reason, or for another code, nothing is silenced', () => {
	check(`    columns:
      no: c.nr # crosswalk-ignore unknown-column
          # ^^ error unknown-column
      # crosswalk-ignore unknown-column:
      name: c.nam # crosswalk-ignore unknown-table: wrong code
            # ^^^ error unknown-column
`);
});

test('what looks like such a comment inside of SQL is SQL', () => {
	check(`    columns:
      no: |
        c.no
        # crosswalk-ignore unknown-column: this is no comment
                                # ^ error sql-syntax
      name: c.name
`);
});

test('the comment of a mapping silences what is shown at its line only', () => {
	checkProblems(`${head.replace('    target:', '    # crosswalk-ignore unmapped-target-column: later\n    target:')}    columns:
      no: c.no
      nam: c.name
    # ^^^ error unknown-column
${catalogs.replace('app.customer(no bigint pk, name text)', 'app.customer(no bigint pk, name text, email text)')}`);
});

test('in files with Windows line ends, and in connections.yaml', () => {
	checkProblems(`#- /spec.migration.yaml crlf
${head}    columns:
      # crosswalk-ignore unknown-column: it comes with the next release
      no: c.nr
      name: c.name # crosswalk-ignore unknown-column: none here
#- /.crosswalk/connections.yaml
source: { engine: postgres, host: db, database: erp, password: x } # crosswalk-ignore plaintext-password: a test database
target: { engine: postgres, host: db, database: app, password: x }
                                                             # ^ error plaintext-password
${catalogs.trim()}
`);
});
