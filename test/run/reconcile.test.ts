import { beforeAll, expect, test } from 'vitest';
import type { ReconcileEvent } from '../../server/src/run/reconcileEvent';
import { freshDatabase, secondCluster } from '../support/postgres';
import type { Databases } from './reconcileHarness';
import { check, reconcile, rowsOf, sqlText, told } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

beforeAll(async () => {
	databases = {
		source: await freshDatabase(`
			create table customers (no integer, email text, "Limit" numeric(12,2), born date);
			insert into customers values (1, 'a@b.c', 10, '2000-01-01'), (2, 'd@e.f', 0, null), (3, '', 5.5, '1999-12-31'), (17, ' x', 1, null);
			create table traps (k text collate "de-x-icu", v integer);
			insert into traps values ('a', 1), ('B', 2), ('ä', 3), ('Z', 4), (U&'\\+01F600', 5), (U&'\\FFEE', 6), ('', 7), (' a', 8), ('A', 9), (U&'\\E000', 10);
			create table empty (no integer, v text);
		`),
		target: await second.freshDatabase(`
			create table customers (no integer, email text, "Limit" numeric(12,2), born date);
			insert into customers values (1, 'A@b.c', 10, '2000-01-01'), (3, null, 5.50, '1999-12-31'), (17, ' x', 1, null), (18, 'new', 1, null);
			create table traps (k text, v integer);
			insert into traps values ('a', 1), ('B', 2), ('ä', 3), ('Z', 4), (U&'\\+01F600', 5), (U&'\\FFEE', 6), ('', 7), (' a', 8), ('A', 9), (U&'\\E000', 10);
			create table empty (no integer, v text);
		`),
	};
});

const customers = {
	columns: { no: 'integer key', email: 'text', Limit: 'numeric(12,2)', born: 'date' },
	source: 'select * from customers',
	target: 'select * from customers',
};

test('rows: every kind of difference, down to the column', async () => {
	const result = await check(databases, customers);
	expect(result.verdict).toBe('different');
	expect(told(result)).toEqual(['changed 1: email a@b.c→A@b.c', 'missing 2', 'changed 3: email →null', 'extra 18']);
	expect(rowsOf(result)).toMatchObject({
		compared: { source: 4, target: 4 },
		differences: { missing: 1, extra: 1, changed: 2, rejected: 0, duplicate: 0, exact: true },
		truncated: false,
	});
	expect(result.found).toMatchObject({ rows: [{ columns: [{ span: { block: 'spec' } }] }, {}, {}, {}] });
});

test('count: rejected rows do not count', async () => {
	const job = { ...customers, checks: ['count'] as const };
	expect(await check(databases, job)).toMatchObject({ verdict: 'identical', found: { source: 4, target: 4 } });
	const rejecting = `select *, case when no = 2 then 'email' end as "$rejected", 'd@e.f' as "$rejected_value" from customers`;
	expect(await check(databases, { ...job, source: rejecting })).toMatchObject({ verdict: 'different', found: { source: 3, target: 4 } });
});

test('rows: a rejected row is told apart, and its row of the target is extra', async () => {
	const source = `select no, 1 as v, case when no in (2, 3) then 'email' end as "$rejected", email as "$rejected_value" from customers`;
	const result = await check(databases, {
		columns: { no: 'integer key', v: 'integer' },
		source,
		target: 'select no, 1 as v from customers',
	});
	expect(told(result)).toEqual(['rejected 2: email d@e.f', 'rejected 3: email ', 'extra 3', 'extra 18']);
	expect(rowsOf(result).compared).toEqual({ source: 2, target: 4 });
});

test('empty sides', async () => {
	const columns = { no: 'integer key', v: 'text' };
	const empty = 'select * from empty';
	const one = `select 1 as no, 'x' as v`;
	expect(await check(databases, { columns, source: empty, target: empty })).toMatchObject({ verdict: 'identical' });
	expect(told(await check(databases, { columns, source: one, target: empty }))).toEqual(['missing 1']);
	expect(told(await check(databases, { columns, source: empty, target: one }))).toEqual(['extra 1']);
	expect(await check(databases, { columns, source: empty, target: empty, key: 'none' })).toMatchObject({ verdict: 'identical' });
});

test('keys of text are found whatever the collations', async () => {
	const traps = { columns: { k: 'text key', v: 'integer' }, source: 'select * from traps', target: 'select * from traps' };
	expect(await check(databases, traps)).toMatchObject({ verdict: 'identical', found: { compared: { source: 10, target: 10 } } });
	const fewer = await check(databases, { ...traps, target: `select * from traps where k not in ('ä', U&'\\+01F600')` });
	expect(told(fewer)).toEqual(['missing ä', 'missing \u{1f600}']);
	const names = { ...traps, columns: { k: 'text key', v: 'integer key' } };
	expect((await check(databases, { ...names, target: 'select k, v + (v = 3)::int as v from traps' })).found).toMatchObject({
		differences: { missing: 1, extra: 1 },
	});
});

test.each([
	['smallint', ['-32768', '-1', '0', '7', '32767']],
	['bigint', ['-9223372036854775808', '-10', '-9', '0', '10', '9', '9223372036854775807']],
	['numeric', ['-1.5', '-1', '0', '1.10', '10', '2', 'NaN', '0.000001']],
	['numeric(10,2)', ['-1.5', '1.10', '10', '2']],
	['uuid', ['ffffffff-0000-0000-0000-000000000000', '00000000-0000-0000-0000-00000000000a', 'a0000000-0000-0000-0000-000000000000']],
	['date', ['2000-01-01', '0044-03-15 BC', 'infinity', '-infinity', '12000-01-01']],
	['timestamp with time zone', ['2000-01-01 00:00:00+02', '1999-12-31 23:00:00.5+00']],
	['bytea', ['\\x', '\\x00', '\\x00ff', '\\xff']],
	['boolean', ['true', 'false']],
	['character(3)', ['a', 'a b', 'B']],
	['double precision', ['1e300', '-0.1', '0', '1e-300', 'Infinity']],
])('keys of type %s are paired', async (type, values) => {
	const rows = (order: readonly string[]) =>
		`select k::${type} as k, 1 as v from (values ${order.map(value => `('${value}')`).join(', ')}) as t (k) union all select null, 1`;
	const job = { columns: { k: `${type} key`, v: 'integer' }, source: rows(values), target: rows([...values].reverse()) };
	expect(await check(databases, job)).toMatchObject({
		verdict: 'identical',
		found: { compared: { source: values.length + 1, target: values.length + 1 } },
	});
	const fewer = await check(databases, { ...job, target: rows(values.slice(1)) });
	expect(rowsOf(fewer).differences).toMatchObject({ missing: 1, extra: 0 });
});

test.each([
	['numeric', '1.0', '1.00'],
	['double precision', '0', '-0'],
	['real', '0.1', '0.10'],
	['json', '{"b": 1, "a": 2}', '{"a":2,"b":1}'],
	['jsonb', '{"b": 1, "a": 2}', '{"a":2,"b":1}'],
	['character(5)', 'ab', 'ab  '],
	['timestamp with time zone', '2024-07-01 12:00:00+02', '2024-07-01 10:00:00+00'],
	['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
])('equal values of type %s are equal: %s and %s', async (type, source, target) => {
	const select = (value: string) => `select 1 as k, '${value}'::${type} as v`;
	const job = { columns: { k: 'integer key', v: type }, source: select(source), target: select(target) };
	expect(await check(databases, job)).toMatchObject({ verdict: 'identical' });
});

test.each([
	['text', `''`, 'null'],
	['text', `'a'`, `'a '`],
	['text', `'a'`, `E'a\\u200b'`],
	['jsonb', `'[[1],2]'`, `'[[1,2]]'`],
	['integer[]', `'{1,2}'`, `'{{1},{2}}'`],
	['text[]', `'{NULL}'`, `'{"NULL"}'`],
	['bigint', `5`, `5::bigint << 32`],
	['double precision', `0.1`, `0.1::real`],
	['numeric(20,10)', `1`, `1.0000000001`],
	['timestamp with time zone', `'2024-01-01 00:00:00+00'`, `'2024-01-01 00:00:00.000001+00'`],
	['interval', `'1 mon'`, `'30 days'`],
	['bytea', `'\\x00'`, `'\\x0000'`],
])('different values of type %s are different: %s and %s', async (type, source, target) => {
	const select = (value: string) => `select 1 as k, (${value})::${type} as v`;
	const job = { columns: { k: 'integer key', v: type }, source: select(source), target: select(target) };
	expect(rowsOf(await check(databases, job)).differences).toMatchObject({ changed: 1 });
	expect(rowsOf(await check(databases, { ...job, key: 'none' })).differences).toMatchObject({ missing: 1, extra: 1 });
});

test('duplicates of a key are told, on either side and on both', async () => {
	const rows = (values: string) => `select * from (values ${values}) as t (k, v)`;
	const job = {
		columns: { k: 'text key', v: 'integer' },
		source: rows(`('a', 1), ('a', 1), ('b', 1), ('c', 1), ('c', 2)`),
		target: rows(`('a', 1), ('b', 1), ('b', 2), ('c', 1), ('c', 2)`),
	};
	const result = await check(databases, job);
	expect(told(result)).toEqual(['duplicate a: 2/1', 'duplicate b: 1/2', 'duplicate c: 2/2']);
	expect(result.verdict).toBe('different');
});

test('key: none compares rows with their number', async () => {
	const rows = (values: string) => `select * from (values ${values}) as t (a, b)`;
	const job = {
		key: 'none' as const,
		columns: { a: 'text', b: 'integer' },
		source: rows(`('x', 1), ('x', 1), ('x', 1), (null, 2), ('y', null)`),
		target: rows(`('y', null), ('x', 1), (null, 2), (null, 2)`),
	};
	expect(told(await check(databases, job))).toEqual(['missing x 1 ×2', 'extra null 2']);
});

test('a foreign key that leads nowhere is told with its value', async () => {
	const job = {
		columns: { k: 'integer key', customer: 'text' },
		source: `select * from (values (1, 'a'), (2, null)) as t (k, customer)`,
		target: `select *, case when customer is null then json_build_object('customer', 4711)::text end as "$dangling" from (values (1, 'a'), (2, null)) as t (k, customer)`,
	};
	expect(await check(databases, job)).toMatchObject({
		found: { rows: [{ kind: 'changed', key: [{ value: 2 }], columns: [{ dangling: 4711 }] }] },
	});
	expect(rowsOf(await check(databases, { ...job, key: 'none' })).differences).toMatchObject({ missing: 1, extra: 1 });
});

test('tolerances and columns that cannot be compared', async () => {
	const select = (amount: string) => `select 1 as k, ${amount}::numeric as amount`;
	const job = {
		columns: { k: 'integer key', amount: 'numeric', other: 'text' },
		source: select('10'),
		target: select('10.004'),
		relationColumns: (columns: readonly { name: string; type: string; isKey: boolean }[]) =>
			columns.map(column =>
				column.name === 'amount'
					? { ...column, tolerance: { kind: 'number' as const, amount: { digits: 5n, scale: 3 } } }
					: column.name === 'other'
						? { ...column, notCompared: 'the target keeps no natural key' }
						: column,
			),
	};
	expect(await check(databases, job)).toMatchObject({
		verdict: 'partial',
		found: { differences: { changed: 0 }, notCompared: [{ column: 'other', reason: 'the target keeps no natural key' }] },
	});
	expect(await check(databases, { ...job, target: select('10.006') })).toMatchObject({ verdict: 'different' });
});

test('the limit cuts what is kept, not what is counted', async () => {
	const job = {
		columns: { k: 'integer key' },
		source: 'select i as k from generate_series(1, 5000) as i',
		target: 'select 1 as k where false',
	};
	const found = rowsOf(await check(databases, job, { maxDifferences: 10 }));
	expect([found.rows.length, found.truncated, found.differences.missing]).toEqual([10, true, 5000]);
});

test('balance: every row of the first table is accounted for', async () => {
	const tables = `(values (1, 'ok'), (2, 'bad'), (3, 'old'), (4, 'out'), (5, 'alone'), (6, 'twice')) as t (no, kind)`;
	const classified = `
		select c."$row", case c.kind when 'bad' then 1 when 'old' then 2 when 'out' then 3 else 0 end as "$class"
		from (select t.*, row_number() over () as "$row" from ${tables}) as c
		join (values (1), (2), (3), (4), (6), (6)) as o (no) on o.no = c.no`;
	const balance = [
		{
			mapping: 'm',
			table: 'erp.customers',
			reasons: ['Too old'],
			tableRows: sqlText(`select * from ${tables}`),
			classified: sqlText(classified),
		},
	];
	const job = {
		columns: { k: 'integer key' },
		checks: ['balance'] as const,
		source: 'select 1 as k',
		target: 'select i as k from generate_series(1, 3) as i',
		balance,
	};
	expect(await check(databases, job)).toMatchObject({
		verdict: 'identical',
		found: {
			rows: 6,
			mapped: 2,
			rejected: 1,
			ignored: [{ reason: 'Too old', rows: 1 }],
			filtered: 1,
			notJoined: 1,
			mappedRows: 3,
			target: 3,
		},
	});
	expect(await check(databases, { ...job, target: 'select 1 as k' })).toMatchObject({ verdict: 'different', found: { target: 1 } });
});

test('a run tells what it does, and sums it up', async () => {
	let time = 0;
	const { report, events } = await reconcile(
		databases,
		[
			{ ...customers, mapping: 'customers', checks: ['count', 'not-run', 'rows'] },
			{ columns: { k: 'integer key' }, mapping: 'ones', source: 'select 1 as k', target: 'select 1 as k' },
		],
		{ now: () => time++ },
	);
	const line = (event: ReconcileEvent) =>
		event.kind === 'check' || event.kind === 'progress'
			? `${event.kind} ${event.mapping} ${event.check}`
			: event.kind === 'result'
				? event.result.verdict
				: event.kind;
	expect(events.map(line)).toEqual([
		'check customers count',
		'identical',
		'check customers sum',
		'not-run',
		'check customers rows',
		'different',
		'check ones rows',
		'identical',
	]);
	expect(report).toMatchObject({
		verdict: 'different',
		sides: { source: { connection: 'erp', standby: false }, target: { connection: 'cloud' } },
		summary: { identical: 2, different: 1, accepted: 0, partial: 0, failed: 0, notRun: 1 },
	});
	expect(report.startedAt).toMatch(/^1970-01-01T00:00:00/);
	expect(report.sides.source.snapshot).toMatch(/^\d{4}-\d\d-\d\dT/);
});
