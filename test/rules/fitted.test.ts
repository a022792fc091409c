/** What was found in the data sharpens what rules warn of, or lets it fade. */

import { beforeAll, expect, test } from 'vitest';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { problemsOf } from '../support/checkProblems';
import { readFixture } from '../support/fixture';

beforeAll(loadSqlParser);

const length = { kind: 'length', code: 'narrowing-length', at: { part: 'value', column: 'name' }, about: 'app.customer.name', of: 91004 };
const found = {
	...length,
	rows: 12,
	message: '12 of 91,004 rows are longer than app.customer.name allows: the longest has 290 of 255 characters',
};
const none = { ...length, rows: 0, message: 'the longest value is 61 of 255' };

function problems(findings: readonly object[], settings = '', more = {}, comment = ''): readonly string[] {
	const fixture = readFixture(`crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
mappings:
  customers:
    source: erp.cust c
    target: app.customer
    columns:
      no: c.no
      name: c.name${comment}
#- /.crosswalk/settings.yaml
${settings}
#- /source.catalog
erp.cust(no bigint pk, name text not null)
#- /target.catalog
app.customer(no bigint pk, name varchar(255) not null)
#- /live.json
${JSON.stringify({ fit: { customers: findings }, ...more })}
`);
	return problemsOf(fixture).map(
		({ severity, code, message, range }) => `${range.start.line + 1}:${range.start.character + 1} ${severity} ${code}: ${message}`,
	);
}

test('a warning becomes an error with the count', () => {
	expect(problems([found])).toEqual([
		'11:13 error narrowing-length: 12 of 91,004 rows are longer than app.customer.name allows: the longest has 290 of 255 characters (validated 2026-11-22 22:41 UTC on source)',
	]);
});

test('a warning fades where no row is in trouble, whatever its severity is set to', () => {
	const faded = [
		'11:13 hint narrowing-length: app.customer.name: the longest value is 61 of 255 (validated 2026-11-22 22:41 UTC on source)',
	];
	expect(problems([none])).toEqual(faded);
	expect(problems([none], 'rules: { narrowing-length: error }')).toEqual(faded);
});

test('what is switched off or silenced stays so', () => {
	expect(problems([found], 'rules: { narrowing-length: off }')).toEqual([]);
	expect(problems([none], 'rules: { narrowing-length: off }')).toEqual([]);
	expect(problems([found], '', {}, ' # crosswalk-ignore narrowing-length: cut on purpose')).toEqual([]);
});

test('without data the warning stays', () => {
	expect(problems([])).toEqual([expect.stringContaining('warning narrowing-length: "c.name" is text and may be longer')]);
});
