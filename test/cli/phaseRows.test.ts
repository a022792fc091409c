/** `plan --live` and `validate --live` of the rows of phases, through the command line: both sides are one database. */

import { beforeAll, expect, test } from 'vitest';

import { folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase } from '../support/postgres';

let folder: string;

const head = `crosswalk: 1
name: orders
source: { connection: db, schemas: [erp] }
target: { connection: db, schemas: [app] }
strategy:
  phases:
`;

const spec = (last: string) => `${head}    old: { mappings: [orders], where: { orders: "day < '2024-01-01'" }, owner: dba }
    young: { mappings: [orders], ${last}after: [old], owner: dba }
mappings:
  orders:
    source: erp.orders o
    target: app.orders
    columns: { no: o.no, day: o.day }
`;

/** Lines of orders of 2024 are early when a filter of their own takes them first. */
const family = (lines: string) => `${head}    few: { mappings: [lines], where: { lines: "no > 9" }, owner: dba }
    old: { mappings: [orders, lines], where: { orders: "day < '2024-01-01'", lines: "${lines}" }, after: [few], owner: dba }
    young: { mappings: [orders, lines], after: [old], owner: dba }
mappings:
  orders: { source: erp.orders o, target: app.orders, columns: { no: o.no, day: o.day } }
  lines: { source: erp.lines l, target: app.lines, columns: { no: l.no, order_no: l.order_no, part: l.part } }
`;

beforeAll(async () => {
	const database = await freshDatabase(`
create schema erp;
create schema app;
create table erp.orders(no int primary key, day date);
insert into erp.orders values (1, '2020-01-01'), (2, '2023-12-31'), (3, '2024-01-01'), (4, null), (5, null);
create table app.orders(no int primary key, day date);
create table erp.lines(no int primary key, order_no int, part int);
insert into erp.lines values (1, 1, 1), (2, 3, 1), (3, 3, 2), (4, 4, 1);
create table app.lines(no int primary key, order_no int references app.orders(no), part int);
analyze;
`);
	const { host, port, user, password } = database.settings;
	folder = folderWith({
		'.crosswalk/connections.yaml': `db: { engine: postgres, host: "${host}", port: ${port}, database: ${database.name}, user: ${user}${password === undefined ? '' : `, password: "\${env:PASSWORD}"`} }\n`,
		'leaves.migration.yaml': spec(`where: { orders: "day >= '2024-01-01'" }, `),
		'whole.migration.yaml': spec(''),
		'early.migration.yaml': family('part = 1'),
		'apart.migration.yaml': family('order_no < 3'),
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

test('rows that come before what they refer to are told by phase', async () => {
	const validate = (file: string, ...options: string[]) => runCliIn(folder, ['validate', file, '--format', 'json', ...options], { env });
	const told = async (file: string, ...options: string[]) => {
		const { stdout } = await validate(file, ...options);
		const { specs } = JSON.parse(stdout) as {
			specs: { problems: { code: string; message: string; range: { start: { line: number } } }[] }[];
		};
		return specs
			.flatMap(({ problems }) => problems)
			.flatMap(({ code, message, range }) => (code === 'foreign-key-order' ? [[range.start.line, message]] : []));
	};
	// By the phases alone, lines come first.
	const guess = expect.stringContaining(
		'"lines" refers to "orders" by the foreign key "lines_order_no_fkey", but is loaded in an earlier phase',
	);
	expect(await told('early.migration.yaml')).toEqual([[6, guess]]);
	expect(await told('apart.migration.yaml')).toEqual([[6, guess]]);
	expect(await told('early.migration.yaml', '--live')).toEqual([
		[
			7,
			'"old" loads 2 rows of "lines" that refer to rows of "orders" which a later phase loads or none, by the foreign key "lines_order_no_fkey", so the target refuses them; let the filters of both agree',
		],
	]);
	expect(await told('apart.migration.yaml', '--live')).toEqual([]);
	expect(await phases('early.migration.yaml')).toEqual([
		1,
		'',
		'few 0: takes 0 rows of "lines"',
		'old 5: takes 2 rows of "orders"; takes 3 rows of "lines"; loads 2 rows of "lines" before the rows of "orders" that they refer to by "lines_order_no_fkey"',
		'young 4: takes 3 rows of "orders"; takes 1 row of "lines"',
	]);
	expect((await phases('apart.migration.yaml'))[0]).toBe(0);
});
