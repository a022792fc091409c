import { beforeAll, expect, test } from 'vitest';
import { DatabaseFailure } from '../../server/src/engines/engine';
import type { TestDatabase } from '../support/postgres';
import { freshDatabase, secondCluster } from '../support/postgres';
import type { Databases, TestJob } from './reconcileHarness';
import { check, reconcile, rowsOf, streamed } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

/** What an engineer would have: it can read, and nothing else. */
const reader = `
	create role reader_NAME login password 'reads only';
	grant connect on database NAME to reader_NAME;
	grant usage on schema public to reader_NAME;`;

const small: TestJob = { mapping: 'small', columns: { k: 'integer key' }, source: 'select 1 as k', target: 'select 1 as k' };
const large: TestJob = {
	mapping: 'large',
	columns: { id: 'integer key', v: 'text' },
	source: 'select id, v from large',
	target: 'select id, v from large',
};
/** Never ends by itself. */
const endless: TestJob = {
	mapping: 'endless',
	columns: { k: 'bigint key' },
	checks: ['count', 'rows'],
	source: 'select a as k from generate_series(1, 1000000) as a, generate_series(1, 1000000) as b',
	target: 'select a as k from generate_series(1, 1000000) as a, generate_series(1, 1000000) as b',
};

beforeAll(async () => {
	databases = {
		source: await freshDatabase(`create table large as select i as id, md5(i::text) as v from generate_series(1, 200000) as i`),
		target: await second.freshDatabase(`
			create table large as select i as id, case when i % 40000 = 0 then 'changed' else md5(i::text) end as v
			from generate_series(1, 200000) as i where i <> 77777 union all select 200001, 'extra'`),
	};
});

async function withReader(database: TestDatabase, sql: string): Promise<TestDatabase> {
	await database.run(`${reader.replaceAll('NAME', database.name)} ${sql}`);
	return { ...database, settings: { ...database.settings, user: `reader_${database.name}`, password: 'reads only' } };
}

/** Waits until no connection of ours runs a statement: a server notices the end of a connection a moment later. */
async function untilIdle(database: TestDatabase): Promise<void> {
	while ((await statements(database)) > 0);
}

async function untilActive(database: TestDatabase): Promise<void> {
	while ((await statements(database)) === 0);
}

async function statements({ name, run }: TestDatabase): Promise<number> {
	const others = `datname = '${name}' and pid <> pg_backend_pid() and backend_type = 'client backend'`;
	return (await run(`select 1 from pg_stat_activity where ${others} and state = 'active'`)).length;
}

test('200,000 rows: all differences, little memory', async () => {
	global.gc?.();
	const before = process.memoryUsage().heapUsed;
	let most = 0;
	const { report } = await reconcile(databases, [large], {
		onEvent: () => {
			most = Math.max(most, process.memoryUsage().heapUsed - before);
		},
	});
	const [result] = report.checks;
	if (!result) throw new Error('no result');
	expect(rowsOf(result)).toMatchObject({
		compared: { source: 200000, target: 200000 },
		differences: { missing: 1, extra: 1, changed: 5, duplicate: 0, exact: true },
	});
	// All rows of both sides would be some 100 MB of strings and arrays.
	expect(most).toBeLessThan(70_000_000);
});

test('a cancel ends the statements on both servers, and what is known is told', async () => {
	const controller = new AbortController();
	const { report } = await reconcile(databases, [small, endless, small], {
		signal: controller.signal,
		onEvent: async event => {
			if (event.kind !== 'check' || event.mapping !== 'endless') return;
			// The check starts when the event was taken: wait until both servers are at it.
			setImmediate(async () => {
				await untilActive(databases.source);
				await untilActive(databases.target);
				controller.abort();
			});
		},
	});
	expect(report.checks.map(({ mapping, verdict, reason }) => [mapping, verdict, reason])).toEqual([
		['small', 'identical', undefined],
		['endless', 'partial', 'the run was interrupted'],
		['endless', 'not-run', 'the run was interrupted'],
		['small', 'not-run', 'the run was interrupted'],
	]);
	expect(report).toMatchObject({ verdict: 'partial', interrupted: true });
	await untilIdle(databases.source);
	await untilIdle(databases.target);
});

test('a comparison that is cut in the middle says how far it came', async () => {
	const controller = new AbortController();
	const { report } = await reconcile(databases, [large], {
		narrowing: streamed,
		signal: controller.signal,
		onEvent: event => {
			if (event.kind === 'progress' && event.rows.source >= 50000) controller.abort();
		},
	});
	const [result] = report.checks;
	if (!result) throw new Error('no result');
	expect(result).toMatchObject({ verdict: 'partial', reason: 'the run was interrupted' });
	const { compared, differences } = rowsOf(result);
	expect(compared.source).toBeGreaterThanOrEqual(50000);
	expect(compared.source).toBeLessThan(200000);
	expect(differences).toMatchObject({ changed: 1, exact: false });
});

test('a reader who goes away in the middle leaves nothing behind', async () => {
	const reading = reconcile(databases, [large], {
		onEvent: event => {
			if (event.kind === 'progress') throw new Error('gone');
		},
	});
	await expect(reading).rejects.toThrow('gone');
});

test('the time budget ends as partial', async () => {
	const { report } = await reconcile(databases, [endless], { timeBudgetMs: 2000 });
	expect(report.checks.map(({ verdict, reason }) => [verdict, reason])).toEqual([
		['partial', 'the time budget was used up'],
		['not-run', 'the time budget was used up'],
	]);
	expect(report.interrupted).toBeUndefined();
});

test('a server that goes away fails what is left, and says so', async () => {
	const { report } = await reconcile(databases, [small, large, small], {
		narrowing: streamed,
		onEvent: async event => {
			if (event.kind !== 'progress' || event.rows.source > 10000) return;
			const sql = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${databases.target.name}' and pid <> pg_backend_pid()`;
			await databases.target.run(sql);
		},
	});
	expect(report.checks.map(({ mapping, verdict }) => [mapping, verdict])).toEqual([
		['small', 'identical'],
		['large', 'failed'],
		['small', 'failed'],
	]);
	expect(report.checks[1]?.reason).toMatch(/^The connection to "cloud" .* was lost/);
	await untilIdle(databases.source);
});

test('a table without permission fails its mapping, and the others go on', async () => {
	const source = await withReader(databases.source, '');
	const { report } = await reconcile({ ...databases, source }, [{ ...large, checks: ['count', 'rows'] }, small]);
	expect(report.checks.map(({ mapping, check: name, verdict }) => [mapping, name, verdict])).toEqual([
		['large', 'count', 'failed'],
		['large', 'rows', 'failed'],
		['small', 'rows', 'identical'],
	]);
	expect(report.checks[0]?.reason).toMatch(/^"erp" .* does not let the user ".*" read this: permission denied for table large/);
	expect(JSON.stringify(report)).not.toContain('reads only');
});

test('a schema that changed says so, what to do, and where', async () => {
	const job = { ...small, source: 'select gone as k from large' };
	const result = await check(databases, job);
	expect(result).toMatchObject({ verdict: 'failed', span: { block: 'spec', start: 7, end: 11 } });
	expect(result.reason).toContain('crosswalk introspect erp');
});

test('a schema that changes in the middle of a run fails what has not been read yet', async () => {
	await databases.target.run('create table dropped as select 1 as k; create table renamed as select 1 as k');
	const read = (mapping: string, target: string): TestJob => ({ ...small, mapping, target, checks: ['count', 'rows'] });
	const { report } = await reconcile(
		databases,
		[read('dropped', 'select k from dropped'), read('renamed', 'select k from renamed'), read('last', 'select 1 as k')],
		{
			onEvent: async event => {
				if (event.kind !== 'check' || event.index !== 0) return;
				await databases.target.run('drop table dropped; alter table renamed rename column k to key');
			},
		},
	);
	expect(report.checks.map(({ mapping, verdict }) => `${mapping} ${verdict}`)).toEqual([
		'dropped failed',
		'dropped failed',
		'renamed failed',
		'renamed failed',
		'last identical',
		'last identical',
	]);
	expect(report.checks[0]?.reason).toContain('relation "dropped" does not exist');
	expect(report.checks[2]?.reason).toContain('crosswalk introspect cloud');
});

test('a value that the server refuses fails its mapping at the expression', async () => {
	const job = { ...small, source: 'select id / (id - 100) as k from large' };
	const result = await check(databases, job);
	expect(result).toMatchObject({ verdict: 'failed' });
	expect(result.reason).toContain('division by zero');
});

test('all mappings see one instant, whatever is written meanwhile', async () => {
	const { source, target } = databases;
	await target.run('create table moving as select 1 as k');
	await source.run('create table moving as select 1 as k');
	const moving = {
		...small,
		mapping: 'moving',
		source: 'select k from moving',
		target: 'select k from moving',
		checks: ['count', 'rows'] as const,
	};
	const { report } = await reconcile(databases, [small, moving], {
		onEvent: async event => {
			if (event.kind === 'result' && event.result.mapping === 'small') await target.run('insert into moving values (2), (3)');
		},
	});
	expect(report.verdict).toBe('identical');
	expect(await check(databases, { ...moving, checks: ['count'] })).toMatchObject({ found: { source: 1, target: 3 } });
});

test('a side that cannot be reached is one sentence, and the other side is closed', async () => {
	const target = { ...databases.target, settings: { ...databases.target.settings, port: 1 } };
	const failure = await reconcile({ ...databases, target }, [small]).catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(DatabaseFailure);
	await untilIdle(databases.source);
});
