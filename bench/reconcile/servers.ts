/** Two embedded servers, set up as one would set up a database of that size. Their data lives in the temporary directory. */

import { readFileSync } from 'node:fs';
import { platform, totalmem } from 'node:os';
import pg from 'pg';
import { type Cluster, startCluster } from '../../scripts/cluster';

export type Side = 'source' | 'target';
export const sides = ['source', 'target'] as const;

export interface Servers {
	readonly at: Readonly<Record<Side, Cluster>>;
	/** Runs statements one after another. */
	run(side: Side, statements: readonly string[]): Promise<void>;
	/** The same, on both sides at once. */
	onBoth(statements: readonly string[]): Promise<void>;
	/** How long each side took, and the rows of the last statement. */
	timeBoth(sql: Readonly<Record<Side, string>>): Promise<Readonly<Record<Side, Timed>>>;
	/** What connections that have ended have used of the processors, both servers together. Undefined where the system does not tell. */
	cpuMs(): Promise<number | undefined>;
	stop(): Promise<void>;
}

export interface Timed {
	readonly elapsedMs: number;
	readonly rows: Rows;
}

type Rows = readonly (readonly unknown[])[];

/** Those of our own sessions, and no parallel workers: the limit is one scan. */
const sessionSettings = ['jit = off', `timezone = 'UTC'`, `work_mem = '64MB'`, 'max_parallel_workers_per_gather = 0'].map(
	one => `set ${one}`,
);

export async function startServers(): Promise<Servers> {
	const settings = {
		shared_buffers: `${Math.min(1024, Math.round(totalmem() / 2 ** 20 / 8))}MB`,
		max_wal_size: '8GB',
		maintenance_work_mem: '256MB',
	};
	const [source, target] = await Promise.all([startCluster(settings), startCluster(settings)]);
	const at = { source, target };
	const run = async (side: Side, statements: readonly string[]): Promise<Rows> => {
		const client = new pg.Client(addressOf(at[side]));
		await client.connect();
		try {
			let rows: Rows = [];
			for (const text of statements) rows = (await client.query({ text, rowMode: 'array' })).rows;
			return rows;
		} finally {
			await client.end();
		}
	};
	const time = async (side: Side, sql: string): Promise<Timed> => {
		const startMs = performance.now();
		const rows = await run(side, [...sessionSettings, sql]);
		return { elapsedMs: performance.now() - startMs, rows };
	};
	return {
		at,
		run: async (side, statements) => void (await run(side, statements)),
		onBoth: async statements => void (await Promise.all(sides.map(side => run(side, statements)))),
		async timeBoth(sql) {
			const [onSource, onTarget] = await Promise.all([time('source', sql.source), time('target', sql.target)]);
			return { source: onSource, target: onTarget };
		},
		async cpuMs() {
			const used = await Promise.all(sides.map(side => cpuOfEnded(side, run)));
			return used.reduce((sum, ms) => (sum === undefined || ms === undefined ? undefined : sum + ms), 0);
		},
		async stop() {
			await Promise.all([source.stop(), target.stop()]);
		},
	};
}

/** Of Linux: the time of children that have ended, in hundredths of a second. */
async function cpuOfEnded(side: Side, run: (side: Side, statements: readonly string[]) => Promise<Rows>): Promise<number | undefined> {
	if (platform() !== 'linux') return undefined;
	const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
	while ((await run(side, [others])).length > 0);
	const [[pid] = []] = await run(side, [`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)`]);
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ');
	return (Number(fields[13]) + Number(fields[14])) * 10;
}

export function addressOf({ port, password }: Cluster): pg.ClientConfig {
	return { host: '127.0.0.1', port, database: 'postgres', user: 'postgres', password };
}
