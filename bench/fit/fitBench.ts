/**
 * Measures the data fit of one mapping beside one scan of its source that evaluates the same expressions and counts them, on a table of
 * many columns, on one of few, and on one with keys of the target that the source does not prove. Both run in one session in turn, and their
 * ratio counts: the budget is 1.5.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, startCluster } from '../../scripts/cluster';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { fitJob } from '../../server/src/core/fit/plan';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { SpecSources } from '../../server/src/core/spec/sources';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { ConnectionSettings, Session } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { runFit } from '../../server/src/run/fit';
import { askingOn, rememberedAnswers } from '../../server/src/run/questions';
import { median } from '../median';

export async function benchFit({ rows, rounds }: { readonly rows: number; readonly rounds: number }): Promise<void> {
	await loadSqlParser();
	const cluster = await startCluster({ shared_buffers: '512MB', max_wal_size: '4GB' });
	try {
		for (const columns of [10, 40]) await benchShape(cluster, { rows, columns, hasKeys: false }, rounds);
		await benchShape(cluster, { rows, columns: 10, hasKeys: true }, rounds);
	} finally {
		await cluster.stop();
	}
}

/** What a column is, by its number: what it holds in the source, what it is in the target, and what the mapping makes of it. */
const kinds = [
	{ source: 'text', target: 'varchar(60) not null', value: "'name ' || i", map: (name: string) => `s.${name}` },
	{ source: 'numeric', target: 'numeric(10, 2)', value: 'i / 4.0', map: (name: string) => `s.${name}` },
	{
		source: 'text',
		target: 'text not null',
		value: "'mail' || i || '@example.org'",
		map: (name: string) => `{ source: s.${name}, transform: [trim, lower] }`,
	},
	{ source: 'bigint', target: 'integer not null', value: 'i', map: (name: string) => `s.${name}` },
	{
		source: 'text',
		target: 'date',
		value: "'2023-02-' || lpad((1 + i % 28)::text, 2, '0')",
		map: (name: string) => `{ source: s.${name}, transform: [{ parse_date: YYYY-MM-DD }] }`,
	},
	{
		source: 'text',
		target: "text check (CHECK in ('active', 'inactive'))",
		value: "(array['A', 'I'])[1 + i % 2]",
		map: (name: string) => `{ source: s.${name}, map: { A: active, I: inactive } }`,
	},
] as const;

interface Shape {
	readonly rows: number;
	readonly columns: number;
	/** Three more columns: two that only the target calls unique, and one that refers to another table. */
	readonly hasKeys: boolean;
}

const keyed = [
	{ name: 'mail', source: 'text', target: 'text unique', value: "'m' || i || '@example.org'" },
	{ name: 'nr', source: 'bigint', target: 'bigint unique', value: 'i * 7' },
	{ name: 'parent', source: 'int', target: 'int references app.parent(id)', value: '1 + i % 5000' },
] as const;

async function benchShape(cluster: Cluster, shape: Shape, rounds: number): Promise<void> {
	const { rows, columns, hasKeys } = shape;
	const settings = await prepare(cluster, shape);
	const facts = await factsOf(settings, shape);
	const session = await postgresEngine.connect(settings);
	// One process, so that what it uses of the processor is all that is used.
	try {
		const sessions = { source: session, target: session };
		const job = fitJob(required(facts.mapping('wide')), facts);
		const asking = askingOn(sessions, rememberedAnswers());
		await asking.ask(job.questions, new AbortController().signal);
		const plan = job.compile(asking.answers);
		if ('notRun' in plan) throw new Error(plan.notRun);
		const { orphans, uniques } = plan;
		const first = [orphans?.quick?.sql ?? orphans?.sql, uniques?.quick ?? uniques?.sql()];
		const statements = [plan.scan.sql, ...first, ...(plan.leftOut?.statements ?? [])].flatMap(one => one?.text ?? []);
		const yardstick: number[] = [];
		const fit: number[] = [];
		const scans: number[] = [];
		for (let round = 0; round <= rounds; round++) {
			const one = await timeOf(session, [plan.yardstick.text]);
			const scan = await timeOf(session, [plan.scan.sql.text]);
			const others = await timeOf(session, statements.slice(1));
			// The first round warms what both read.
			if (round === 0) continue;
			yardstick.push(one);
			scans.push(scan);
			fit.push(scan + others);
			await pause(100);
		}
		const ratios = fit.map((each, index) => each / (yardstick[index] ?? 1));
		const startMs = performance.now();
		const { results } = await runFit(facts, sessions, { mappings: ['wide'] });
		const found = results.flatMap(one => one.findings);
		console.log(
			`${rows} rows, ${columns} columns${hasKeys ? ', two keys and a reference' : ''}: one scan ${ms(median(yardstick))}, the fit's own scan ${ms(median(scans))}, all ${statements.length} statements ${ms(median(fit))}, ratio ${median(ratios).toFixed(2)} (${ratios.map(one => one.toFixed(2)).join(', ')}); the whole run ${ms(performance.now() - startMs)}, ${found.length} things counted, ${found.filter(one => one.rows > 0 && one.code).length} found`,
		);
	} finally {
		await session.close();
	}
}

/** Of the processor, where the system tells what a process has used of it: other work on the machine is then no matter. */
async function timeOf(session: Session, statements: readonly string[]): Promise<number> {
	const [[process = ''] = []] = (await session.query('select pg_backend_pid()')) as readonly (readonly string[])[];
	const usedMs = () => cpuOf(process) ?? performance.now();
	const startMs = usedMs();
	for (const statement of statements) await session.query(statement);
	return usedMs() - startMs;
}

/** User and system time, in hundredths of a second (proc(5)). */
function cpuOf(process: string): number | undefined {
	try {
		const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return (Number(fields[11]) + Number(fields[12])) * 10;
	} catch {
		return undefined;
	}
}

async function prepare(cluster: Cluster, { rows, columns, hasKeys }: Shape): Promise<ConnectionSettings> {
	const { default: pg } = await import('pg');
	const address = { host: '127.0.0.1', port: cluster.port, user: 'postgres', password: cluster.password };
	const client = new pg.Client({ ...address, database: 'postgres' });
	await client.connect();
	try {
		const of = (side: 'source' | 'target' | 'value') =>
			[
				...Array.from({ length: columns }, (_, at) => {
					const kind = required(kinds[at % kinds.length]);
					return side === 'value' ? kind.value : `c${at} ${kind[side].replace('CHECK', `c${at}`)}`;
				}),
				...(hasKeys ? keyed : []).map(one => (side === 'value' ? one.value : `${one.name} ${one[side]}`)),
			].join(', ');
		await client.query('drop schema if exists erp cascade; drop schema if exists app cascade; create schema erp; create schema app');
		await client.query('create table erp.parent (id int primary key); create table app.parent (id int primary key)');
		await client.query('insert into erp.parent select generate_series(1, 5000)');
		await client.query(`create table erp.wide (id int primary key, ${of('source')})`);
		await client.query(`create table app.wide (id int primary key, ${of('target')})`);
		await client.query(`insert into erp.wide select i, ${of('value')} from generate_series(1, ${rows}) i`);
		await client.query('vacuum analyze erp.wide');
		await client.query('vacuum analyze erp.parent');
	} finally {
		await client.end();
	}
	return {
		name: 'bench',
		engine: 'postgres',
		...address,
		database: 'postgres',
		ssl: 'disable',
		statementTimeoutMs: 600_000,
		connectTimeoutMs: 10_000,
	};
}

async function factsOf(settings: ConnectionSettings, { columns, hasKeys }: Shape): Promise<SpecFacts> {
	const lines = [
		...Array.from({ length: columns }, (_, at) => `      c${at}: ${required(kinds[at % kinds.length]).map(`c${at}`)}`),
		...(hasKeys ? keyed : []).map(({ name }) => `      ${name}: s.${name}`),
	];
	const spec = `crosswalk: 1\nname: bench\nsource: { connection: bench, schemas: [erp] }\ntarget: { connection: bench, schemas: [app] }\nmappings:\n  wide:\n    source: erp.wide s\n    target: app.wide\n    columns:\n      id: s.id\n${lines.join('\n')}\n  parent: { source: erp.parent p, target: app.parent, columns: { id: p.id } }\n`;
	const files = new Map([
		['/bench.migration.yaml', spec],
		['/.crosswalk/connections.yaml', 'bench: { engine: postgres, host: db, database: bench }\n'],
		['/.crosswalk/catalogs/bench.json', renderSnapshot(await postgresEngine.introspect(settings))],
	]);
	const sources: SpecSources = {
		text: file => files.get(file),
		resolve: (_, relative) => `/${relative}`,
		folders: () => ['/'],
		glob: () => [],
		csv: () => ({ error: 'none' }),
	};
	return openSpec('/bench.migration.yaml', sources).facts;
}

function required<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('The bench lacks what it measures');
	return value;
}

function ms(time: number): string {
	return `${Math.round(time)} ms`;
}
