/** `where` and `sample` of a reconcile section on real servers: what is compared, and that a part never passes for the whole. */

import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import { specsOn } from './specHarness';

const second = secondCluster();
let reconcileSpec: Awaited<ReturnType<typeof specsOn>>;

beforeAll(async () => {
	const source =
		await freshDatabase(`create schema erp; create table erp.ord (no integer primary key, yr integer, cust integer, state text);
		insert into erp.ord select i, 2000 + i % 10, i % 50, case when i % 100 = 7 then 'Z' else 'O' end from generate_series(1, 1000) i;
		create table erp.cust (no integer primary key, name text); insert into erp.cust select i, 'c' || i from generate_series(0, 49) i;
		create table erp.tag (tag text); insert into erp.tag select 't' || i / 3 from generate_series(1, 300) i;`);
	const target = await second.freshDatabase(`create schema app;
		create table app.cust (id integer primary key, no integer unique, name text); insert into app.cust select i + 1000, i, 'c' || i from generate_series(0, 49) i;
		create table app.ord (no integer primary key, yr integer, cust_id integer references app.cust, state text, extra text);
		insert into app.ord select i, 2000 + i % 10, i % 50 + 1000, 'open' from generate_series(1, 1000) i where i % 100 <> 7;
		update app.ord set state = 'lost' where no = 13;
		create table app.tag (tag text); insert into app.tag select 't' || i / 3 from generate_series(1, 300) i;
		create table app.empty (no integer primary key, yr integer);`);
	reconcileSpec = await specsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
  cust: { source: erp.cust, target: app.cust, key: [no], columns: { no: no, name: name } }
`;

const ord = (reconcile: string, name = 'ord', where = '') => `  ${name}:
    source: erp.ord
    target: app.ord
    key: [no]${where}
    columns: { no: no, yr: yr, cust_id: { lookup: cust, by: cust }, state: { source: state, map: { O: open } } }
    reconcile: ${reconcile}
`;

test('a condition over target columns means the same on both sides; what it cannot be asked of a rejected row leaves it in', async () => {
	const { text } = await reconcileSpec(ord(`{ checks: [count, rows, { sum: yr }, balance], where: "yr = 2007 and ord.cust_id < 20" }`), {
		mappings: ['ord'],
	});
	expect(text.replace(/^ +→ .*\n/m, '')).toBe(`
✓ ord  count    30 rows on both sides
    only rows for which "yr = 2007 and ord.cust_id < 20" holds are compared
✗      rows     30 rows compared: 10 rejected
    only rows for which "yr = 2007 and ord.cust_id < 20" holds are compared
    10  rejected: state cannot take the value 'Z'  spec.migration.yaml:11
        no 7  'Z'
        no 107  'Z'
        no 207  'Z'
✓      sum(yr)  60,210 on both sides
    only rows for which "yr = 2007 and ord.cust_id < 20" holds are compared
✓      balance  1,000 rows of erp.ord: 990 mapped, 10 rejected, 990 in the target
`);
	const state = await reconcileSpec(ord(`{ checks: [rows], where: state = 'open' }`), { mappings: ['ord'] });
	expect(state.checks[0]?.found).toMatchObject({ differences: { missing: 1, rejected: 10 } });
});

test('a condition that only one side can evaluate is refused', async () => {
	const { checks } = await reconcileSpec(ord(`{ checks: [count], where: extra is null }`), { mappings: ['ord'] });
	expect(checks[0]).toMatchObject({
		verdict: 'not-run',
		reason: 'its "where" reads "extra", of which the mapping makes no value that both sides have',
	});
});

test('a sample takes the same rows on both sides, finds what is in it, and is never green', async () => {
	const share = await reconcileSpec(
		ord(`{ checks: [count, rows, balance], sample: 30% }`, 'ord', '\n    where: no <> 13 and no % 100 <> 7'),
		{ mappings: ['ord'] },
	);
	expect(share.checks[0]).toMatchObject({ verdict: 'different', found: { source: 989, target: 990 } });
	const rows = share.checks[1];
	expect(rows).toMatchObject({ found: { differences: { missing: 0, changed: 0, rejected: 0 } } });
	const whole = await reconcileSpec(ord(`{ checks: [rows], where: no <> 13 and no % 100 <> 7, sample: 30% }`), { mappings: ['ord'] });
	expect(whole.checks[0]).toMatchObject({ verdict: 'partial', reason: 'only a sample of 30% was compared' });
	const compared = whole.checks[0]?.found?.kind === 'rows' ? whole.checks[0].found.compared : undefined;
	expect(compared?.source).toBe(compared?.target);
	expect(compared?.source).toBeGreaterThan(200);
	expect(compared?.source).toBeLessThan(400);
});

test('a number of rows, by the command line, too; one that is not reached is no sample', async () => {
	const some = await reconcileSpec(ord('{ checks: [rows] }'), { mappings: ['ord'], sample: '100' });
	expect(some.checks[0]?.found?.kind === 'rows' ? some.checks[0].found.compared.source : 0).toBeGreaterThan(50);
	expect(some.checks[0]?.found?.kind === 'rows' ? some.checks[0].found.compared.source : 0).toBeLessThan(160);
	const all = await reconcileSpec(ord('{ checks: [rows], sample: 5000 }'), { mappings: ['ord'] });
	expect(all.checks[0]).toMatchObject({
		verdict: 'different',
		found: { compared: { source: 990 }, differences: { changed: 1, rejected: 10 } },
	});
	expect(all.checks[0]?.notes).toBeUndefined();
});

test('without a key the whole row decides', async () => {
	const { checks } = await reconcileSpec(
		'  tag: { source: erp.tag, target: app.tag, key: none, columns: { tag: tag }, reconcile: { checks: [rows], sample: 20% } }\n',
		{ mappings: ['tag'] },
	);
	expect(checks[0]).toMatchObject({ verdict: 'partial', found: { differences: { missing: 0, extra: 0 } } });
});

test('an empty source has nothing to take a sample of', async () => {
	const { checks } = await reconcileSpec(
		'  empty: { source: erp.ord, where: no < 0, target: app.empty, key: [no], columns: { no: no, yr: yr }, reconcile: { checks: [rows], sample: 10 } }\n',
		{ mappings: ['empty'] },
	);
	expect(checks[0]).toMatchObject({ verdict: 'identical' });
});

test('mappings of one target: what one says holds for all, and contradictions are told', async () => {
	const early = (reconcile: string) => ord(reconcile, 'early', '\n    where: yr < 2005');
	const late = (reconcile: string) => ord(reconcile, 'late', '\n    where: yr >= 2005');
	const one = await reconcileSpec(
		early('{ checks: [rows], where: no > 500, accept: { z: { reason: Unknown, columns: [state] } } }') +
			late('{ checks: [{ sum: yr }], tolerance: { yr: 1 } }'),
		{ mappings: ['late'] },
	);
	expect(one.text).toBe(`
✓ early + late  rows     495 rows compared: 5 accepted
    only rows for which "no > 500" holds are compared
    5  accepted as "z": Unknown  spec.migration.yaml:19
       no 507  'Z'
       no 607  'Z'
       no 707  'Z'
✓               sum(yr)  992,215 on both sides
    only rows for which "no > 500" holds are compared
`);
	const two = await reconcileSpec(early('{ where: no > 500 }') + late('{ where: no > 5 }'), { mappings: ['late'], checks: ['count'] });
	expect(two.checks[0]).toMatchObject({
		verdict: 'not-run',
		reason:
			'"early" and "late" share a target, so they are compared as one, and say different things of "where"; write it once, or the same in both',
	});
});
