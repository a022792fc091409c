/** The ledger of accepted differences on real servers: which rows an entry means, its bound and its date. */

import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import { specsOn } from './specHarness';

const second = secondCluster();
let reconcileSpec: Awaited<ReturnType<typeof specsOn>>;

beforeAll(async () => {
	const source =
		await freshDatabase(`create schema erp; create table erp.cust (no integer primary key, name text, mail text, stat text, doc json);
		insert into erp.cust select i, 'n' || i, 'm' || i || '@x', case when i = 40 then 'Z' else 'A' end, '{"k": 1}' from generate_series(1, 40) i;
		create table erp.tag (tag text); insert into erp.tag values ('a'), ('a'), ('b');`);
	const target = await second.freshDatabase(`create schema app;
		create table app.cust (no integer primary key, name text, mail text, stat text, doc jsonb, note text);
		insert into app.cust select i, 'n' || i, 'm' || i || '@x', 'active', '{"k": 1}' from generate_series(1, 39) i;
		update app.cust set name = upper(name) where no in (3, 4, 5);
		update app.cust set mail = 'new' where no in (5, 6);
		update app.cust set doc = '{"k": 2}' where no = 7;
		delete from app.cust where no in (10, 11);
		insert into app.cust values (99, 'extra', null, 'active', '{"k": 1}');
		create table app.tag (tag text); insert into app.tag values ('a'), ('c');`);
	reconcileSpec = await specsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
`;

const cust = (accept: string, checks = '[rows]', more = '') => `  cust:
    source: erp.cust
    target: app.cust
    key: [no]
    columns: { no: no, name: name, mail: mail, stat: { source: stat, map: { A: active } }, doc: doc }
    reconcile: { checks: ${checks}, accept: ${accept}${more} }
`;

/** What to do about a pattern is not of the ledger. */
function withoutAdvice(text: string): string {
	return text.replaceAll(/^ +→ .*\n/gm, '');
}

test('an entry accepts what differs in its columns alone, for the rows that its condition means', async () => {
	const { text } = await reconcileSpec(
		cust(`{ shouted: { reason: They like it, columns: [name], where: "no < 6 and name = upper(name)" },
      late: { reason: Came after the load, where: "cust.no in (10, 11, 99) or doc ->> 'k' = '2'" }, refused: { reason: Nobody knows Z, columns: [stat] } }`),
	);
	expect(withoutAdvice(text)).toBe(`
✗ cust  rows  39 rows compared with 38: 2 changed, 7 accepted
    1  mail is 'new' instead of 'm6@x'  spec.migration.yaml:10
       no 6  'm6@x' → 'new'
    1  name differs only in case: upper case in the target and mail is 'new'
       no 5
         name  'n5' → 'N5'  spec.migration.yaml:10
         mail  'm5@x' → 'new'  spec.migration.yaml:10
    4  accepted as "late": Came after the load  spec.migration.yaml:10
       no 7  '{"k": 1}' → '{"k": 2}'
       no 10
       no 11
    2  accepted as "shouted": They like it  spec.migration.yaml:10
       no 3  'n3' → 'N3'
       no 4  'n4' → 'N4'
    1  accepted as "refused": Nobody knows Z  spec.migration.yaml:10
       no 40  'Z'
`);
});

test('only known differences are a verdict of their own', async () => {
	const { report } = await reconcileSpec(cust('{ all: { reason: A copy of the test system } }'));
	expect(report).toMatchObject({ verdict: 'accepted', summary: { accepted: 1 } });
	expect(report.checks[0]).toMatchObject({
		verdict: 'accepted',
		found: { differences: { missing: 0, extra: 0, changed: 0, rejected: 0, accepted: 9 } },
	});
});

test('more rows than an entry is for count again, all of them', async () => {
	const { checks, text } = await reconcileSpec(
		cust(`{ loud: { reason: Loud, columns: [name, mail], where: name = upper(name), at_most: 2 },
      some: { reason: Some, where: "no > 9", at_most: 11% }, few: { reason: Few, where: "no > 6", at_most: 1% } }`),
	);
	expect(checks[0]).toMatchObject({
		verdict: 'different',
		notes: [
			'the accepted difference "loud" holds for at most 2 rows, and 3 are found: they count again',
			'the accepted difference "few" holds for at most 1% of the rows, and 1 is found: they count again',
		],
		found: { differences: { missing: 0, extra: 0, changed: 5, rejected: 0, accepted: 4 } },
	});
	expect(text).toContain(`
    2  name differs only in case: upper case in the target  spec.migration.yaml:10
       no 3  'n3' → 'N3'
`);
});

test('an entry that has ended, or that cannot be evaluated, accepts nothing and says so', async () => {
	const { checks } = await reconcileSpec(
		cust(`{ old: { reason: Old, until: 2020-01-31 }, unwritten: { reason: No, where: note is null }, both: { reason: No, where: "exists (select from app.tag)" },
      unsafe: { reason: No, where: pg_sleep(1) is null }, future: { reason: Yes, until: 2999-12-31, where: no = 6 } }`),
	);
	expect(checks[0]).toMatchObject({ verdict: 'different', found: { differences: { accepted: 1 } } });
	expect(checks[0]?.notes).toEqual([
		'the accepted difference "old" ended with 2020-01-31: its rows count again',
		'the accepted difference "unwritten" is not applied, so its rows count: its "where" reads "note", of which the mapping makes no value that both sides have',
		'the accepted difference "both" is not applied, so its rows count: its "where" reads the table "app.tag", which only one side has; use columns of the mapping alone',
		expect.stringContaining(
			'"unsafe" is not applied, so its rows count: its "where" cannot be used: its SQL has problems (unsafe-function)',
		),
	]);
});

test('what the accepted rows explain of other checks is accepted with them', async () => {
	const all = cust(
		'{ all: { reason: A copy } }',
		'[count, rows, { sum: no }, { length: mail }, { sum: no, by: stat }, balance]',
		', tolerance: { no: 1 }',
	);
	const { report } = await reconcileSpec(all);
	expect(report.checks.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
		'rows accepted',
		'count accepted',
		'sum(no) accepted',
		'length(mail) accepted',
		'sum(no) by stat accepted',
		'balance accepted',
	]);
	const some = await reconcileSpec(all.replace('{ reason: A copy }', '{ reason: A copy, where: no <> 6 }'));
	expect(some.report.summary).toMatchObject({ accepted: 0, different: 6 });
	const excepted = await reconcileSpec(cust('{ rest: { reason: A copy } }', '[rows, { length: mail }]', ', compare: { except: [mail] }'));
	expect(excepted.checks.map(({ verdict }) => verdict)).toEqual(['accepted', 'different']);
});

test('rows without a key are accepted whole', async () => {
	const { text } = await reconcileSpec(`  tag:
    source: erp.tag
    target: app.tag
    key: none
    columns: { tag: tag }
    reconcile: { checks: [rows], accept: { twice: { reason: Merged, where: tag = 'a' }, other: { reason: Renamed, where: "tag in ('b', 'c')", at_most: 1 } } }
`);
	expect(withoutAdvice(text)).toBe(`
✗ tag  rows  3 rows compared with 2: 1 missing, 1 extra, 1 accepted
    the accepted difference "other" holds for at most 1 row, and 2 are found: they count again
    1  missing in the target
       tag 'b'
    1  not in the source
       tag 'c'
    1  accepted as "twice": Merged
       tag 'a'
`);
});
