/** Reads a large catalog from an embedded PostgreSQL: by our introspection, and by `information_schema.columns` alone. */

import pg from 'pg';
import { startCluster } from '../scripts/cluster';
import { introspect } from '../server/src/engines/postgres/introspect';
import { largeDdl } from './largeProject';
import { median } from './median';

export interface MeasuredIntrospection {
	readonly introspectMs: number;
	readonly informationSchemaMs: number;
}

/** Both by turns, each on a connection of its own, so that neither finds more in memory than the other. */
export async function measureIntrospection(tables: number, runs: number): Promise<MeasuredIntrospection> {
	const cluster = await startCluster();
	const at = { host: '127.0.0.1', port: cluster.port, database: 'postgres', user: 'postgres', password: cluster.password };
	try {
		await query(at, `${largeDdl(tables)} analyze pg_catalog.pg_attribute; analyze pg_catalog.pg_class; analyze pg_catalog.pg_constraint;`);
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let run = 0; run < runs; run++) {
			ours.push(
				await timed(() =>
					introspect({ ...at, name: 'bench', engine: 'postgres', ssl: 'prefer', statementTimeoutMs: 60_000, connectTimeoutMs: 10_000 }),
				),
			);
			theirs.push(await timed(() => query(at, 'select * from information_schema.columns')));
		}
		return { introspectMs: median(ours), informationSchemaMs: median(theirs) };
	} finally {
		await cluster.stop();
	}
}

async function query(at: pg.ClientConfig, sql: string): Promise<void> {
	const client = new pg.Client(at);
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const startMs = performance.now();
	await work();
	return performance.now() - startMs;
}
