/** `plan --live` and `validate --live` of the rows of phases, through the command line: both sides are one database. */

import { beforeAll, expect, test } from 'vitest';

import { folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase } from '../support/postgres';

let folder: string;

const spec = (last: string) => `crosswalk: 1
name: orders
source: { connection: db, schemas: [erp] }
target: { connection: db, schemas: [app] }
strategy:
  phases:
    old: { mappings: [orders], where: { orders: "day < '2024-01-01'" }, owner: dba }
    young: { mappings: [orders], ${last}after: [old], owner: dba }
mappings:
  orders:
    source: erp.orders o
    target: app.orders
    columns: { no: o.no, day: o.day }
`;

beforeAll(async () => {
	const database = await freshDatabase(`
create schema erp;
create schema app;
create table erp.orders(no int primary key, day date);
insert into erp.orders values (1, '2020-01-01'), (2, '2023-12-31'), (3, '2024-01-01'), (4, null), (5, null);
create table app.orders(no int primary key, day date);
analyze;
`);
	const { host, port, user, password } = database.settings;
	folder = folderWith({
		'.crosswalk/connections.yaml': `db: { engine: postgres, host: "${host}", port: ${port}, database: ${database.name}, user: ${user}${password === undefined ? '' : `, password: "\${env:PASSWORD}"`} }\n`,
		'leaves.migration.yaml': spec(`where: { orders: "day >= '2024-01-01'" }, `),
		'whole.migration.yaml': spec(''),
	});
	env = { PASSWORD: String(password ?? '') };
	expect((await runCliIn(folder, ['introspect', 'db'], { env })).stderr).toBe('');
});

let env: Readonly<Record<string, string>>;

async function phases(file: string) {
	const { stdout, stderr, code } = await runCliIn(folder, ['plan', file, '--live', '--format', 'json'], { env });
	const report: { phases: { name: string; rows: number; notes: string[] }[] } = JSON.parse(stdout);
	return [code, stderr, ...report.phases.map(({ name, rows, notes }) => `${name} ${rows}: ${notes.join('; ')}`)];
}

test('plan counts what each phase takes, and fails over rows that no phase takes', async () => {
	expect(await phases('leaves.migration.yaml')).toEqual([
		1,
		'',
		'old 2: takes 2 rows of "orders"',
		'young 1: takes 1 row of "orders"; leaves 2 rows of "orders" that no phase takes',
	]);
	expect(await phases('whole.migration.yaml')).toEqual([0, '', 'old 2: takes 2 rows of "orders"', 'young 3: takes 3 rows of "orders"']);
});

test('validate counts the rows where nothing is proved', async () => {
	const left = await runCliIn(folder, ['validate', 'leaves.migration.yaml', '--live'], { env });
	expect(left.stdout).toContain('2 rows of "orders" are in no phase and would never be moved');
	const whole = await runCliIn(folder, ['validate', 'whole.migration.yaml', '--live'], { env });
	expect(whole.stdout).not.toContain('phase-leaves-rows');
});
