import { afterEach, beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import type { CoverageMap } from '../../server/src/core/report/coverageMap';
import type { PanelModel, PanelRows } from '../../server/src/core/report/panelModel';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import {
	type CoverageEditParams,
	type CoverageEditResult,
	type ExportResult,
	notifications,
	type RowSqlResult,
	type RunParams,
	type RunProgress,
	type RunResult,
	type RunsResult,
	requests,
} from '../../server/src/protocol';
import { type Editor, openEditor, uriOf } from '../support/editor';
import { freshDatabase, type TestDatabase } from '../support/postgres';

const spec = '/shop.migration.yaml';
const uri = uriOf(spec);
const text = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
  customers:
    source: erp.cust c
    target: app.customers
    key: [no]
    columns:
      no: c.no
      name: c.name
  orders:
    source: erp.ord o
    target: app.orders
    key: [no]
    columns:
      no: o.no
      customer: { lookup: customers, by: o.cust }
`;

let source: TestDatabase;
let target: TestDatabase;
let catalogs: ReadonlyMap<string, string>;
let editor: Editor | undefined;
let files = new Map<string, string>();

beforeAll(async () => {
	[source, target] = [
		await freshDatabase(`
			create schema erp;
			create table erp.cust (no int primary key, name text not null, fax text);
			insert into erp.cust select n, 'name ' || n, null from generate_series(1, 3000) as n;
			create table erp.ord (no int primary key, cust int not null);
			insert into erp.ord values (1, 1), (2, 2);`),
		await freshDatabase(`
			create schema app;
			create table app.customers (no int primary key, name text not null, email text not null default '', note text);
			insert into app.customers select n, 'Name ' || n from generate_series(1, 3000) as n;
			create table app.orders (no int primary key, customer int not null references app.customers(no));
			insert into app.orders values (1, 1), (2, 2);`),
	];
	const [erp, cloud] = [await postgresEngine.introspect(source.settings), await postgresEngine.introspect(target.settings)];
	catalogs = new Map([
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
	]);
});

afterEach(() => editor?.close());

async function openShop(kept: ReadonlyMap<string, string> = new Map()): Promise<Editor> {
	const connection = (name: string, { settings }: TestDatabase) =>
		`${name}:\n  engine: postgres\n  host: 127.0.0.1\n  port: ${settings.port}\n  database: ${settings.database}\n  user: postgres\n  password: "\${env:PASSWORD}"\n`;
	const connections = `${connection('erp', source)}${connection('cloud', target)}`;
	files = new Map([...catalogs, ['/.crosswalk/connections.yaml', connections], [spec, text], ...kept]);
	editor = await openEditor(files, { engine: postgresEngine, variables: { PASSWORD: source.settings.password ?? '' } });
	await editor.open(spec);
	return editor;
}

async function reconcile({ client }: Editor, params: Partial<RunParams> = {}): Promise<PanelModel> {
	const { panel } = await client.sendRequest<RunResult>(requests.reconcile, { uri, ...params });
	if (!panel) throw new Error('There is no model');
	return panel;
}

async function results({ client }: Editor, startedAt?: string): Promise<PanelModel | undefined> {
	return (await client.sendRequest<RunResult>(requests.results, { uri, startedAt })).panel;
}

/** `customers count: identical`. */
function told({ checks }: PanelModel): readonly string[] {
	return checks.map(
		({ mapping, check, result, isStale }) => `${mapping} ${check}: ${result?.verdict ?? 'never'}${isStale ? ', stale' : ''}`,
	);
}

test('checks that never ran are told beside those that did, and a run of some leaves the others', async () => {
	const shop = await openShop();
	expect(told((await results(shop)) ?? fail())).toEqual([
		'customers count: never',
		'customers rows: never',
		'orders count: never',
		'orders rows: never',
	]);
	const first = await reconcile(shop, { checks: ['/customers/rows', '/orders/count'] });
	expect(told(first)).toEqual(['customers count: never', 'customers rows: different', 'orders count: identical', 'orders rows: never']);
	const second = await reconcile(shop, { mapping: 'orders' });
	expect(told(second)).toEqual([
		'customers count: never',
		'customers rows: different',
		'orders count: identical',
		'orders rows: identical',
	]);
	expect(second.checks[1]?.ranAt).toBe(first.run?.startedAt);
	expect(second.checks[1]?.columns).toMatchObject({ name: { uri, line: 11 } });
});

test('what was found is there after a restart, and stale once its mapping is another one', async () => {
	const before = await reconcile(await openShop());
	await editor?.close();
	const shop = await openShop(files);
	expect(await results(shop)).toEqual(before);
	await shop.change(spec, text.replace('name: c.name', 'name: upper(c.name)'));
	expect(told((await results(shop)) ?? fail())).toEqual([
		'customers count: identical, stale',
		'customers rows: different, stale',
		'orders count: identical, stale',
		'orders rows: identical, stale',
	]);
	await reconcile(shop, { mapping: 'customers' });
	const { runs } = await shop.client.sendRequest<RunsResult>(requests.runs, { uri });
	expect(runs.map(({ verdict, green, checks, open }) => ({ verdict, green, checks, open }))).toEqual([
		{ verdict: 'different', green: 1, checks: 2, open: ['customers, rows: 3,000 differences'] },
		{ verdict: 'different', green: 3, checks: 4, open: ['customers, rows: 3,000 differences'] },
	]);
	const old = await results(shop, runs[1]?.startedAt);
	expect(old?.isHistory).toBe(true);
	expect(old?.checks).toHaveLength(4);
	expect(await results(shop, 'no such run')).toBeUndefined();
});

test('differences beyond the first come in portions, as many as were asked to be kept', async () => {
	const shop = await openShop();
	const model = await reconcile(shop, { mapping: 'customers', maxDifferences: 2500 });
	const check = model.checks.find(({ id }) => id === '/customers/rows');
	expect([check?.kept, check?.result?.found?.kind === 'rows' && check.result.found.rows.length]).toEqual([2500, 500]);
	const portion = (offset: number) =>
		shop.client.sendRequest<PanelRows>(requests.differences, { uri, id: '/customers/rows', offset, count: 1500 });
	const [first, second, third] = [await portion(500), await portion(2000), await portion(3500)];
	expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([1500, 500, 0]);
	expect(second.rows.at(-1)).toMatchObject({ kind: 'changed', columns: [{ name: 'name', source: 'name 2500', target: 'Name 2500' }] });
});

test('while it runs, each check is told', async () => {
	const shop = await openShop();
	const heard: RunProgress[] = [];
	shop.client.onNotification(notifications.progress, (one: RunProgress) => void heard.push(one));
	await reconcile(shop, { run: 'r' });
	const ended = heard.flatMap(one => one.ended ?? []);
	expect(ended.map(({ id, verdict }) => `${id} ${verdict}`).sort()).toEqual([
		'/customers/count identical',
		'/customers/rows different',
		'/orders/count identical',
		'/orders/rows identical',
	]);
	expect(heard.at(-1)?.done).toEqual({ checks: 4, total: 4 });
	expect(heard.some(({ running = [] }) => running.some(({ id }) => id === '/customers/rows'))).toBe(true);
});

test('a row is two SELECTs that give it, on either side', async () => {
	const shop = await openShop();
	const params = { uri, mapping: 'customers', key: [{ name: 'no', value: 42 }] };
	const { sql = '' } = await shop.client.sendRequest<RowSqlResult>(requests.rowSql, params);
	const [fromSource = '', fromTarget = ''] = sql.split(/^-- customers, no = 42: what the \w+ \(\w+\) says$/m).slice(1);
	expect((await source.run(fromSource))[0]?.slice(0, 2)).toEqual(['42', 'name 42']);
	expect((await target.run(fromTarget))[0]?.slice(0, 2)).toEqual(['42', 'Name 42']);
	const orders = { uri, mapping: 'orders', key: [{ name: 'gone\n; drop table x', value: "'" }] };
	expect(await shop.client.sendRequest<RowSqlResult>(requests.rowSql, orders)).toEqual({
		failure: 'The rows of "orders" cannot be shown as SQL: it has no column "gone\n; drop table x" any more.',
	});
});

test('what is known is exported in every format', async () => {
	const shop = await openShop();
	await reconcile(shop, { mapping: 'customers' });
	const text = async (format: string) => (await shop.client.sendRequest<ExportResult>(requests.export, { uri, format })).text;
	expect((await text('csv')).split('\r\n').slice(0, 2)).toEqual([
		'mapping,check,kind,key,column,source,target,rows,code,file,line',
		'customers,rows,changed,1,name,name 1,Name 1,1,,shop.migration.yaml,12',
	]);
	expect(JSON.parse(await text('json')).verdict).toBe('different');
	expect(await text('markdown')).toContain('customers');
	expect(await text('html')).toContain('<!DOCTYPE html>');
	expect(await text('junit')).toContain('<testsuite');
});

test('the coverage of the spec is a map, and a column is mapped or left out from it', async () => {
	const shop = await openShop();
	const map = await shop.client.sendRequest<CoverageMap>(requests.coverageMap, { uri });
	const states = (side: 'source' | 'target') =>
		(map[side] ?? []).map(({ name, columns }) => `${name}: ${columns.map(column => `${column.name} ${column.state}`).join(', ')}`);
	expect(states('source')).toEqual(['erp.cust: no mapped, name mapped, fax unmapped', 'erp.ord: no mapped, cust mapped']);
	expect(states('target')).toEqual([
		'app.customers: no mapped, name mapped, email unmapped, note unmapped',
		'app.orders: no mapped, customer mapped',
	]);
	expect(map.links.find(({ target: end }) => end.column === 'customer')).toMatchObject({
		sources: [{ table: 'erp.ord', column: 'cust' }],
		how: 'looked up in customers',
	});
	expect(map.order.steps.map(step => step.map(({ name }) => name))).toEqual([['customers'], ['orders']]);
	expect(map.order.references).toEqual([{ child: 'orders', parent: 'customers', columns: ['customer'] }]);

	const edited = async (params: Omit<CoverageEditParams, 'uri'>) => {
		const { edit, choices, failure } = await shop.client.sendRequest<CoverageEditResult>(requests.coverageEdit, { uri, ...params });
		return edit ? `${edit.range.start.line}: ${edit.newText.trim()}` : (choices ?? failure);
	};
	const fax = { side: 'source', table: 'erp.cust', column: 'fax' } as const;
	expect(await edited({ action: 'map', ...fax })).toEqual([
		{ mapping: 'customers', column: 'email' },
		{ mapping: 'customers', column: 'note' },
	]);
	expect(await edited({ action: 'map', ...fax, choice: { mapping: 'customers', column: 'note' } })).toBe('12: note: c.fax');
	expect(await edited({ action: 'map', side: 'target', table: 'app.customers', column: 'email' })).toBe('12: email:');
	expect(await edited({ action: 'ignore', ...fax, reason: 'nobody: "faxes" #now' })).toBe(
		'12: ignore:\n      source:\n        c.fax: "nobody: \\"faxes\\" #now"',
	);
	expect(await edited({ action: 'ignore', side: 'target', table: 'app.customers', column: 'note', reason: 'Written by staff' })).toBe(
		'12: ignore:\n      target:\n        note: Written by staff',
	);
	expect(await edited({ action: 'map', side: 'source', table: 'erp.none', column: 'x' })).toContain('No mapping reads "erp.none"');
});

function fail(): never {
	throw new Error('There is nothing known');
}
