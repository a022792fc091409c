/** Several mappings at once: on snapshots of one instant, with the results in the order of the spec, and nothing left behind. */

import { afterEach, beforeAll, expect, test } from 'vitest';
import { merged } from '../../server/src/run/merged';
import { freshDatabase, secondCluster } from '../support/postgres';
import { type Databases, reconcile, type TestJob } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

const rows = 'create table t (k int primary key, v text); insert into t select n, repeat(n::text, 3) from generate_series(1, 3000) n;';
const job = (mapping: string, source = 'select k, v from t'): TestJob => ({
	mapping,
	columns: { k: 'integer key', v: 'text' },
	source,
	target: 'select k, v from t',
});
const endless = job('endless', 'select a.k * 3000 + b.k as k, a.v from t a, t b, t c');

beforeAll(async () => {
	databases = { source: await freshDatabase(rows), target: await second.freshDatabase(rows) };
});

const ours = "datname = current_database() and application_name like 'crosswalk%'";

afterEach(async () => {
	for (const { run } of [databases.source, databases.target]) {
		while ((await run(`select 1 from pg_stat_activity where ${ours}`)).length > 0);
	}
});

function connections(): Promise<number> {
	return databases.source.run(`select 1 from pg_stat_activity where ${ours}`).then(found => found.length);
}

test('results stand in the order of the spec, whichever was ready first', async () => {
	const slow = job('slow', 'select k, v from t where pg_sleep(case k when 1 then 0.3 else 0 end) is not null');
	const { report } = await reconcile(databases, [slow, job('a'), job('b'), job('c')], { lanes: 2 });
	expect(report.checks.map(({ mapping, verdict }) => `${mapping} ${verdict}`)).toEqual([
		'slow identical',
		'a identical',
		'b identical',
		'c identical',
	]);
});

test('no more connections than asked for', async () => {
	let most = 0;
	const jobs = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => job(name));
	const onEvent = async () => {
		most = Math.max(most, await connections());
	};
	const { report } = await reconcile(databases, jobs, { lanes: 3, onEvent });
	expect(most).toBe(3);
	expect(report.verdict).toBe('identical');
});

test('what is written meanwhile is seen by none of them', async () => {
	const onEvent = async () => {
		await databases.source.run(`update t set v = v || '!' where k = 7`);
	};
	const { report } = await reconcile(
		databases,
		['a', 'b', 'c', 'd'].map(name => job(name)),
		{ lanes: 2, onEvent },
	);
	await databases.source.run(`update t set v = repeat(k::text, 3) where k = 7`);
	expect(report.checks.map(({ verdict }) => verdict)).toEqual(Array(4).fill('identical'));
});

test('a cancel ends the statements of all connections', async () => {
	const controller = new AbortController();
	const abortOnceBothRun = async () => {
		const running = `select 1 from pg_stat_activity where ${ours} and state = 'active' and query like '%t c%'`;
		while ((await databases.source.run(running)).length < 2);
		controller.abort();
	};
	let started = 0;
	const { report } = await reconcile(databases, [endless, { ...endless, mapping: 'other' }], {
		lanes: 2,
		signal: controller.signal,
		onEvent: event => {
			if (event.kind === 'check' && ++started === 2) setImmediate(abortOnceBothRun);
		},
	});
	expect(report).toMatchObject({ verdict: 'partial', interrupted: true });
	expect(report.checks.map(({ verdict }) => verdict)).toEqual(['partial', 'partial']);
});

test('a connection that is lost fails its check, and leaves the others to the rest', async () => {
	let killed = false;
	const { report } = await reconcile(databases, [endless, job('a'), job('b')], {
		lanes: 2,
		onEvent: async event => {
			if (event.kind !== 'result' || event.result.mapping !== 'b' || killed) return;
			killed = true;
			await databases.source.run(`select pg_terminate_backend(pid) from pg_stat_activity where ${ours} and query like '%t c%'`);
		},
	});
	expect(report.checks.map(({ mapping, verdict }) => `${mapping} ${verdict}`)).toEqual(['endless failed', 'a identical', 'b identical']);
});

test('a reader who goes away ends them all', async () => {
	const reading = reconcile(databases, [endless, job('a'), job('b')], {
		lanes: 2,
		onEvent: event => {
			if (event.kind === 'result') throw new Error('gone');
		},
	});
	await expect(reading).rejects.toThrow('gone');
});

test('streams are merged as they come, and a failure of one ends the others', async () => {
	let ended = 0;
	const stream = async function* (values: readonly number[], fails = false) {
		try {
			for (const value of values) yield value;
			if (fails) throw new Error('one failed');
		} finally {
			ended++;
		}
	};
	const all: number[] = [];
	for await (const value of merged([stream([1, 2, 3]), stream([10]), stream([])], () => {})) all.push(value);
	expect(all.sort((one, other) => one - other)).toEqual([1, 2, 3, 10]);
	let aborted = 0;
	const reading = (async () => {
		for await (const _ of merged([stream([1, 2, 3, 4, 5, 6]), stream([], true)], () => void aborted++));
	})();
	await expect(reading).rejects.toThrow('one failed');
	expect({ ended, aborted }).toEqual({ ended: 5, aborted: 1 });
});
