import { afterEach, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import {
	type ConfirmParams,
	clientRequests,
	notifications,
	type RunParams,
	type RunProgress,
	type RunResult,
	requests,
	type SecretParams,
} from '../../server/src/protocol';
import { type Editor, type EditorOptions, openEditor, uriOf } from '../support/editor';
import { freshDatabase, secondCluster, type TestDatabase } from '../support/postgres';

const second = secondCluster();
let source: TestDatabase;
let target: TestDatabase;
let catalogs: ReadonlyMap<string, string>;
let editor: Editor | undefined;

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
    columns:
      no: c.no
      name: trim(c.name)
  orders:
    source: erp.ord o
    target: app.orders
    key: [no]
    columns:
      no: o.no
      total: o.cents / 100.0
  endless:
    source: erp.endless e
    target: app.endless
    key: [no]
    columns:
      no: e.no
`;

beforeAll(async () => {
	source = await freshDatabase(`
		create schema erp;
		create table erp.cust (no int primary key, name text not null);
		insert into erp.cust values (1, 'Ada '), (2, '<b>Grace</b>'), (3, 'Linus');
		create table erp.ord (no int primary key, cents int not null);
		insert into erp.ord values (1, 1000), (2, 250);
		create view erp.endless as select (a * 1000000 + b) as no from generate_series(1, 1000000) as a, generate_series(1, 1000000) as b;`);
	target = await second.freshDatabase(`
		create schema app;
		create table app.customers (no int primary key, name text not null);
		insert into app.customers values (1, 'Ada'), (2, '<i>Grace</i>');
		create table app.orders (no int primary key, total numeric(10,2) not null);
		insert into app.orders values (1, 10), (2, 2.5);
		create table app.endless (no bigint primary key);`);
	const [erp, cloud] = [await postgresEngine.introspect(source.settings), await postgresEngine.introspect(target.settings)];
	catalogs = new Map([
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
	]);
});

afterEach(() => editor?.close());

interface World extends EditorOptions {
	/** More lines of the connection `cloud`. */
	readonly cloud?: string;
	readonly text?: string;
	/** Of a server before. */
	readonly kept?: ReadonlyMap<string, string>;
}

/** What is in memory as files, of the last editor. */
let files = new Map<string, string>();

async function openShop({ cloud = '', text: written = text, kept = new Map(), ...options }: World = {}): Promise<Editor> {
	const connection = (name: string, { settings }: TestDatabase, password: string) =>
		`${name}:\n  engine: postgres\n  host: 127.0.0.1\n  port: ${settings.port}\n  database: ${settings.database}\n  user: postgres\n${password}`;
	const connections = `${connection('erp', source, '  password: "${env:ERP}"\n')}${connection('cloud', target, cloud || '  password: "${env:CLOUD}"\n')}`;
	files = new Map([...catalogs, ['/.crosswalk/connections.yaml', connections], [spec, written], ...kept]);
	const variables = { ERP: source.settings.password ?? '', CLOUD: target.settings.password ?? '' };
	editor = await openEditor(files, { engine: postgresEngine, variables, ...options });
	await editor.open(spec);
	return editor;
}

function run({ client }: Editor, request: string, params: Partial<RunParams>, cancel = new CancellationTokenSource()): Promise<RunResult> {
	return client.sendRequest<RunResult>(request, { uri: uriOf(spec), ...params }, cancel.token);
}

/** The text of a page. */
function readable(html: string): string {
	return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

/** Waits until the statements of ours that run on the server are as wanted: it notices the end of one a moment later. */
const active = "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state = 'active'";

/** Until the statement that never ends runs: what opens a session, or describes, is over at once. */
async function untilEndless({ run }: TestDatabase): Promise<void> {
	const lasting = "query like '%endless%' and clock_timestamp() - query_start > interval '100 ms'";
	while ((await run(`select 1 from pg_stat_activity where ${active} and ${lasting}`)).length === 0);
}

async function untilIdle({ run }: TestDatabase): Promise<void> {
	while ((await run(`select 1 from pg_stat_activity where ${active}`)).length > 0);
}

test('a reconciliation is told in the panel, while it runs, and in the lens', async () => {
	const shop = await openShop();
	const progress: RunProgress[] = [];
	shop.client.onNotification(notifications.progress, (one: RunProgress) => void progress.push(one));
	expect(await shop.lenses(spec)).toContain('Coverage 2/2 | Validate | ▶ Reconcile');
	const { html, failure, uri } = await run(shop, requests.reconcile, { mapping: 'customers', run: 'r1' });
	expect(failure).toBeUndefined();
	expect(uri).toBe(uriOf(spec));
	expect(html).toContain('&lt;<mark>b&gt;Grace&lt;/b</mark>&gt;');
	expect(html).not.toMatch(/<b>|<i>/);
	expect(readable(html)).toContain('rows ✗ different 3 rows compared with 2: 1 missing, 1 changed');
	expect(html).toContain(`data-uri="${uriOf(spec)}" data-line="11"`);
	expect(progress.map(one => one.run)).toEqual(progress.map(() => 'r1'));
	expect([...new Set(progress.map(one => one.text))]).toEqual([
		'waiting for its turn',
		'connecting to erp and cloud',
		'1 of 2: customers, count',
		'2 of 2: customers, rows',
	]);
	expect(await shop.lenses(spec)).toEqual([
		'Coverage 2/2 | Validate | ▶ Reconcile · ✗ 1 missing, 1 changed · just now · cloud',
		'Coverage 2/2 | Validate | ▶ Reconcile',
		'Coverage 1/1 | Validate | ▶ Reconcile',
	]);
	expect(shop.lensRefreshes()).toBeGreaterThan(0);
	await run(shop, requests.reconcile, { mapping: 'orders' });
	expect((await shop.lenses(spec))[1]).toBe('Coverage 2/2 | Validate | ▶ Reconcile · ✓ 2 = 2 · just now · cloud');
});

test('a result is stale while its mapping is another one', async () => {
	const shop = await openShop();
	await run(shop, requests.reconcile, { mapping: 'customers' });
	await run(shop, requests.reconcile, { mapping: 'orders' });
	const stale = async () => (await shop.lenses(spec)).map(line => line.includes('stale'));
	await shop.change(spec, text.replace('name: shop', 'name: shop\ndescription: the same mappings'));
	expect(await stale()).toEqual([false, false, false]);
	await shop.change(spec, text.replace('trim(c.name)', 'c.name'));
	expect(await stale()).toEqual([true, false, false]);
	await shop.change(spec, text);
	expect(await stale()).toEqual([false, false, false]);
});

test('what is said of the whole says that the spec could be read only in part, and nothing of the rest is called green', async () => {
	const shop = await openShop({ text: text.replace('  orders:', '  orders: [') });
	const lost = '"shop.migration.yaml" cannot be read whole, and what is lost would be missing without a word. Mend shop.migration.yaml:';
	const about = { uri: uriOf(spec) };
	for (const request of [requests.reconcile, requests.check, requests.profile, requests.report]) {
		const { failure } = await shop.client.sendRequest<{ readonly failure?: string }>(request, {
			...about,
			run: 'r',
			format: 'html',
			language: 'en',
		});
		expect([request, failure]).toEqual([request, expect.stringContaining(lost)]);
	}
	for (const request of [requests.plan, requests.cutover, requests.coverage]) {
		const { html } = await shop.client.sendRequest<RunResult>(request, { ...about, mapping: 'customers' });
		expect([request, readable(html)]).toEqual([request, expect.stringMatching(/^ &quot;shop.migration.yaml&quot; cannot be read whole/)]);
	}
	const { partOnly } = await shop.client.sendRequest<{ readonly partOnly?: string }>(requests.coverageMap, about);
	expect(partOnly).toContain(lost);
	expect((await shop.lenses(spec))[0]).toBe('Coverage | Validate | ▶ Reconcile');
});

test('a cancel ends the statements on both servers, and what is known is shown', async () => {
	const shop = await openShop();
	const cancel = new CancellationTokenSource();
	const running = run(shop, requests.reconcile, { mapping: 'endless' }, cancel);
	await untilEndless(source);
	cancel.cancel();
	const { html } = await running;
	expect(readable(html)).toContain('Cancelled before its end');
	await untilIdle(source);
	await untilIdle(target);
	expect((await shop.lenses(spec))[2]).toBe('Coverage 1/1 | Validate | ▶ Reconcile');
});

test('a second run of a spec waits for the first, and may be cancelled while it waits', async () => {
	const shop = await openShop();
	const [first, second] = [new CancellationTokenSource(), new CancellationTokenSource()];
	const endless = run(shop, requests.reconcile, { mapping: 'endless' }, first);
	await untilEndless(source);
	const cancelled = run(shop, requests.reconcile, { mapping: 'customers' }, second);
	const orders = run(shop, requests.reconcile, { mapping: 'orders' });
	second.cancel();
	await expect(cancelled).rejects.toThrow('Cancelled');
	first.cancel();
	expect(readable((await endless).html)).toContain('Cancelled before its end');
	expect(readable((await orders).html)).toContain('✓ identical');
});

test('both servers look at a mapping, and what they refuse becomes a problem until it is mended', async () => {
	const wrong = text.replace('o.cents / 100.0', "o.cents * interval '1 day' / 2 || 'x' || to_number('1')");
	const shop = await openShop({ text: wrong });
	const fine = await run(shop, requests.validateLive, { mapping: 'customers' });
	expect(readable(fine.html)).toContain('✓ 1 mapping understood by both servers');
	const { html } = await run(shop, requests.validateLive, { mapping: 'orders' });
	expect(readable(html)).toContain('1 problem');
	const lenses = await shop.lenses(spec);
	expect(lenses.map(line => line.split(' | ')[1])).toEqual([
		'Validate · ✓ · just now · erp',
		'Validate · ✗ 1 problem · just now · erp',
		'Validate',
	]);
	const told = await shop.diagnostics(spec, ({ diagnostics }) => diagnostics.some(one => one.code === 'unknown-function'));
	expect(told.diagnostics.filter(one => one.code === 'unknown-function').map(one => one.range.start.line)).toEqual([18]);
	await shop.change(spec, text);
	await shop.diagnostics(spec, ({ diagnostics }) => !diagnostics.some(one => one.code === 'unknown-function'));
});

test('a database that has changed since its catalog was taken is told', async () => {
	const shop = await openShop();
	await target.run('create table app.later (id int primary key)');
	const { html } = await run(shop, requests.validateLive, { mapping: 'customers' });
	await target.run('drop table app.later');
	expect(readable(html)).toContain('The database of "cloud" has changed since its catalog was taken');
	expect(readable(html)).toContain('table app.later added');
	const told = await shop.diagnostics(spec, ({ diagnostics }) => diagnostics.some(one => one.code === 'catalog-stale'));
	expect(told.diagnostics.find(one => one.code === 'catalog-stale')?.message).toContain('(1 added: table app.later added)');
	expect(html).toContain('data-refresh="cloud"');
	expect((await run(shop, requests.results, {})).panel?.stale).toEqual(['cloud']);
	// It is as its catalog says again.
	const { panel } = await run(shop, requests.reconcile, { mapping: 'customers' });
	expect(panel).not.toHaveProperty('stale');
});

test('rows that will not fit are told at their line, before one is moved', async () => {
	await source.run("insert into erp.cust select 1000 + i, repeat('x', 300) from generate_series(1, 3) i");
	await target.run('alter table app.customers alter column name type varchar(200)');
	try {
		const cloud = renderSnapshot(await postgresEngine.introspect(target.settings));
		const shop = await openShop({ kept: new Map([['/.crosswalk/catalogs/cloud.json', cloud]]) });
		const { html } = await run(shop, requests.validateLive, { mapping: 'customers' });
		expect(readable(html)).toContain('3 of 6 rows are longer than app.customers.name allows: the longest has 300 of 200 characters');
		const { diagnostics } = await shop.diagnostics(spec, one => one.diagnostics.some(({ code }) => code === 'narrowing-length'));
		expect(diagnostics.find(({ code }) => code === 'narrowing-length')).toMatchObject({ severity: 1, range: { start: { line: 11 } } });
	} finally {
		await source.run('delete from erp.cust where no > 1000');
		await target.run('alter table app.customers alter column name type text');
	}
});

test('a mapping that must not be sent says why', async () => {
	const shop = await openShop({ text: text.replace('trim(c.name)', 'pg_terminate_backend(1)::text') });
	const { html } = await run(shop, requests.reconcile, { mapping: 'customers' });
	expect(readable(html)).toContain('! not run');
	expect(readable(html)).toContain('its SQL has problems (unsafe-function)');
});

test('an untrusted folder connects to nothing and says so', async () => {
	const noConnection = async (): Promise<never> => {
		throw new Error('connected');
	};
	const shop = await openShop({ trusted: false, engine: { connect: noConnection, introspect: noConnection, fingerprint: noConnection } });
	for (const request of [requests.reconcile, requests.validateLive]) {
		const { failure, html } = await run(shop, request, { mapping: 'customers' });
		expect(failure).toBe('This folder is not trusted, so nothing is connected to; trust it first (Manage Workspace Trust)');
		expect(html).toContain('This folder is not trusted');
	}
});

test('production asks first and says what will run', async () => {
	const shop = await openShop({ cloud: '  password: "${env:CLOUD}"\n  environment: production\n' });
	const questions: ConfirmParams[] = [];
	let answer = false;
	shop.client.onRequest(clientRequests.confirm, (question: ConfirmParams) => {
		questions.push(question);
		return answer;
	});
	await expect(run(shop, requests.reconcile, { mapping: 'customers' })).rejects.toThrow('Cancelled');
	answer = true;
	expect(readable((await run(shop, requests.reconcile, { mapping: 'customers' })).html)).toContain('✗ different');
	expect(questions[0]).toEqual({
		message: 'Run on "cloud", which is production?',
		detail: 'It compares customers (count, rows). Everything is read in read-only transactions; no statement runs longer than 300 s.',
		agree: 'Run',
	});
});

test('a password that is refused is not tried again, and the next run asks for another', async () => {
	const shop = await openShop({ cloud: '\n' });
	const asked: string[] = [];
	const passwords = ['wrong', target.settings.password];
	shop.client.onRequest(clientRequests.secret, ({ connection, reason }: SecretParams) => {
		asked.push(`${connection} ${reason}`);
		return passwords.shift() ?? null;
	});
	const refused = await run(shop, requests.reconcile, { mapping: 'orders' });
	expect(refused.failure).toContain('"cloud"');
	expect(asked).toEqual(['cloud missing']);
	expect((await run(shop, requests.reconcile, { mapping: 'orders' })).failure).toBeUndefined();
	expect(asked).toEqual(['cloud missing', 'cloud refused']);
});

test('coverage is told without a database', async () => {
	const shop = await openShop({ trusted: false });
	const { html } = await run(shop, requests.coverage, { mapping: 'orders' });
	expect(readable(html)).toContain('✓ 2/2 columns decided');
});

test('a lens tells of the run before the server was started, from its file, and marks what is of another text', async () => {
	await run(await openShop(), requests.reconcile, { mapping: 'customers' });
	const kept = new Map([...files].filter(([file]) => file.startsWith('/.crosswalk/runs/')));
	expect([...kept.keys()][0]).toBe('/.crosswalk/runs/.gitignore');
	expect([...kept.keys()].filter(file => /^\/\.crosswalk\/runs\/shop\/[\dTZ-]+\.jsonl$/.test(file))).toHaveLength(1);
	await editor?.close();

	const again = await openShop({ kept });
	const [customers, orders] = await again.lenses(spec);
	expect(customers).toBe('Coverage 2/2 | Validate | ▶ Reconcile · ✗ 1 missing, 1 changed · just now · cloud');
	expect(orders).toBe('Coverage 2/2 | Validate | ▶ Reconcile');
	await again.change(spec, text.replace('trim(c.name)', 'c.name'));
	expect((await again.lenses(spec))[0]).toContain('stale');
	const { html } = await run(again, requests.reconcile, { mapping: 'customers' });
	expect(readable(html)).toContain('customers, rows ↓ 3 differences, was 2 differences');
});
