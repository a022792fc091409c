import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { trialsOn } from './trialHarness';

let source: TestDatabase;
let target: TestDatabase;
let trySpec: Awaited<ReturnType<typeof trialsOn>>;

beforeAll(async () => {
	[source, target] = await Promise.all([
		freshDatabase(`
			create schema erp;
			create table erp.cust (no integer primary key, email text, stat char(1), del boolean);
			insert into erp.cust select g, case when g % 10 = 0 then null when g % 7 = 0 then 'no address ' || g else g || '@x.org' end, 'A', g > 95
				from generate_series(1, 100) g;
			create table erp."Odd Name" ("a b" integer, "c""d" text);
			insert into erp."Odd Name" values (1, '<script>alert(1)</script>'), (2, E'tab\\tand \\u202eright'), (3, null);
		`),
		freshDatabase(`
			create schema app;
			create table app.customers (id bigint primary key, legacy_no integer, email text);
			insert into app.customers select g, g, 'x' from generate_series(1, 95) g;
			create table app.twins (a boolean, b boolean);
		`),
	]);
	trySpec = await trialsOn({ source, target }, head);
});

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
lookups:
  status: { A: active }
  living: { on: source, query: "select no, email from erp.cust where not del" }
views:
  living: select * from erp.cust where not del
`;

const counted = async (database: TestDatabase, sql: string) => Number((await database.run(sql))[0]?.[0]);

test('quality: what a plain query counts, with samples, a bound, and who mends it', async () => {
	const tried = await trySpec(`
quality:
  emails: { on: source, table: erp.cust, rows: "email like '%@%'", severity: warning, fix: { owner: sales, by: 2026-11-30 } }
  few emails: { on: source, table: cust, rows: cust.email like '%@%', at_most: 30% }
  too few emails: { on: source, table: erp.cust, rows: "email like '%@%'", at_most: 21.9% }
  exactly: { on: source, table: erp.cust, rows: "email like '%@%'", at_most: 22 }
  no deleted: { on: source, query: select no from erp.cust where del }
  fine: { on: source, query: select no from erp.cust where no < 0 }
  living: { on: source, table: living, rows: no <= 95 }
  by lookup: { on: target, when: after, query: select c.id from app.customers c where c.id > 93 }
  own lookup: { on: source, query: "select k.no, k.no from lookup.living k where k.email is null" }
`);
	const broken = await counted(source, `select count(*) from erp.cust where (email like '%@%') is not true`);
	expect(broken).toBe(23);
	expect(tried.result('emails')).toMatchObject({
		section: 'quality',
		verdict: 'different',
		found: {
			kind: 'violations',
			side: 'source',
			count: broken,
			of: 100,
			atMost: '0',
			severity: 'warning',
			owner: 'sales',
			due: '2026-11-30',
		},
	});
	expect(tried.result('few emails')).toMatchObject({ verdict: 'accepted', found: { count: broken, atMost: '30%' } });
	expect(tried.result('too few emails').verdict).toBe('different');
	expect(tried.result('exactly').verdict).toBe('different');
	const rows = await source.run('select no from erp.cust where del order by no');
	expect(tried.result('no deleted')).toMatchObject({
		verdict: 'different',
		found: { count: 5, rows: rows.map(([no]) => [{ name: 'no', value: Number(no) }]) },
	});
	expect(tried.result('no deleted').found).not.toHaveProperty('of');
	expect(tried.result('fine')).toMatchObject({ verdict: 'identical', found: { count: 0, rows: [] } });
	expect(tried.result('living')).toMatchObject({ verdict: 'identical', found: { count: 0, of: 95 } });
	expect(tried.result('by lookup')).toMatchObject({ verdict: 'different', found: { side: 'target', count: 2 } });
	const ownLookup = await counted(source, 'select count(*) from erp.cust where not del and email is null');
	expect(tried.result('own lookup')).toMatchObject({ found: { count: ownLookup } });
	expect(tried.text).toContain('✗ emails          quality  23 of 100 rows break it (warning; sales until 2026-11-30)');
	expect(tried.text).toContain('✓ few emails      quality  23 of 100 rows break it, at most 30% may');
	expect(tried.text).toContain("    no 7, email 'no address 7', stat 'A', del 'f'");
	expect(tried.text).toContain('    and 18 more');
});

test('quality: at_most takes a number of rows and a share, to the row', async () => {
	const bound = async (atMost: string) => {
		const tried = await trySpec(`
quality:
  rule: { on: source, table: erp.cust, rows: "email like '%@%'", at_most: ${atMost} }
`);
		return tried.result('rule');
	};
	expect(await bound('23')).toMatchObject({ verdict: 'accepted' });
	expect(await bound('22')).toMatchObject({ verdict: 'different' });
	expect(await bound('23%')).toMatchObject({ verdict: 'accepted' });
	expect(await bound('22.99%')).toMatchObject({ verdict: 'different' });
	expect(await bound('many')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('"many"') });
	expect(await bound('101%')).toMatchObject({ verdict: 'not-run' });
});

test('quality: a share of a query is refused, as nobody knows of how many rows', async () => {
	const tried = await trySpec(`
quality:
  rule: { on: source, query: select no from erp.cust, at_most: 3% }
`);
	expect(tried.result('rule')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('share') });
	expect(tried.sides).toEqual([]);
});

test('quality: only the side that is asked is connected to', async () => {
	const rule = (on: string, table: string) => `
quality:
  rule: { on: ${on}, table: ${table}, rows: "true" }
`;
	expect((await trySpec(rule('source', 'erp.cust'))).sides).toEqual(['source']);
	expect((await trySpec(rule('target', 'app.customers'))).sides).toEqual(['target']);
});

test('quality: personal data keeps the keys alone', async () => {
	const tried = await trySpec(`
scope: { data: { customers: personal } }
mappings:
  customers: { source: erp.cust c, target: app.customers, key: [id], columns: { id: c.no, email: c.email } }
quality:
  emails: { on: source, table: erp.cust, rows: "email like '%@%'" }
  by a view: { on: source, query: select email from living where email not like '%@%' }
  odd: { on: source, table: 'erp."Odd Name"', rows: "false" }
acceptance:
  a value: { query: select email from app.customers where id = 1 }
`);
	const { found } = tried.result('emails');
	expect(found).toMatchObject({ count: 23, rows: [[{ name: 'no', value: 7 }], [{ name: 'no', value: 10 }], {}, {}, {}] });
	expect(found).toMatchObject({ masked: 'only keys are shown, as "customers" holds personal data' });
	expect(tried.result('by a view').found).toMatchObject({ rows: [] });
	expect(tried.result('by a view').found).toHaveProperty('masked');
	expect(tried.result('odd').found).not.toHaveProperty('masked');
	expect(tried.result('a value').found).toMatchObject({ notTrue: [{ name: 'email', value: '(not shown)' }] });
	expect(tried.text + tried.html + JSON.stringify(tried.report)).not.toContain('no address');
});

test('hostile values and names stay text', async () => {
	const tried = await trySpec(`
quality:
  "<b>odd</b>": { on: source, table: 'erp."Odd Name"', rows: '"a b" > 9' }
`);
	expect(tried.text).toContain("a b 1, c\"d '<script>alert(1)</script>'");
	expect(tried.text).toContain("'tab\\tand \\u{202e}right'");
	expect(tried.html).not.toContain('<script>');
	expect(tried.html).not.toContain('<b>');
});

test('acceptance: one row, every column true', async () => {
	const tried = await trySpec(`
acceptance:
  true: { query: "select count(*) = 95, max(id) = 95 as highest from app.customers", owner: sales }
  false: { query: "select count(*) = 95, max(id) = 96 as highest, null::boolean as unknown from app.customers" }
  number: { query: select 1 as one }
  no row: { query: select true from app.customers where id < 0 }
  two rows: { query: select true from app.customers where id <= 2 }
  nothing: { query: "select a, b from app.twins" }
`);
	expect(tried.result('true')).toMatchObject({ verdict: 'identical', found: { kind: 'acceptance', owner: 'sales', notTrue: [] } });
	expect(tried.result('false')).toMatchObject({
		verdict: 'different',
		found: {
			notTrue: [
				{ name: 'highest', value: 'false' },
				{ name: 'unknown', value: null },
			],
		},
	});
	expect(tried.result('number')).toMatchObject({ verdict: 'different', found: { notTrue: [{ name: 'one', value: '1' }] } });
	expect(tried.result('no row')).toMatchObject({ verdict: 'different', found: { rows: 0 } });
	expect(tried.result('two rows')).toMatchObject({ verdict: 'different', found: { rows: 2 } });
	expect(tried.result('nothing')).toMatchObject({ verdict: 'different', found: { rows: 0 } });
	expect(tried.text).toContain('✓ true      acceptance  every column is true');
	expect(tried.text).toContain('"highest" is false, "unknown" is null');
	expect(tried.text).toContain('its query gave 2 rows instead of one');
	expect(tried.text).toContain('its query gave no row instead of one');
});

/** A clock that tells these times one after another. */
function clockOf(...durationsMs: readonly number[]): () => number {
	const times = durationsMs.flatMap((ms, index) => [index * 1000, index * 1000 + ms]);
	let at = 0;
	return () => times[at++] ?? 0;
}

test('acceptance: the median of five runs after a warm one', async () => {
	const tried = await trySpec(
		`
acceptance:
  fast: { query: select * from app.customers, max_ms: 50 }
  slow: { query: select * from app.customers, max_ms: 50 }
`,
		{},
		{ clockMs: clockOf(900, 10, 50, 50, 51, 400, 1, 60, 60, 51, 10, 10) },
	);
	expect(tried.result('fast')).toMatchObject({
		verdict: 'identical',
		found: { timing: { runsMs: [10, 50, 50, 51, 400], medianMs: 50, maxMs: 50 } },
	});
	expect(tried.result('slow')).toMatchObject({ verdict: 'different', found: { timing: { medianMs: 51 } } });
	expect(tried.text).toContain('✗ slow  acceptance  51 ms (median of 5), at most 50 ms');
	expect(tried.text).toContain('    runs: 60 ms, 60 ms, 51 ms, 10 ms, 10 ms');
});

test('acceptance: the same query on the source is the baseline', async () => {
	const run = (clockMs: () => number) =>
		trySpec('\nacceptance:\n  as fast: { query: select count(*) from pg_catalog.pg_class, baseline: source }\n', {}, { clockMs });
	const slower = await run(clockOf(1, 20, 20, 20, 20, 20, 1, 10, 10, 10, 10, 10));
	expect(slower.result('as fast')).toMatchObject({ verdict: 'different', found: { timing: { medianMs: 20, baseline: { medianMs: 10 } } } });
	const within = await run(clockOf(1, 11, 11, 11, 11, 11, 1, 10, 10, 10, 10, 10));
	expect(within.result('as fast')).toMatchObject({ verdict: 'identical' });
	expect(within.sides).toEqual(['source', 'target']);
	const impossible = await trySpec('\nacceptance:\n  a: { query: select * from app.customers, baseline: source }\n');
	expect(impossible.result('a')).toMatchObject({
		verdict: 'not-run',
		reason: expect.stringContaining('cannot be compared with the source'),
	});
});

test('acceptance: steps alone wait for a person', async () => {
	const spec = '\nacceptance:\n  by hand: { steps: Look, owner: sales }\n';
	expect((await trySpec(spec)).result('by hand')).toMatchObject({
		verdict: 'not-run',
		reason: expect.stringContaining('nobody has recorded it'),
	});
	const manual = { passed: true, by: 'Ada', at: '2026-11-22T10:00:00.000Z', note: 'all there' };
	const passed = await trySpec(spec, { recorded: () => manual });
	expect(passed.result('by hand')).toMatchObject({ verdict: 'identical', found: { manual } });
	expect(passed.text).toContain('passed by Ada on 2026-11-22: all there');
	expect((await trySpec(spec, { recorded: () => ({ ...manual, passed: false }) })).result('by hand').verdict).toBe('different');
	expect((await trySpec(spec, { recorded: () => 'stale' })).result('by hand')).toMatchObject({
		verdict: 'not-run',
		reason: expect.stringContaining('its words'),
	});
});

test('wrong SQL is not sent, and what the server refuses is a line', async () => {
	const tried = await trySpec(`
quality:
  unknown: { on: source, query: select nothing from erp.cust }
  effects: { on: source, query: "select pg_terminate_backend(no) from erp.cust" }
  fails on data: { on: source, query: "select no from erp.cust where email::integer > 0" }
  after it: { on: source, query: select no from erp.cust where no < 0 }
acceptance:
  writes: { query: delete from app.customers returning true }
  divides: { query: select 1 / (id - id) > 0 from app.customers }
`);
	expect(tried.result('unknown')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('unknown-column') });
	expect(tried.result('effects')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('unsafe-function') });
	expect(tried.result('writes')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('writes-data') });
	expect(tried.result('fails on data')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('integer') });
	expect(tried.result('divides')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('division by zero') });
	expect(tried.result('after it').verdict).toBe('identical');
	expect(await counted(target, 'select count(*) from app.customers')).toBe(95);
});

test('a statement that takes too long fails alone; one that is cancelled ends the run', async () => {
	const yaml = `
quality:
  slow: { on: source, query: "select g from generate_series(1, 1000000000) g where g < 0" }
  quick: { on: source, query: select no from erp.cust where no < 0 }
`;
	const hurried = await trialsOn({ source: { ...source, settings: { ...source.settings, statementTimeoutMs: 100 } }, target }, head);
	const timedOut = await hurried(yaml);
	expect(timedOut.result('slow')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('0.1 s') });
	expect(timedOut.result('quick').verdict).toBe('identical');

	const budget = await trySpec(yaml, {}, { timeBudgetMs: 150 });
	expect(budget.result('slow')).toMatchObject({ verdict: 'partial', reason: 'the time budget was used up' });
	expect(budget.result('quick')).toMatchObject({ verdict: 'not-run', reason: 'the time budget was used up' });
	expect(budget.report).not.toHaveProperty('interrupted');
	const running = `select count(*) from pg_stat_activity where query like '%1000000000%' and state = 'active' and pid <> pg_backend_pid()`;
	expect(await counted(source, running)).toBe(0);
});

test('what is asked for is what runs: sections, names, when', async () => {
	const yaml = `
quality:
  first: { on: source, when: before, table: erp.cust, rows: "true" }
  last: { on: target, when: after, table: app.customers, rows: "true" }
acceptance:
  test: { query: select true }
`;
	const names = async (options: Parameters<typeof trySpec>[1]) => (await trySpec(yaml, options)).report.checks.map(one => one.check);
	expect(await names({})).toEqual(['first', 'last', 'test']);
	expect(await names({ sections: ['quality'], when: 'after' })).toEqual(['last']);
	expect(await names({ names: ['test'] })).toEqual(['test']);
	expect(await names({ when: 'before' })).toEqual(['first']);
});
