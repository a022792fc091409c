import { spawnSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startCluster } from '../../scripts/cluster';

test('a run in which a test fails ends with an exit code that says so, PostgreSQL or not', () => {
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
	const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/fixtures/failing/vitest.config.mts', '--reporter=json'];
	const { status, stdout } = spawnSync(process.execPath, args, { cwd: path.resolve('.'), env, encoding: 'utf8' });
	const { numFailedTests, numPassedTests } = JSON.parse(stdout.slice(stdout.indexOf('{')));
	expect({ status, numFailedTests, numPassedTests }).toEqual({ status: 1, numFailedTests: 1, numPassedTests: 0 });
});

test('a server that recovers from a crash is stopped, too', async () => {
	const cluster = await startCluster();
	const client = new pg.Client({ connectionString: `postgres://postgres:${cluster.password}@127.0.0.1:${cluster.port}/postgres` });
	client.on('error', () => {});
	await client.connect();
	const { rows } = await client.query(`select pid from pg_stat_activity where backend_type = 'background writer'`);
	await client.query(`copy (select 1) to program 'kill -9 ${rows[0].pid}'`).catch(() => undefined);
	await cluster.stop();
	await expect(new pg.Client({ port: cluster.port, host: '127.0.0.1' }).connect()).rejects.toThrow('ECONNREFUSED');
});
