import { expect, test } from 'vitest';
import { freshDatabase, secondCluster } from './postgres';

const second = secondCluster();

test('each database stands alone, on two servers', async () => {
	const [one, other, elsewhere] = await Promise.all([
		freshDatabase('create table t(); create table u()'),
		freshDatabase(),
		second.freshDatabase('create table t()'),
	]);
	const tables = 'select count(*) from pg_tables where schemaname = current_schema';
	expect([await one.run(tables), await other.run(tables), await elsewhere.run(tables)]).toEqual([[['2']], [['0']], [['1']]]);
	expect(elsewhere.settings.port).not.toBe(one.settings.port);
	expect(await one.run('show server_version_num')).toEqual([[expect.stringMatching(/^18\d{4}$/)]]);
});
