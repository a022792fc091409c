/** Databases for tests: each test file makes its own in the run's PostgreSQL; a second server comes on demand. */

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Cluster } from '../../scripts/cluster';
import { startCluster } from '../../scripts/cluster';
import type { ConnectionSettings } from '../../server/src/engines/engine';
import type {} from './globalSetup';

export interface TestDatabase {
	readonly name: string;
	/** With the superuser's password. */
	readonly url: string;
	/** The superuser's connection, named `test`; change what a test is about: `{ ...database.settings, user: 'reader' }`. */
	readonly settings: ConnectionSettings;
	/** Runs statements as the superuser on a connection of their own. The rows of the last one, values as text. */
	run(sql: string): Promise<readonly (readonly (string | null)[])[]>;
}

/** A database of its own in the run's PostgreSQL, with `sql` run in it. It goes with the run. */
export function freshDatabase(sql = '', encoding = 'UTF8'): Promise<TestDatabase> {
	return createDatabase(inject('postgres'), sql, encoding);
}

/** A second server. Call it at the top of a test file; it starts before the file's tests and is removed after them. */
export function secondCluster(): { freshDatabase(sql?: string): Promise<TestDatabase> } {
	let cluster: Cluster | undefined;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster?.stop());
	return {
		freshDatabase(sql = '') {
			if (!cluster) throw new Error('The second cluster starts in beforeAll: ask for databases in hooks below it, or in tests');
			return createDatabase(cluster, sql, 'UTF8');
		},
	};
}

interface Server {
	readonly port: number;
	readonly password: string;
}

async function createDatabase(server: Server, sql: string, encoding: string): Promise<TestDatabase> {
	const name = `test_${randomBytes(6).toString('hex')}`;
	await runSql(urlOf(server, 'postgres'), `create database ${name} template template0 encoding ${encoding} locale 'C'`);
	const url = urlOf(server, name);
	if (sql !== '') await runSql(url, sql);
	return {
		name,
		url,
		settings: {
			name: 'test',
			engine: 'postgres',
			host: '127.0.0.1',
			port: server.port,
			database: name,
			user: 'postgres',
			password: server.password,
			ssl: 'prefer',
			statementTimeoutMs: 20_000,
			connectTimeoutMs: 10_000,
		},
		run: statements => runSql(url, statements),
	};
}

function urlOf(server: Server, database: string): string {
	return `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${database}`;
}

async function runSql(url: string, sql: string): Promise<readonly (readonly (string | null)[])[]> {
	const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (value: string) => value } });
	await client.connect();
	try {
		const result = await client.query({ text: sql, rowMode: 'array' });
		const last = Array.isArray(result) ? result.at(-1) : result;
		return last.rows;
	} finally {
		await client.end();
	}
}
