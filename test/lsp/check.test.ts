import { afterEach, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import {
	type ConfirmParams,
	clientRequests,
	notifications,
	type RecordParams,
	type RunParams,
	type RunProgress,
	type RunResult,
	requests,
} from '../../server/src/protocol';
import { type Editor, openEditor, uriOf } from '../support/editor';
import { freshDatabase, type TestDatabase } from '../support/postgres';

const spec = '/shop.migration.yaml';
const text = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
  customers:
    source: erp.cust c
    target: app.customers
    key: [no]
    columns: { no: c.no, name: trim(c.name) }
    examples:
      blanks: { given: { c: { no: 1, name: " <b>Ada</b> " } }, expect: { name: "<i>Ada</i>" } }
quality:
  names: { on: source, table: erp.cust, rows: name not like '% ' }
  endless: { on: source, query: "select a from generate_series(1, 1000000000) a, generate_series(1, 1000000000) b where a < 0" }
acceptance:
  by hand: { steps: Look }
  there: { query: select count(*) = 2 from app.customers }
`;

let source: TestDatabase;
let target: TestDatabase;
let catalogs: ReadonlyMap<string, string>;
let editor: Editor | undefined;
let files = new Map<string, string>();

beforeAll(async () => {
	source = await freshDatabase(`create schema erp; create table erp.cust (no int primary key, name text);
		insert into erp.cust values (1, 'Ada '), (2, 'Grace');`);
	target = await freshDatabase(`create schema app; create table app.customers (no int primary key, name text);
		insert into app.customers values (1, 'Ada'), (2, 'Grace');`);
	const [erp, cloud] = [await postgresEngine.introspect(source.settings), await postgresEngine.introspect(target.settings)];
	catalogs = new Map([
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
	]);
});

afterEach(() => editor?.close());

async function openShop({ production = false, cloud = target.settings.port, kept = new Map<string, string>() } = {}): Promise<Editor> {
	const connection = (name: string, port: number | undefined, database: TestDatabase, password: string) =>
		`${name}:\n  engine: postgres\n  host: 127.0.0.1\n  port: ${port}\n  database: ${database.settings.database}\n  user: postgres\n  password: "\${env:${password}}"\n`;
	const connections = `${connection('erp', source.settings.port, source, 'ERP')}${production ? '  environment: production\n' : ''}${connection('cloud', cloud, target, 'CLOUD')}  environment: staging\n`;
	files = new Map([...catalogs, ['/.crosswalk/connections.yaml', connections], [spec, text], ...kept]);
	const variables = { ERP: source.settings.password ?? '', CLOUD: target.settings.password ?? '' };
	editor = await openEditor(files, { engine: postgresEngine, variables });
	await editor.open(spec);
	return editor;
}

function check({ client }: Editor, params: Partial<RunParams>, cancel = new CancellationTokenSource()): Promise<RunResult> {
	return client.sendRequest<RunResult>(requests.check, { uri: uriOf(spec), ...params }, cancel.token);
}

const entryLenses = async (shop: Editor) => (await shop.lenses(spec)).slice(1);

test('entries run one by one, and their lenses tell what they found, also after a restart', async () => {
	const shop = await openShop();
	expect(await entryLenses(shop)).toEqual(['▶ Run', '▶ Check', '▶ Check', 'Record result', '▶ Check']);
	const progress: RunProgress[] = [];
	shop.client.onNotification(notifications.progress, (one: RunProgress) => void progress.push(one));
	const found = await check(shop, { checks: ['examples/customers/blanks', 'quality//names', 'acceptance//there'], run: 'r1' });
	expect(found.failure).toBeUndefined();
	expect(found.html).toContain('not passed');
	expect(found.html).toContain('&lt;<mark>i&gt;Ada&lt;/i</mark>&gt;');
	expect(found.html).not.toMatch(/<b>|<i>/);
	expect(progress.map(one => one.text)).toEqual(['waiting for its turn', '1 of 3: names', '2 of 3: there', '3 of 3: customers, blanks']);
	const told = [
		'▶ Run · ✗ not passed · just now · erp',
		'▶ Check · ✗ 1 of 2 · just now · erp',
		'▶ Check',
		'Record result',
		'▶ Check · ✓ passed · just now · staging',
	];
	expect(await entryLenses(shop)).toEqual(told);

	const kept = new Map([...files].filter(([name]) => name.includes('/runs/')));
	shop.close();
	const again = await openShop({ kept });
	expect(await entryLenses(again)).toEqual(told);
});

test('only the side that is asked is connected to, and production asks first', async () => {
	const shop = await openShop({ cloud: 1 });
	expect((await check(shop, { checks: ['quality//names'] })).failure).toBeUndefined();
	expect((await check(shop, { checks: ['acceptance//by hand'] })).html).toContain('nobody has recorded it');
	expect((await check(shop, { checks: ['acceptance//there'] })).failure).toContain('"cloud"');
	shop.close();

	const careful = await openShop({ production: true });
	const asked: ConfirmParams[] = [];
	careful.client.onRequest(clientRequests.confirm, (params: ConfirmParams) => asked.push(params) > 1);
	await expect(check(careful, { checks: ['quality//names'] })).rejects.toThrow();
	expect(asked[0]).toMatchObject({ message: 'Run on "erp", which is production?', detail: expect.stringContaining('It checks names.') });
	expect((await check(careful, { checks: ['quality//names'] })).failure).toBeUndefined();
	expect((await check(careful, { checks: ['acceptance//there'] })).failure).toBeUndefined();
	expect(asked).toHaveLength(2);
});

test('a cancelled run ends its statement and tells what is known', async () => {
	const shop = await openShop();
	const cancel = new CancellationTokenSource();
	const running = `select 1 from pg_stat_activity where datname = current_database() and query like '%1000000000%' and state = 'active' and pid <> pg_backend_pid()`;
	const result = check(shop, { checks: ['quality//names', 'quality//endless', 'acceptance//there'] }, cancel);
	while ((await source.run(running)).length === 0);
	cancel.cancel();
	const { html } = await result;
	expect(html).toContain('Cancelled before its end');
	expect(html).toContain('1 of 2 rows breaks it');
	while ((await source.run(running)).length > 0);
});

test('nothing to check is said', async () => {
	const shop = await openShop();
	expect((await check(shop, { checks: ['quality//gone'] })).html).toContain('There is nothing to check');
});

test('what a person found is recorded from the lens, with their name, and stale once the steps are others', async () => {
	const shop = await openShop({ kept: new Map([['/.git/config', '[core]\n\tbare = false\n[user]\n\tname = Ada Lovelace\n']]) });
	const record = (params: Partial<RecordParams>) =>
		shop.client.sendRequest<RunResult>(requests.recordAcceptance, {
			uri: uriOf(spec),
			name: 'by hand',
			passed: true,
			by: 'Ada',
			...params,
		});
	expect(await shop.client.sendRequest(requests.person, { uri: uriOf(spec) })).toEqual({ name: 'Ada Lovelace' });
	expect((await record({ name: 'gone' })).failure).toContain('has no acceptance test "gone"');
	expect((await record({ name: 'there' })).failure).toContain('has a query');
	expect((await record({ by: ' ' })).failure).toContain('say who');
	expect((await entryLenses(shop))[3]).toBe('Record result');

	const { failure, panel } = await record({ note: 'As printed' });
	expect(failure).toBeUndefined();
	expect(panel?.checks.find(({ id }) => id === 'acceptance//by hand')?.result?.verdict).toBe('identical');
	expect((await entryLenses(shop))[3]).toBe('Record result · ✓ passed by Ada · just now · staging');
	expect((await check(shop, { checks: ['acceptance//by hand'] })).html).toContain('passed by Ada');

	const kept = new Map([...files].filter(([name]) => name.includes('/runs/')));
	shop.close();
	const again = await openShop({ kept });
	expect((await entryLenses(again))[3]).toBe('Record result · ✓ passed by Ada · just now · staging');
	await again.change(spec, text.replace('Look', 'Look twice'));
	expect((await entryLenses(again))[3]).toBe('Record result · ✓ passed by Ada · just now · staging · stale');
});
