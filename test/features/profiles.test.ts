/** What hover and completion tell of profiles. */

import { beforeAll, describe, test } from 'vitest';
import type { ProfileOf } from '../../server/src/core/profile/profile';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkCompletion, checkCompletionEdit } from '../support/checkCompletion';
import { checkHover } from '../support/checkHover';
import { customers, shop } from '../support/openFixture';
import { allValues, profilesOf, tableProfile } from '../support/profiles';

beforeAll(loadSqlParser);

const columns = (text: string) => `${shop}${customers}${text}`;

const profiles: ProfileOf = profilesOf(
	tableProfile('erp.cust_mst', 91_004, [
		{ name: 'cust_no', type: 'bigint', min: '1', max: '91004', distinct: { count: 91_004, method: 'key' } },
		{ name: 'name', type: 'text', nulls: 1820, distinct: { count: 90_000, method: 'sample' }, length: { min: 0, average: 12, max: 61 } },
		{ name: 'email', type: 'text', nulls: 5, masked: true, distinct: { count: 14, method: 'exact' } },
		{ name: 'stat_cd', type: 'text', values: allValues({ A: 88_000, I: 2999, X: 5, '': 3, '07': 2 }) },
		{ name: 'del_flag', type: 'boolean', trueRows: 1 },
	]),
);

describe('hover on a source column', () => {
	test('rows, nulls, distinct values, the longest, and when', () => {
		checkHover(
			columns('      name: c.na<|>me'),
			'name: erp.cust_mst.name text / 91,004 rows, 2 % null, about 90,000 distinct, longest 61  \n*profiled 2026\\-11\\-22 20:15 UTC* / Read by `customers`.',
			profiles,
		);
		checkHover(
			columns('      x: c.cust<|>_no'),
			'cust_no: erp.cust_mst.cust_no bigint not null / primary key / 91,004 rows, 0 % null, 91,004 distinct, 1 to 91004  \n*profiled 2026\\-11\\-22 20:15 UTC* / Read by `customers`.',
			profiles,
		);
	});

	test('what is masked is said to be', () => {
		checkHover(
			columns('      email: c.em<|>ail'),
			'email: erp.cust_mst.email text / As the customer gave it / 91,004 rows, below 0.1 % null, 14 distinct, values masked  \n*profiled 2026\\-11\\-22 20:15 UTC* / Read by `customers`.',
			profiles,
		);
	});

	test('a profile of another type is of another time', () => {
		checkHover(columns('      x: c.del<|>_flag'), 'del_flag: erp.cust_mst.del_flag text / Read by `customers`.', profiles);
	});
});

describe('completion of the keys of a map', () => {
	const expected = ['A 88,000 rows', 'I 2,999 rows', 'X 5 rows', "'' 3 rows", '07 2 rows'];

	test('the values that the column holds, the most frequent first', () => {
		checkCompletion(columns('      status: { source: c.stat_cd, map: { <|> } }'), expected, { profiles });
		checkCompletion(columns('      status:\n        source: c.stat_cd\n        map:\n          <|>'), ['status 2 entries', ...expected], {
			profiles,
		});
	});

	test('but for those that the map has', () => {
		checkCompletion(
			columns('      status: { source: c.stat_cd, map: { A: active, X: inactive, <|> } }'),
			['I 2,999 rows', "'' 3 rows", '07 2 rows'],
			{
				profiles,
			},
		);
	});

	test('in quotes where YAML would read something else', () => {
		checkCompletionEdit(
			columns('      status: { source: c.stat_cd, map: { <|> } }'),
			'07',
			"      status: { source: c.stat_cd, map: { '07':  } }",
			{
				profiles,
			},
		);
		checkCompletionEdit(
			columns('      status: { source: c.stat_cd, map: { I<|> } }'),
			'I',
			'      status: { source: c.stat_cd, map: { I:  } }',
			{
				profiles,
			},
		);
	});

	test('of a lookup, for the columns that use it', () => {
		const head = shop.replace('status: { A: active, I: inactive }', 'status: { A: active, <|> }');
		checkCompletion(
			`${head}${customers}      status: { source: c.stat_cd, map: status }\n`,
			['I 2,999 rows', 'X 5 rows', "'' 3 rows", '07 2 rows'],
			{
				profiles,
				first: 4,
			},
		);
	});

	test('nothing without a profile', () => checkCompletion(columns('      status: { source: c.stat_cd, map: { <|> } }'), []));
});
