/** Profiles of real tables: every statistic against a plain query that counts the same thing. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { planProfile } from '../../server/src/core/profile/plan';
import type { ColumnProfile, TableProfile } from '../../server/src/core/profile/profile';
import type { Engine } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { runProfile } from '../../server/src/run/profile';
import { type CliOptions, type CliResult, filesIn, projectWith, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';
import { freshDatabase, type TestDatabase } from '../support/postgres';

let database: TestDatabase;
let env: Readonly<Record<string, string>>;
let folder: string;

/** A column of every kind of type; `%` of a thousand rows is NULL or odd. */
const everything = `
create type mood as enum ('sad', 'ok', 'happy');
create type pair as (a int, b text);
create domain cents as bigint check (value >= 0);
create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table everything (
	id integer primary key, code text, padded character(6), folded text collate folded, tiny "char", title name,
	small smallint, large bigint, exact numeric(12,2), loose numeric, rough double precision, coarse real, price money, amount cents,
	flag boolean, day date, moment timestamp, zoned timestamptz(3), clock time, zoned_clock timetz, span interval,
	doc json, docb jsonb, bytes bytea, list int[], names text[], docs json[], feeling mood, both_parts pair, address inet, mac macaddr,
	uid uuid, words tsvector, area box, numbers int4range, markup xml, bits varbit(8), empty_column text, "Odd ""name" text
);
insert into everything select n,
	case when n % 10 = 0 then null when n % 10 = 1 then '' when n % 10 = 2 then ' x' || n || ' ' else 'AB-' || lpad((n % 7)::text, 3, '0') end,
	'p' || n % 3, case n % 2 when 0 then 'Ä' else 'ä' end, (array['a', 'b'])[n % 2 + 1]::"char", 'name' || n,
	n % 100, n * 10000000000, n / 3.0, case when n = 7 then 'NaN'::numeric else n / 7.0 end,
	case n when 3 then 'Infinity' when 4 then '-Infinity' when 5 then 'NaN' when 6 then '-0' else n * 1.5 end, n, n, n % 5 * 100,
	case n % 3 when 0 then true when 1 then false end,
	case n when 1 then 'infinity' when 2 then '-infinity' when 3 then '0044-03-15 BC' else date '2020-01-01' + n end,
	timestamp '2020-01-01' + n * interval '1 hour', timestamptz '2020-01-01' + n * interval '1 hour',
	time '00:00' + n * interval '1 minute', time '00:00' + n * interval '1 minute', n * interval '1 day',
	json_build_object('n', n % 4), jsonb_build_object('n', n), decode(lpad(to_hex(n), 8, '0'), 'hex'), array_fill(n, array[n % 4]),
	array['a', null], array['{}'::json], (array['sad', 'ok', 'happy'])[n % 3 + 1]::mood, row(n % 2, 'x')::pair,
	('10.0.0.' || n % 200)::inet, '08:00:2b:01:02:03', md5(n::text)::uuid, to_tsvector('simple', 'word ' || n % 3), box(point(n, 0), point(0, n)),
	int4range(n, n + 1), xml '<a/>', (n % 2)::bit(1)::varbit, null, 'odd'
from generate_series(1, 1000) n;
create table wide (${Array.from({ length: 200 }, (_, n) => `c${n} ${['integer', 'text', 'date', 'numeric', 'jsonb'][n % 5]}`).join(', ')});
insert into wide (c0, c1, c2, c3, c4) select n, 'v' || n % 3, date '2024-01-01' + n % 10, n, '{}' from generate_series(1, 50) n;
create table tall (${Array.from({ length: 1500 }, (_, n) => `c${n} text`).join(', ')});
create table nothing (id integer, name text);
create table person (person_no integer primary key, first_name text, kind text, born date, salary numeric);
insert into person select n, 'Name ' || n % 20, (array['A', 'B', 'C'])[n % 3 + 1], date '1980-01-01' + n, n * 10 from generate_series(1, 300) n;
create table visit (visit_no integer primary key, person_no integer, state text);
insert into visit select n, n, 'usual' from generate_series(290, 310) n;
insert into visit values (1, null, 'rare'), (2, 999, 'rare'), (3, 999, 'rare');
create table big (id integer primary key, state text, customer integer, amount numeric);
insert into big select n, 's' || n % 4, hashint4(n) % 30000, n from generate_series(1, 60000) n;
insert into big values (60001, 'once', 1, 1);
analyze;
`;

const spec = `crosswalk: 1
name: test
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
scope: { data: { people: personal } }
ignore: { source: { "public.big": Apart, "public.wide": Apart, "public.tall": Apart } }
mappings:
  people: { source: person p, target: person, columns: { person_no: p.person_no, kind: { source: p.kind, map: { A: a } } } }
  visits:
    source: visit v
    target: visit
    columns: { visit_no: v.visit_no, person_no: { lookup: people, by: v.person_no } }
`;

beforeAll(async () => {
	database = await freshDatabase(everything);
	env = { ERP_URL: database.url, CLOUD_URL: database.url };
	folder = await projectWith(spec, env);
	writeFileSync(path.join(folder, 'apart.migration.yaml'), spec.replace(/^ignore.*$/m, ''));
});

function profile(argv: readonly string[] = [], options: CliOptions = {}): Promise<CliResult> {
	return runCliIn(folder, ['profile', 'test.migration.yaml', ...argv], { env, ...options });
}

function kept(table: string): TableProfile {
	return JSON.parse(readFileSync(path.join(folder, `.crosswalk/profiles/erp/public.${table}.json`), 'utf8'));
}

function column(table: string, name: string): ColumnProfile {
	const found = kept(table).columns.find(one => one.name === name);
	if (!found) throw new Error(`no ${name}`);
	return found;
}

async function asked(sql: string): Promise<readonly (readonly (string | null)[])[]> {
	return await database.run(`set timezone = 'UTC'; set intervalstyle = 'iso_8601'; ${sql}`);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

describe('every statistic is what a plain query counts', () => {
	beforeAll(async () => {
		const { stderr, code } = await profile(['--values']);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
	});

	test('rows, nulls and distinct values of every type', async () => {
		const { read, columns } = kept('everything');
		expect(read).toEqual({ kind: 'whole', rows: 1000 });
		const counts = columns.map(({ name }) => `count(*) - count(${quoted(name)}), count(distinct ${quoted(name)}::text collate "C")`);
		const [row = []] = await asked(`select ${counts.join(', ')} from everything`);
		const expected = columns.map(({ name }, index) => [name, Number(row[2 * index]), Number(row[2 * index + 1]), 'exact']);
		expect(columns.map(({ name, nulls, distinct }) => [name, nulls, distinct?.count, distinct?.method])).toEqual(expected);
	});

	test('ranges and averages', async () => {
		const ranged = [
			'small',
			'large',
			'exact',
			'loose',
			'rough',
			'coarse',
			'amount',
			'day',
			'moment',
			'zoned',
			'clock',
			'zoned_clock',
			'span',
		];
		const [row = []] = await asked(`select ${ranged.map(name => `min(${name})::text, max(${name})::text`).join(', ')} from everything`);
		expect(ranged.map(name => [column('everything', name).min, column('everything', name).max])).toEqual(
			ranged.map((_, index) => [row[2 * index], row[2 * index + 1]]),
		);
		const [[average, rough, price] = []] = await asked(
			'select avg(exact)::text, avg(rough)::text, max(price::numeric)::text from everything',
		);
		expect([column('everything', 'exact').average, column('everything', 'rough').average, column('everything', 'price').max]).toEqual([
			average,
			rough,
			price,
		]);
		expect(column('everything', 'code').min).toBeUndefined();
	});

	test('lengths, in characters, bytes and elements', async () => {
		const of = {
			code: 'length(code)',
			padded: 'length(padded::text)',
			title: 'length(title::text)',
			doc: 'length(doc::text)',
			bytes: 'octet_length(bytes)',
			list: 'cardinality(list)',
		};
		const sql = Object.values(of).map(length => `min(${length}), round(avg(${length}), 2), max(${length})`);
		const [row = []] = await asked(`select ${sql.join(', ')} from everything`);
		const numbers = row.map(Number);
		expect(Object.keys(of).map(name => column('everything', name).length)).toEqual(
			Object.keys(of).map((_, index) => ({ min: numbers[3 * index], average: numbers[3 * index + 1], max: numbers[3 * index + 2] })),
		);
	});

	test('empty texts, blanks at their ends, true booleans', async () => {
		const [row = []] = await asked(`select count(*) filter (where code = ''), count(*) filter (where code like ' %'),
			count(*) filter (where code like '% '), count(*) filter (where flag) from everything`);
		const { text } = column('everything', 'code');
		expect([text?.empty, text?.leadingBlanks, text?.trailingBlanks, column('everything', 'flag').trueRows]).toEqual(row.map(Number));
	});

	test('frequent values, from the threshold on', async () => {
		for (const name of ['code', 'amount', 'feeling', 'doc', 'both_parts', 'address', 'list', 'folded']) {
			const rows = await asked(`select ${name}::text collate "C", count(*) from everything where ${name} is not null
				group by 1 having count(*) >= 5 order by 2 desc, 1 limit 100`);
			const { values } = column('everything', name);
			expect([name, values?.items.map(({ text, rows }) => [text, rows])]).toEqual([
				name,
				rows.map(([text, count]) => [text, Number(count)]),
			]);
			expect(values?.isExact).toBe(true);
		}
		expect(column('everything', 'feeling').values?.isComplete).toBe(true);
		expect(column('everything', 'code').values?.isComplete).toBe(false);
	});

	test('shapes', async () => {
		for (const name of ['code', 'title', 'folded']) {
			const values = await asked(`select ${name}::text from everything where ${name} is not null`);
			const shapes = new Map<string, number>();
			for (const [value] of values) {
				const shape = [...(value ?? '')].map(one =>
					/[A-Z]/.test(one) ? 'A' : /[a-z]/.test(one) ? 'a' : /\d/.test(one) ? '9' : one > '\u007f' ? 'x' : one,
				);
				shapes.set(shape.join(''), (shapes.get(shape.join('')) ?? 0) + 1);
			}
			const shown = [...shapes].filter(([, rows]) => rows >= 5).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
			expect(column('everything', name).shapes?.items.map(({ text, rows }) => [text, rows])).toEqual(shown);
		}
	});

	test('histograms', async () => {
		const buckets = await asked(`with v as (select rough as x from everything where rough > '-infinity' and rough < 'infinity'),
			b as (select min(x) as low, max(x) as high from v)
			select n, count(x) from generate_series(1, 20) n left join (select least(width_bucket(x, low, high, 20), 20) as n, x from v, b) s using (n) group by n order by n`);
		const { histogram } = column('everything', 'rough');
		expect(histogram?.buckets).toEqual(buckets.map(([, count]) => Number(count)));
		expect(histogram?.rows).toBe(997);
		const day = column('everything', 'day').histogram;
		expect([day?.rows, day?.max, day?.buckets.reduce((sum, one) => sum + one)]).toEqual([998, '2022-09-27', 998]);
	});

	test('rows of a lookup without a partner', async () => {
		const [[rows, values] = []] = await asked(`select count(*), count(distinct person_no) from visit v
			where person_no is not null and not exists (select from person p where p.person_no = v.person_no)`);
		expect(column('visit', 'person_no').orphans).toEqual([
			{ mapping: 'visits', targetColumn: 'person_no', lookup: 'people', rows: Number(rows), values: Number(values) },
		]);
		expect(Number(rows)).toBe(12);
	});

	test('an empty table', () => {
		const { read, columns } = kept('nothing');
		expect([read, columns]).toEqual([
			{ kind: 'whole', rows: 0 },
			[
				{ name: 'id', type: 'integer', nulls: 0, distinct: { count: 0, method: 'exact' } },
				{
					name: 'name',
					type: 'text',
					nulls: 0,
					text: { empty: 0, leadingBlanks: 0, trailingBlanks: 0 },
					distinct: { count: 0, method: 'exact' },
				},
			],
		]);
	});
});

describe('what must not be shown', () => {
	test('no value is kept unless it was asked for', async () => {
		await profile();
		const tables = ['everything', 'visit', 'person'].flatMap(name => kept(name).columns);
		expect(tables.filter(({ values }) => values !== undefined)).toEqual([]);
	});

	test('values in fewer rows than the threshold stay on the server', async () => {
		await profile(['--values']);
		const texts = [...filesIn(path.join(folder, '.crosswalk/profiles')).values()].join('');
		expect(texts).toContain('"usual"');
		expect(texts).not.toContain('rare');
		await profile(['--values', '--min-count', '3']);
		expect(column('visit', 'state').values?.items).toEqual([
			{ text: 'usual', rows: 21 },
			{ text: 'rare', rows: 3 },
		]);
	});

	test('of what a personal mapping reads only counts, lengths and shapes, but for codes that a map translates', async () => {
		const { stdout } = await profile(['--values', '--format', 'json']);
		const { columns } = kept('person');
		expect(columns.map(({ name, masked }) => [name, masked])).toEqual([
			['person_no', true],
			['first_name', true],
			['kind', undefined],
			['born', true],
			['salary', true],
		]);
		for (const { masked, values, min, max, average, histogram } of columns) {
			if (masked) expect([values, min, max, average, histogram]).toEqual(Array(5).fill(undefined));
		}
		expect(columns[2]?.values?.items.map(({ text }) => text)).toEqual(['A', 'B', 'C']);
		expect(stdout).not.toMatch(/Name \d|1980-/);
		expect(columns[1]?.shapes?.items).toEqual([
			{ text: 'Aaaa 9', rows: 150 },
			{ text: 'Aaaa 99', rows: 150 },
		]);
	});

	test('the report is what its schema says', async () => {
		const { stdout } = await profile(['--values', '--format', 'json']);
		expect(faultsOf('report#', JSON.parse(stdout))).toBe('');
	});

	test('git is told to leave the folder', () => {
		expect(readFileSync(path.join(folder, '.crosswalk/profiles/.gitignore'), 'utf8')).toBe('*\n');
	});
});

describe('how much is read', () => {
	test('200 columns of all kinds are one statement, and their values four', async () => {
		const { plan, statements } = await counted('wide');
		expect(plan.tables[0]?.columns.length).toBe(200);
		expect(statements.filter(sql => sql.includes('count(*)::text,\n'))).toHaveLength(1);
		expect(statements).toHaveLength(5);
	});

	test('a table of more columns than a SELECT may have is read in parts', async () => {
		const { profile, statements } = await counted('tall');
		expect([profile.columns.length, statements.length]).toEqual([1500, 2]);
	});

	test('of a large table few values are counted exactly, keys are known, and the rest is estimated from a sample', async () => {
		const { profile, statements } = await counted('big');
		const [id, state, customer] = profile.columns;
		expect(statements).toHaveLength(3);
		expect(id?.distinct).toEqual({ count: 60_001, method: 'key' });
		expect(state?.distinct).toEqual({ count: 5, method: 'exact' });
		expect(state?.values).toEqual({
			items: [0, 1, 2, 3].map(n => ({ text: `s${n}`, rows: 15_000 })),
			rows: 60_001,
			isExact: true,
			isComplete: false,
		});
		const [[distinct] = []] = await asked('select count(distinct customer) from big');
		expect(customer?.distinct?.method).toBe('sample');
		expect(Math.abs((customer?.distinct?.count ?? 0) / Number(distinct) - 1)).toBeLessThan(0.2);
	});

	test('a sample says what it is of', async () => {
		const { profile } = await counted('big', { sample: '10%' });
		expect(profile.read.kind).toBe('sample');
		expect(profile.read).toMatchObject({ ofRows: 60_001 });
		expect(profile.read.rows).toBeGreaterThan(3000);
		expect(profile.read.rows).toBeLessThan(12_000);
		const [id, state] = profile.columns;
		expect(id?.distinct?.method).toBe('key');
		expect(state?.values?.isExact).toBe(false);
	});

	test('a sample of more rows than there are is the whole', async () => {
		const { profile } = await counted('big', { sample: '100000' });
		expect(profile.read).toEqual({ kind: 'whole', rows: 60_001 });
	});
});

/** Profiles one table, and hears every statement. */
async function counted(table: string, more: { readonly sample?: string } = {}) {
	const { facts } = openSpec(path.join(folder, 'apart.migration.yaml'), nodeFiles());
	const whole = planProfile(facts, { withValues: true, atLeast: 5, ...more });
	if (!whole) throw new Error('no plan');
	const plan = { ...whole, tables: whole.tables.filter(({ name }) => name === `public.${table}`) };
	const statements: string[] = [];
	const engine: Engine = {
		...postgresEngine,
		async connect(...given) {
			const session = await postgresEngine.connect(...given);
			const query = (sql: string, signal?: AbortSignal) => {
				if (!sql.includes('pg_class')) statements.push(sql);
				return session.query(sql, signal);
			};
			return { ...session, query };
		},
	};
	const events = runProfile(plan, { engine, settings: database.settings }, { now: () => 0 });
	for (;;) {
		const next = await events.next();
		const [found] = next.done ? next.value.profiles : [];
		if (next.done && !found) throw new Error(JSON.stringify(next.value.failures));
		if (found) return { plan, profile: found, statements };
	}
}

describe('when it does not go to its end', () => {
	const slow = `crosswalk: 1
name: slow
source: { connection: erp, schemas: [slow] }
target: { connection: cloud, schemas: [slow] }
`;
	let project: string;

	beforeAll(async () => {
		await database.run(`create schema slow;
			create table slow.a as select 1 as id; create table slow.b as select 2 as id;
			create view slow.endless as select count(*) as id from generate_series(1, 1000000) x, generate_series(1, 1000000) y;`);
		project = await projectWith(`${slow}mappings: { one: { source: slow.endless, target: slow.a, columns: { id: id } } }\n`, env);
	});

	const run = (argv: readonly string[], options: CliOptions = {}) =>
		runCliIn(project, ['profile', 'test.migration.yaml', ...argv], { env, ...options });
	const files = () => [...filesIn(path.join(project, '.crosswalk/profiles/erp')).keys()];
	const profiledAt = (table: string) =>
		JSON.parse(readFileSync(path.join(project, `.crosswalk/profiles/erp/slow.${table}.json`), 'utf8')).profiledAt;

	test('Ctrl-C ends the statement, keeps what is finished, and --resume goes on from there', async () => {
		const controller = new AbortController();
		const onOutput = (text: string) => {
			if (text.includes('3/3 slow.endless')) controller.abort();
		};
		const interrupted = await run([], { isTerminal: true, signal: controller.signal, onOutput });
		expect(interrupted.code).toBe(130);
		expect(interrupted.stdout).toContain('2 of 3 tables, as the run was interrupted; --resume goes on from here');
		expect(files()).toEqual(['slow.a.json', 'slow.b.json', 'unfinished.json']);
		const before = [profiledAt('a'), profiledAt('b')];
		const [[running] = []] = await database.run(
			`select count(*) from pg_stat_activity where query like '%endless%' and state = 'active' and pid <> pg_backend_pid()`,
		);
		expect(running).toBe('0');

		const resumed = await run(['--resume', '--time-budget', '1s']);
		expect([resumed.code, resumed.stderr]).toEqual([1, '']);
		expect(resumed.stdout).toContain('slow.a  1 row ');
		expect(resumed.stdout).toContain('2 of 3 tables, as the time budget was used up');
		expect([profiledAt('a'), profiledAt('b')]).toEqual(before);

		const other = await run(['--resume', '--time-budget', '1s', '--values']);
		expect(other.stderr).toContain('no unfinished run that was asked the same');
		expect(profiledAt('a')).not.toBe(before[0]);
	});

	test('a table that takes too long is told, and the others are read', async () => {
		const file = path.join(project, '.crosswalk/connections.yaml');
		writeFileSync(file, readFileSync(file, 'utf8').replace('erp: { ', 'erp: { statement_timeout: 1s, '));
		const { stdout, code } = await run([]);
		expect(code).toBe(3);
		expect(stdout).toContain('slow.b  1 row');
		expect(stdout).toMatch(/slow\.endless {2}failed: .*1 s/);
	});
});

test('a production connection is told what will be read, and nothing is asked', async () => {
	const production = await projectWith(spec, env);
	const file = path.join(production, '.crosswalk/connections.yaml');
	writeFileSync(file, readFileSync(file, 'utf8').replace('engine: postgres, ', 'engine: postgres, environment: production, '));
	const { stderr, code } = await runCliIn(production, ['profile', 'test.migration.yaml', '--mapping', 'people', '--sample', '10%'], {
		env,
	});
	expect(stderr).toMatch(
		/^crosswalk: this is production: a sample \(10%\) of about 300 rows \(\d+ kB\) in 1 table of "erp" will be read\n$/,
	);
	expect(code).toBe(0);
	const whole = await runCliIn(production, ['profile', 'test.migration.yaml', '--mapping', 'people'], { env });
	expect(whole.stderr).toMatch(/^crosswalk: this is production: about 300 rows \(\d+ kB\) in 1 table of "erp" will be read\n$/);
});
