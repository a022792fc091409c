/**
 * Trouble before each statement of a row comparison that is narrowed down by hashes, one statement after another: whenever it comes, the
 * answer is right or it says what went wrong. It is never another one.
 */

import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReconcilePlan } from '../../server/src/core/reconcile/plan';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import type { Engine, Session } from '../../server/src/engines/engine';
import { openSession } from '../../server/src/engines/postgres/session';
import { runReconcile } from '../../server/src/run/reconcile';
import type { TestDatabase } from '../support/postgres';
import { freshDatabase, secondCluster } from '../support/postgres';
import { jobOf, narrowed, rowsOf, type TestJob, told } from './reconcileHarness';

const second = secondCluster();
let source: TestDatabase;
let target: TestDatabase;

/** By number, its key found by an index; and by text, its key hashed. */
const jobs: Readonly<Record<'number' | 'text', TestJob>> = {
	number: {
		columns: { id: 'integer key', name: 'text', v: 'text' },
		source: 'select id, name, v from people',
		target: 'select id, name, v from people',
	},
	text: {
		columns: { name: 'text key', id: 'integer', v: 'text' },
		source: 'select id, name, v from people',
		target: 'select id, name, v from people',
	},
};
const people = `create table people as select i as id, 'person ' || i as name, md5(i::text) as v from generate_series(1, 1000) as i;
	alter table people add primary key (id)`;

beforeAll(async () => {
	source = await freshDatabase(people);
	const reads = await second.freshDatabase(`${people};
		delete from people where id in (5, 700); insert into people values (9000, 'person 9000', 'x');
		update people set v = v || ' ' where id % 250 = 7; analyze people`);
	const role = `reader_${reads.name}`;
	await reads.run(`create role ${role} login password 'reads only'; grant select on people to ${role}`);
	target = { ...reads, settings: { ...reads.settings, user: role, password: 'reads only' } };
});

interface Outcome {
	readonly check: CheckResult;
	/** Statements that were sent to both servers. */
	readonly statements: number;
}

/** Runs the job, and `trouble` before the statement of that number. */
async function runWith(
	job: TestJob,
	trouble?: { readonly before: number; readonly work: () => unknown },
	signal?: AbortSignal,
): Promise<Outcome> {
	let statements = 0;
	const step = async () => {
		if (statements++ === trouble?.before) await trouble.work();
	};
	const connect: Engine['connect'] = async (...args) => troubled(await openSession(...args), step);
	const plan: ReconcilePlan = { spec: 'test.migration.yaml', jobs: [jobOf(job)] };
	const running = runReconcile(
		plan,
		{
			source: { engine: { connect }, settings: { ...source.settings, name: 'erp' } },
			target: { engine: { connect }, settings: { ...target.settings, name: 'cloud' } },
		},
		{ narrowing: { ...narrowed, bucketRows: 50 }, signal },
	);
	let next = await running.next();
	while (!next.done) next = await running.next();
	const [check] = next.value.checks;
	if (!check) throw new Error('no result');
	return { check: { ...check, elapsedMs: 0 }, statements };
}

function troubled(session: Session, step: () => Promise<void>): Session {
	const { beside } = session;
	return {
		...session,
		async describe(...args) {
			await step();
			return session.describe(...args);
		},
		async query(...args) {
			await step();
			return session.query(...args);
		},
		async *stream(...args) {
			await step();
			yield* session.stream(...args);
		},
		...(beside && { beside: async (...args) => troubled(await beside(...args), step) }),
	};
}

/** Statements of other connections, once the servers have noticed that ours are closed. */
async function untilIdle({ name, run }: TestDatabase): Promise<void> {
	const ours = `datname = '${name}' and pid <> pg_backend_pid() and backend_type = 'client backend'`;
	while ((await run(`select 1 from pg_stat_activity where ${ours}`)).length > 0);
}

/** Kinds of ends, by how often they came; `right` is the answer of a run without trouble. */
async function endsOf(job: TestJob, trouble: () => unknown, after: () => unknown = () => {}, signalOf?: () => AbortSignal) {
	const right = await runWith(job);
	const ends: Record<string, number> = {};
	for (let before = 0; before < right.statements; before++) {
		const { check } = await runWith(job, { before, work: trouble }, signalOf?.());
		await after();
		const isRight = JSON.stringify(check) === JSON.stringify(right.check);
		const end = isRight ? 'right' : `${check.verdict}: ${check.reason}`.replace(/\(.*?\)/g, '(…)');
		ends[end] = (ends[end] ?? 0) + 1;
		if (check.found?.kind === 'rows' && !isRight) expect(rowsOf(check).differences.exact).toBe(false);
	}
	return { ends, statements: right.statements };
}

test.each(['number', 'text'] as const)('without trouble, by %s', async name => {
	const { check, statements } = await runWith(jobs[name]);
	expect(told(check).map(line => line.replace(/: .*/, ''))).toHaveLength(7);
	expect(rowsOf(check).differences).toMatchObject({ missing: 2, extra: 1, changed: 4, exact: true });
	expect(statements).toBeGreaterThan(8);
});

describe.each(['number', 'text'] as const)('by %s', name => {
	test('a connection that is ended', async () => {
		const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'crosswalk%' and datname = `;
		const { ends, statements } = await endsOf(jobs[name], () => target.run(`${kill} '${target.name}'`));
		const { right = 0, ...others } = ends;
		for (const end of Object.keys(others)) expect(end).toMatch(/^failed: The connection to "cloud" \(…\) was lost/);
		expect(right).toBeLessThan(statements / 2);
		await untilIdle(source);
	});

	test('an interruption', async () => {
		let stop = new AbortController();
		const { ends, statements } = await endsOf(
			jobs[name],
			() => stop.abort(),
			async () => {
				await Promise.all([untilIdle(source), untilIdle(target)]);
			},
			() => {
				stop = new AbortController();
				return stop.signal;
			},
		);
		expect(ends).toEqual({ 'partial: the run was interrupted': statements });
	});
});

test('a permission that is revoked', async () => {
	const role = target.settings.user;
	const revoke = () => target.run(`revoke select on people from ${role}`);
	const { ends, statements } = await endsOf(jobs.number, revoke, () => target.run(`grant select on people to ${role}`));
	const { right = 0, ...others } = ends;
	const denied = `failed: "cloud" (…) does not let the user "${role}" read this: permission denied for table people; grant what is missing, or use another user`;
	expect(others).toEqual({ [denied]: statements - right });
	expect(right).toBeLessThan(statements / 2);
});

test('a table that changes: once the comparison has begun, it cannot', async () => {
	const rename = async () => {
		await target.run(`set lock_timeout = '20ms'; alter table people rename column v to w`).catch(() => undefined);
	};
	const back = () =>
		target
			.run('alter table people rename column v to w; alter table people rename column w to v')
			.catch(() => target.run('alter table people rename column w to v'));
	const { ends, statements } = await endsOf(jobs.number, rename, back);
	const { right = 0, ...others } = ends;
	expect(right).toBeGreaterThan(statements / 2);
	expect(Object.keys(others).length).toBeLessThan(2);
	for (const end of Object.keys(others))
		expect(end).toMatch(/^failed: "cloud" \(…\) is not as its catalog says: column "v" does not exist/);
});

test('rows that are written meanwhile are not seen', async () => {
	const write = () => target.run(`update people set v = 'w' where id % 3 = 0; delete from people where id % 5 = 0`);
	const before = `create table if not exists kept as select * from people`;
	await target.run(before);
	const restore = () => target.run('delete from people; insert into people select * from kept');
	const { ends, statements } = await endsOf(jobs.number, write, restore);
	expect(ends).toEqual({ right: statements });
});

test('a server that crashes, as one does without a word', async () => {
	const crash = async () => {
		const [row] = await target.run(
			`select pid from pg_stat_activity where application_name like 'crosswalk%' and datname = '${target.name}'`,
		);
		const client = new pg.Client({ connectionString: target.url });
		client.on('error', () => {});
		await client.connect();
		// The server starts anew, and this statement has no answer either.
		await client.query(`copy (select 1) to program 'kill -9 ${row?.[0]}'`).catch(() => undefined);
	};
	const { check } = await runWith(jobs.number, { before: 6, work: crash });
	expect(check).toMatchObject({ verdict: 'failed', reason: expect.stringMatching(/^The connection to "cloud" \(.*\) was lost/) });
	await untilIdle(source);
});
