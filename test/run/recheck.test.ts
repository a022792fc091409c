/** A second look tells rows that are on their way from rows that are wrong. */

import { beforeEach, expect, test } from 'vitest';
import type { ReconcileRunOptions } from '../../server/src/run/reconcile';
import type { ReconcileEvent } from '../../server/src/run/reconcileEvent';
import { freshDatabase, secondCluster } from '../support/postgres';
import { type Databases, narrowed, reconcile, rowsOf, streamed, type TestJob, told } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

const rows = "create table t (k int primary key, v text); insert into t select n, 'v' || n from generate_series(1, 9) n;";
const job: TestJob = {
	mapping: 'm',
	columns: { k: 'integer key', v: 'text' },
	source: 'select k, v from t',
	target: 'select k, v from t',
	checks: ['count', 'rows'],
};

beforeEach(async () => {
	databases = { source: await freshDatabase(rows), target: await second.freshDatabase(rows) };
});

/** Runs `meanwhile` between the two looks. */
function recheck(meanwhile: () => Promise<unknown>, options: ReconcileRunOptions = {}) {
	const onEvent = (event: ReconcileEvent) => (event.kind === 'wait' ? meanwhile() : undefined);
	return reconcile(databases, [job, { ...job, mapping: 'other', target: 'select k, v from t where k < 100' }], {
		recheckMs: 1,
		onEvent,
		...options,
	});
}

test.each([
	['streamed', streamed],
	['narrowed', narrowed],
])('what arrived meanwhile is no difference, what stayed is, and what came new is not counted (%s)', async (_, narrowing) => {
	await databases.target.run("delete from t where k in (1, 2); update t set v = 'x' where k = 3");
	const { report, events } = await recheck(
		() => databases.target.run("insert into t values (1, 'v1'); update t set v = 'y' where k in (3, 4)"),
		{ narrowing },
	);
	const [count, rowsCheck] = report.checks;
	if (!rowsCheck) throw new Error('no result');
	expect(count).toMatchObject({
		verdict: 'different',
		found: { source: 9, target: 8 },
		notes: ['looked at again 0 s later, it still differs'],
	});
	expect(told(rowsCheck)).toEqual(['missing 2', 'changed 3: v v3→y']);
	expect(rowsOf(rowsCheck).differences).toMatchObject({ missing: 1, changed: 1, exact: true });
	expect(rowsCheck.notes).toEqual([
		'looked at again 0 s later: what differs differed both times',
		'on their way at the first look: 1 row',
		'on their way at the second look, and not counted: 1 row',
	]);
	expect(events.filter(event => event.kind === 'wait')).toEqual([{ kind: 'wait', checks: 4, ms: 1 }]);
	expect(events.filter(event => event.kind === 'result')).toHaveLength(4);
});

test('all arrived: identical, with what was seen', async () => {
	await databases.target.run('delete from t where k > 5');
	const { report } = await recheck(() => databases.target.run("insert into t select n, 'v' || n from generate_series(6, 9) n"));
	expect(report.verdict).toBe('identical');
	expect(report.checks[0]?.notes).toEqual(['it differed at first and did not 0 s later']);
	expect(report.checks[1]?.notes).toContain('on their way at the first look: 4 rows');
});

test('nothing differs: nobody waits', async () => {
	const { report, events } = await recheck(async () => {});
	expect(report.verdict).toBe('identical');
	expect(events.map(event => event.kind)).not.toContain('wait');
});

test('only mappings that differ are looked at again', async () => {
	await databases.target.run("insert into t values (200, 'x')");
	const { report, events } = await recheck(async () => {});
	expect(events.filter(event => event.kind === 'wait')).toEqual([{ kind: 'wait', checks: 2, ms: 1 }]);
	expect(report.checks.map(({ verdict }) => verdict)).toEqual(['different', 'different', 'identical', 'identical']);
});

test('a server that is gone by then does not take back what it said', async () => {
	await databases.target.run('delete from t where k = 1');
	const { report } = await recheck(async () => {
		await databases.target.run(`revoke connect on database "${databases.target.name}" from public; alter table t rename to gone`);
	});
	expect(report.checks.map(({ verdict }) => verdict)).toEqual(Array(4).fill('different'));
	expect(report.checks[1]?.notes?.[0]).toMatch(/^it could not be looked at again: /);
});

test('interrupted between the looks: what the first one saw', async () => {
	await databases.target.run('delete from t where k = 1');
	const controller = new AbortController();
	const { report } = await recheck(async () => controller.abort(), { signal: controller.signal, recheckMs: 3_600_000 });
	expect(report).toMatchObject({ verdict: 'different', interrupted: true });
	expect(report.checks[1]?.notes).toEqual(['it could not be looked at again: the run was interrupted']);
});
