/** Tables that are large enough to be narrowed down: what is looked at row by row, and that nothing is found or lost by that. */

import { beforeAll, expect, test } from 'vitest';
import { hashScheme } from '../../server/src/core/reconcile/narrow/keyScheme';
import type { NarrowingLimits } from '../../server/src/core/reconcile/narrow/limits';
import { defaultLimits } from '../../server/src/core/reconcile/narrow/limits';
import { partsOf } from '../../server/src/core/reconcile/narrow/parts';
import { nodesOf, topNode } from '../../server/src/core/reconcile/narrow/planNodes';
import { bucketSql, explained } from '../../server/src/core/reconcile/narrow/queries';
import type { ComparedRelation } from '../../server/src/core/reconcile/relation';
import type { Session, SessionInfo } from '../../server/src/engines/engine';
import { DatabaseFailure } from '../../server/src/engines/engine';
import { openSession } from '../../server/src/engines/postgres/session';
import type { IdleConnections } from '../../server/src/run/idleConnections';
import { narrowDown } from '../../server/src/run/narrowing';
import { freshDatabase, secondCluster } from '../support/postgres';
import type { Databases, TestJob } from './reconcileHarness';
import { jobOf, reconcile, rowsOf, streamed, told } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

/** Twenty thousand rows of every kind of key. */
const rows = `
	create table t (id integer primary key, big bigint not null unique, k text not null unique, u uuid not null unique, v text, n numeric(12,2));
	insert into t select i, i * 90071992547409, 'key ' || i, md5(i::text)::uuid, 'value ' || i % 97, i * 0.5 from generate_series(1, 20000) as i;
	create table skewed (id bigint primary key, v integer);
	insert into skewed select i, i % 7 from generate_series(1, 30000) as i;
	insert into skewed select 4611686018427387000 - i * 12345678901, i from generate_series(1, 200) as i;
	create table wide (id bigint primary key, v integer);
	insert into wide select (i - 10000) * 922337203685477, i from generate_series(0, 20000) as i;
	create table plain (id integer, v text);
	create index on plain (id);
	insert into plain select i, 'v' from generate_series(1, 20000) as i;
`;

beforeAll(async () => {
	databases = {
		source: await freshDatabase(`${rows} analyze;`),
		target: await second.freshDatabase(`${rows}
			update t set v = 'other' where id in (7, 8888);
			update t set n = -n where id = 9999;
			delete from t where id = 12345;
			insert into t values (30000, 1, 'new', '00000000-0000-0000-0000-000000000000', null, null);
			update skewed set v = -1 where id in (5, 29999, 4611686018427387000 - 7 * 12345678901);
			delete from wide where id = 922337203685477 * 9000;
			analyze;`),
	};
});

interface Looked {
	readonly scheme: 'range' | 'hash';
	/** Rows that are compared one by one, by kind of selection. */
	readonly selections: readonly string[];
	/** Rows of the source, part by part. */
	readonly progress: readonly number[];
	readonly note: string | undefined;
	readonly bytes: number;
}

/** Undefined: all rows would be compared. `info` changes what the servers say of themselves. */
async function lookAt(job: TestJob, limits: Partial<NarrowingLimits> = {}, info: Partial<SessionInfo> = {}): Promise<Looked | undefined> {
	const open = async (side: keyof Databases): Promise<Session> => {
		const session = await openSession(databases[side].settings);
		return { ...session, info: { ...session.info, ...info } };
	};
	const sessions = { source: await open('source'), target: await open('target') };
	try {
		const relation = relationOf(job);
		const running = narrowDown(sessions, relation, { ...defaultLimits, ...limits }, new AbortController().signal);
		const progress: number[] = [];
		let step = await running.next();
		for (; !step.done; step = await running.next()) progress.push(step.value.source);
		const found = step.value;
		return (
			found && {
				scheme: found.narrowing.scheme.kind,
				selections: found.selections.map(one =>
					one.kind === 'keys'
						? `keys ${one.keys.length}${one.places ? ' by place' : ''}`
						: one.kind === 'buckets'
							? `buckets ${one.buckets.length}`
							: one.kind,
				),
				progress,
				note: found.note,
				bytes: sessions.source.bytesReceived() + sessions.target.bytesReceived(),
			}
		);
	} finally {
		await Promise.all([sessions.source.close(), sessions.target.close()]);
	}
}

function relationOf(job: TestJob): ComparedRelation {
	const compiled = jobOf(job).compile({
		versions: { source: 0, target: 0 },
		now: '2000-01-01T00:00:00Z',
		columns: () => [],
		rows: () => [],
	});
	if ('notRun' in compiled) throw new Error(compiled.notRun);
	return compiled.relation;
}

/** What the check tells, which is the same when every row is read. */
async function found(job: TestJob, limits: Partial<NarrowingLimits> = {}): Promise<readonly string[]> {
	const [whole, narrow] = await Promise.all([streamed, limits].map(narrowing => reconcile(databases, [job], { narrowing })));
	const [expected, result] = [whole?.report.checks[0], narrow?.report.checks[0]];
	if (!expected || !result) throw new Error('no result');
	expect({ ...result, elapsedMs: 0 }).toEqual({ ...expected, elapsedMs: 0 });
	return told(result);
}

function same(columns: TestJob['columns'], from: string): TestJob {
	const select = `select ${Object.keys(columns).join(', ')} from ${from}`;
	return { columns, source: select, target: select };
}

const changes = [
	'changed 7: v value 7→other',
	'changed 8888: v value 61→other',
	'changed 9999: n 4999.50→-4999.50',
	'missing 12345',
	'extra 30000',
];

test('an integer key: only rows that differ are fetched, by the index', async () => {
	const job = same({ id: 'integer key', v: 'text', n: 'numeric(12,2)' }, 't');
	expect(await found(job)).toEqual(changes);
	const looked = await lookAt(job);
	expect(looked).toMatchObject({ scheme: 'range', selections: ['keys 5'], note: undefined });
	// All rows of both sides would be some 2 MB.
	expect(looked?.bytes).toBeLessThan(150_000);
});

test('a key that is an integer here and a bigint there', async () => {
	const job = same({ id: 'bigint key', v: 'text', n: 'numeric(12,2)' }, 't');
	const wider = { ...job, target: 'select t.id::bigint as id, v, n from t' };
	expect(await found(wider)).toEqual(changes);
	// The target hides its index behind a cast: keys are found by a hash there.
	expect(await lookAt(wider)).toMatchObject({ scheme: 'hash' });
	expect(await lookAt(job)).toMatchObject({ scheme: 'range' });
});

test.each([
	['text', { k: 'text key', v: 'text', n: 'numeric(12,2)' }, 'key '],
	['two columns', { id: 'integer key', k: 'text key', v: 'text', n: 'numeric(12,2)' }, undefined],
	['numeric', { n: 'numeric key', v: 'text' }, undefined],
] as const)('a key of %s is put into buckets by its hash', async (_, columns, prefix) => {
	const job = same(columns, 't');
	const texts = await found(job);
	if (prefix) expect(texts.map(text => text.replace(prefix, '')).sort()).toEqual([...changes.slice(0, 4), 'extra new'].sort());
	expect(texts.length).toBeGreaterThan(3);
	expect(await lookAt(job)).toMatchObject({ scheme: 'hash', selections: [expect.stringMatching(/^buckets \d$/)] });
});

test('uuid keys, and differences that are many enough to be looked for first', async () => {
	const job = { ...same({ u: 'uuid key', v: 'text' }, 't'), target: `select u, case when id % 50 = 0 then 'x' else v end as v from t` };
	expect(await found(job)).toHaveLength(404);
	expect(await lookAt(job)).toMatchObject({ scheme: 'hash', selections: [expect.stringMatching(/^(keys 404|buckets \d+)$/)] });
	const finer = await lookAt({ ...job, target: `select u, case when id % 24 = 0 then 'x' else v end as v from t` }, { bucketRows: 2 });
	expect(finer?.selections).toHaveLength(1);
});

test('key: none', async () => {
	const job: TestJob = { ...same({ v: 'text', n: 'numeric(12,2)' }, 't'), key: 'none' };
	expect(await found(job)).toHaveLength(8);
	expect(await lookAt(job)).toMatchObject({ scheme: 'hash', selections: [expect.stringMatching(/^buckets \d$/)] });
});

test.each([
	['text', { k: 'text key', v: 'text', n: 'numeric(12,2)' }, undefined, 5],
	['uuid', { u: 'uuid key', v: 'text', n: 'numeric(12,2)' }, undefined, 5],
	['two integers', { id: 'integer key', big: 'bigint key', v: 'text', n: 'numeric(12,2)' }, undefined, 5],
	['nothing', { id: 'integer', v: 'text', n: 'numeric(12,2)' }, 'none', 8],
] as const)('a key of %s: rows that differ are found by where they lie', async (_, columns, key, keys) => {
	const select = `select ${Object.keys(columns).join(', ')}, ctid as "$place" from t`;
	const job: TestJob = { columns, source: select, target: select, ...(key ? { key } : {}) };
	expect((await found(job)).length).toBe(keys);
	const looked = await lookAt(job);
	expect(looked).toMatchObject({ scheme: 'hash', selections: [`keys ${keys} by place`] });
	expect(looked?.bytes).toBeLessThan(200_000);
	// A tenth of the rows and more is read as it lies, with the places.
	expect(await lookAt(job, { bucketRows: 10_000 })).toMatchObject({ selections: [`keys ${keys} by place`] });
});

test('a key that stands for several rows is fetched whole, though its rows lie in many places', async () => {
	const select = 'select k, v, ctid as "$place" from t';
	const twice = `${select} where id <> 77 union all select k, v, ctid from t where id in (5, 6)`;
	const job: TestJob = { columns: { k: 'text key', v: 'text' }, source: twice, target: select };
	expect((await found(job)).filter(one => one.startsWith('duplicate'))).toHaveLength(2);
	const other: TestJob = { ...job, source: select, target: twice };
	expect((await found(other)).filter(one => one.startsWith('duplicate'))).toHaveLength(2);
});

test('values that only rows of the mapping have are made of no others', async () => {
	const select = `select substr(k, 5)::bigint as k, v, ctid as "$place" from (select case when id % 2 = 0 then k else 'none' end as k, v, id, ctid from t) as t where id % 2 = 0 and k <> 'new'`;
	const job: TestJob = { columns: { k: 'bigint key', v: 'text' }, source: select, target: select };
	expect(await found(job, { fromRows: 0 })).toEqual(['changed 8888: v value 61→other']);
	expect(await lookAt(job, { fromRows: 0 })).toMatchObject({ scheme: 'hash' });
});

test('keys that lie unevenly: large buckets are divided again', async () => {
	const job = same({ id: 'bigint key', v: 'integer' }, 'skewed');
	expect(await found(job)).toEqual([
		'changed 5: v 5→-1',
		'changed 29999: v 4→-1',
		expect.stringMatching(/^changed 4611685932007634693: v 7→-1$/),
	]);
	expect(await lookAt(job)).toMatchObject({ scheme: 'range', selections: ['keys 3'] });
});

test('keys that nearly all stand close together are put into buckets by their hash', async () => {
	const crowded = (value: string) =>
		`create table crowded as select case when i % 20 = 0 then i * 100000000 else i end as id, ${value} as v
		from generate_series(1::bigint, 110000) as i; alter table crowded add primary key (id); analyze crowded`;
	await Promise.all([
		databases.source.run(crowded('i % 7')),
		databases.target.run(crowded('case when i in (5, 60000) then -1 else i % 7 end')),
	]);
	const job = same({ id: 'bigint key', v: 'bigint' }, 'crowded');
	expect(await found(job)).toEqual(['changed 5: v 5→-1', 'changed 6000000000000: v 3→-1']);
	expect(await lookAt(job)).toMatchObject({ scheme: 'hash', selections: ['buckets 2'] });
});

test('keys from one end of bigint to the other', async () => {
	const job = same({ id: 'bigint key', v: 'integer' }, 'wide');
	expect(await found(job)).toEqual(['missing 8301034833169293000']);
	expect(await lookAt(job)).toMatchObject({ scheme: 'hash' });
});

test('rows that swap a value, and rows of NULL that are exchanged for others', async () => {
	const job = same({ id: 'integer key', v: 'text' }, 'plain');
	const swapped = {
		...job,
		source: `select id, case id when 100 then 'a' when 101 then 'b' end as v from plain where id <> 500`,
		target: `select id, case id when 100 then 'b' when 101 then 'a' end as v from plain where id <> 501`,
	};
	expect(await found(swapped)).toEqual(['changed 100: v a→b', 'changed 101: v b→a', 'extra 500', 'missing 501']);
	expect(await lookAt(swapped)).toMatchObject({ selections: ['keys 4'] });
});

test('keys that are duplicated on both sides alike are told, and so is NULL', async () => {
	const twice = `select id, v from plain union all select id, v from plain where id in (17, 4000) union all select null, 'n' from generate_series(1, 2)`;
	const job: TestJob = { columns: { id: 'integer key', v: 'text' }, source: twice, target: twice };
	expect(await found(job)).toEqual(['duplicate 17: 2/2', 'duplicate 4000: 2/2', 'duplicate null: 2/2']);
	expect(await lookAt(job)).toMatchObject({ selections: ['keyless', 'keys 2'] });
	const one = `select id, v from plain union all select null, 'n'`;
	expect(await found({ ...job, source: one, target: one })).toEqual([]);
	expect(await found({ ...job, source: one, target: `select id, v from plain union all select null, 'm'` })).toEqual([
		'changed null: v n→m',
	]);
});

test('rejected rows are counted and told, and their rows of the target are extra', async () => {
	const job: TestJob = {
		...same({ id: 'integer key', v: 'text' }, 'plain'),
		source: `select id, v, case when id in (3, 15000) then 'v' end as "$rejected", 'bad' as "$rejected_value" from plain`,
		target: 'select id, v from plain where id <> 3',
	};
	expect(await found(job)).toEqual(['rejected 3: v bad', 'rejected 15000: v bad', 'extra 15000']);
	expect(await lookAt(job)).toMatchObject({ selections: ['rejected', 'keys 1'] });
});

test('a foreign key that leads nowhere is no NULL', async () => {
	const dangling = `select id, null::text as v, case when id = 77 then '{"v": 4711}' end as "$dangling" from plain`;
	const job: TestJob = { columns: { id: 'integer key', v: 'text' }, source: 'select id, null::text as v from plain', target: dangling };
	expect(await found(job)).toEqual(['changed 77: v null→null']);
});

test('differences within a tolerance are looked at and are none', async () => {
	const job: TestJob = {
		...same({ id: 'integer key', n: 'numeric' }, 't'),
		target: 'select id, case when id % 100 = 0 then n + 0.01 else n end as n from t where id < 30000',
		relationColumns: columns =>
			columns.map(column =>
				column.name === 'n' ? { ...column, tolerance: { kind: 'number', amount: { digits: 5n, scale: 2 } } } : column,
			),
	};
	expect(await found(job)).toEqual(['changed 9999: n 4999.5→-4999.5', 'missing 12345']);
	expect(await lookAt(job)).toMatchObject({ selections: ['keys 202'] });
});

test('when too much differs, all rows are read', async () => {
	const job = { ...same({ id: 'integer key', v: 'text' }, 't'), target: `select id, case when id % 10 > 0 then v end as v from t` };
	expect(await lookAt(job)).toBeUndefined();
	const others = { ...same({ k: 'text key', v: 'text' }, 't'), target: `select k, v || '!' as v from t` };
	expect(await lookAt(others)).toBeUndefined();
	expect(
		rowsOf((await reconcile(databases, [others])).report.checks[0] ?? { check: '', verdict: 'failed', elapsedMs: 0 }).differences,
	).toMatchObject({
		changed: 19999,
		missing: 1,
		extra: 1,
	});
});

test('a small table is read as it is', async () => {
	expect(await lookAt(same({ id: 'integer key', v: 'text' }, '(select * from plain limit 100) as p'))).toBeUndefined();
});

test('an empty side', async () => {
	const job = { ...same({ id: 'integer key', v: 'text' }, 'plain'), target: 'select id, v from plain where id < 0' };
	expect(await lookAt(job)).toBeUndefined();
	expect(await lookAt({ ...job, source: job.target }, { fromRows: 0 })).toMatchObject({ selections: [] });
});

test('servers without a row hash: md5 of the text, which is said', async () => {
	const job = same({ id: 'integer key', v: 'text', n: 'numeric(12,2)' }, 't');
	expect(await lookAt(job, {}, { version: 130011 })).toMatchObject({
		scheme: 'range',
		selections: ['keys 5'],
		note: 'rows were hashed by md5 of their text, which is slower: PostgreSQL 13 has no row hash of its own',
	});
});

test('servers that keep text in different encodings', async () => {
	const latin = await freshDatabase(`${rows} insert into plain values (20001, 'é'); analyze;`, 'LATIN1');
	const target = await second.freshDatabase(`${rows} insert into plain values (20001, 'é'); analyze;`);
	const job = same({ id: 'integer key', v: 'text' }, 'plain');
	const { report } = await reconcile({ source: latin, target }, [job]);
	expect(report.checks[0]).toMatchObject({ verdict: 'identical', found: { compared: { source: 20001, target: 20001 } } });
	expect(report.checks[0]).not.toHaveProperty('notes');
});

test('a table is read in parts where it can be, and what each part finds adds up', async () => {
	const select = `select id, v, t.ctid as "$place" from plain as t`;
	const job: TestJob = { columns: { id: 'integer key', v: 'text' }, source: select, target: `${select} where id <> 11` };
	expect(await found(job, { partRows: 3000 })).toEqual(['missing 11']);
	const looked = await lookAt(job, { partRows: 3000 });
	expect(looked).toMatchObject({ scheme: 'range', selections: ['keys 1'] });
	expect(looked?.progress).toHaveLength(6);
	expect(looked?.progress.every((rows, i, all) => rows > (all[i - 1] ?? 0) && rows < 20000)).toBe(true);
});

test.each([
	['an integer key', { id: 'integer key', v: 'text', n: 'numeric(12,2)' }, 'range'],
	['a text key', { k: 'text key', v: 'text', n: 'numeric(12,2)' }, 'hash'],
] as const)('a table with %s is read on all connections that are idle', async (_, columns, scheme) => {
	const select = `select ${Object.keys(columns).join(', ')}, ctid as "$place" from t`;
	const job: TestJob = { columns, source: select, target: select };
	const limits = { partRows: 3000 };
	expect(await lookAt(job, limits)).toMatchObject({ scheme });
	let most = 0;
	const onEvent = async () => {
		const ours = `select 1 from pg_stat_activity where datname = current_database() and application_name like 'crosswalk%'`;
		most = Math.max(most, (await databases.source.run(ours)).length);
	};
	const alone = await reconcile(databases, [job], { narrowing: limits });
	const beside = await reconcile(databases, [job], { narrowing: limits, lanes: 3, onEvent });
	const tell = ({ report }: typeof alone) => report.checks.flatMap(told);
	expect(tell(beside)).toEqual(tell(alone));
	expect(tell(beside)).toHaveLength(5);
	expect(most).toBe(3);
});

test.each(['k', 'u', 'id'])('a part of a table with the key %s is read alone, and nothing besides', async key => {
	const type = { k: 'text', u: 'uuid', id: 'integer' }[key] ?? '';
	const select = `select ${key}, v, ctid as "$place" from t`;
	const relation = relationOf({ columns: { [key]: `${type} key`, v: 'text' }, source: select, target: select });
	const narrowing = {
		relation,
		hashing: { form: { kind: 'native', version: 180000, recoded: false }, plain: new Set<string>() },
		scheme: hashScheme(64),
	} as const;
	const [part = ''] = partsOf(100, 50);
	const plan = await databases.source.run(explained(bucketSql(narrowing, 'source', part)).text);
	const scans = nodesOf(topNode(plan[0]?.[0] ?? '')).map(node => node['Node Type']);
	expect(scans.filter(one => one.includes('Scan') && !one.includes('Subquery'))).toEqual(['Tid Range Scan']);
});

test('what a lost connection had in hand is done by ours', async () => {
	const select = 'select id, v, ctid as "$place" from t';
	const relation = relationOf({ columns: { id: 'integer key', v: 'text' }, source: select, target: select });
	const sessions = { source: await openSession(databases.source.settings), target: await openSession(databases.target.settings) };
	const lost = { ...sessions.source, query: () => Promise.reject(new DatabaseFailure('lost', 'db', 'gone')) };
	const idle: IdleConnections = { count: () => 1, open: async () => [{ source: lost, target: lost }], close: async () => {} };
	try {
		const running = narrowDown(sessions, relation, { ...defaultLimits, partRows: 3000 }, new AbortController().signal, idle);
		let step = await running.next();
		while (!step.done) step = await running.next();
		expect(step.value?.compared).toEqual({ source: 20000, target: 20000 });
		expect(step.value?.selections).toMatchObject([{ kind: 'keys', keys: [7n, 8888n, 12345n, 30000n] }]);
	} finally {
		await Promise.all([sessions.source.close(), sessions.target.close()]);
	}
});

test('a table whose rows lie in no order is read in one go once that is seen', async () => {
	const shuffled =
		'create table shuffled as select id, v from plain order by md5(id::text); create index on shuffled (id); analyze shuffled';
	await Promise.all([databases.source.run(shuffled), databases.target.run(shuffled)]);
	const select = 'select id, v, ctid as "$place" from shuffled';
	const job: TestJob = { columns: { id: 'integer key', v: 'text' }, source: select, target: select };
	expect(await found(job, { partRows: 500 })).toEqual([]);
	expect((await lookAt(job, { partRows: 500, bucketRows: 10 }))?.progress).toHaveLength(1);
});

test('a join that every part and every bucket would have to make is made once', async () => {
	const joined = 'select p.id, o.v, p.ctid as "$place" from plain as p left join skewed as o on o.id + 0 = p.id + 0';
	const job: TestJob = { columns: { id: 'integer key', v: 'integer' }, source: joined, target: joined };
	expect(await lookAt(job, { partRows: 3000 })).toMatchObject({ scheme: 'hash', progress: [], selections: ['keys 1 by place'] });
});

test('rows are counted on the way when they are compared, too', async () => {
	const select = 'select id, v, ctid as "$place" from plain';
	const job: TestJob = {
		columns: { id: 'integer key', v: 'text' },
		source: select,
		target: `${select} where id <> 11`,
		checks: ['count', 'rows'],
	};
	const { report, events } = await reconcile(databases, [job], { narrowing: { partRows: 3000 } });
	expect(report.checks).toMatchObject([
		{ verdict: 'different', found: { source: 20000, target: 19999 } },
		{ verdict: 'different', found: { compared: { source: 20000, target: 19999 }, differences: { missing: 1 } } },
	]);
	const progress = events.flatMap(event =>
		event.kind === 'progress' ? [`${event.check} ${event.rows.source < 20000 ? 'part' : 'whole'}`] : [],
	);
	expect(progress.filter(text => text === 'count part')).toHaveLength(6);
	expect(progress).not.toContain('rows part');
});

test('rows with a value that cannot be made are counted all the same', async () => {
	const job: TestJob = { ...same({ id: 'integer key', v: 'integer' }, '(select id, 1 as v from plain) as p'), checks: ['count', 'rows'] };
	const { report } = await reconcile(databases, [{ ...job, source: 'select id, 1 / (id - 100) as v from plain' }]);
	expect(report.checks).toMatchObject([{ verdict: 'identical', found: { source: 20000 } }, { verdict: 'failed' }]);
});

test('a key that stands for very many rows is compared as a stream, once', async () => {
	const select = (rows: number) =>
		`select 'same' as k, i as v from generate_series(1, ${rows}) as i union all select 'key ' || i, i from generate_series(1, 9) as i`;
	const job: TestJob = {
		columns: { k: 'text key', v: 'integer' },
		source: select(150_000),
		target: `${select(149_999)} union all select 'key 1', 1`,
	};
	expect(await found(job)).toEqual(['duplicate key 1: 1/2', 'duplicate same: 150000/149999']);
	expect((await lookAt(job))?.selections).toEqual(['buckets 1', 'keys 2']);
});
