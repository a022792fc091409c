/** What the views of connections and catalogs are told, and what is asked of a server for them. */

import { afterEach, expect, test } from 'vitest';

import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import {
	type CatalogColumn,
	type CatalogTable,
	type ConnectionsResult,
	clientRequests,
	type DraftResult,
	requests,
	type TestResult,
} from '../../server/src/protocol';
import { catalogText } from '../support/catalogText';
import { type Editor, openEditor, uriOf } from '../support/editor';
import { freshDatabase } from '../support/postgres';

const spec = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
ignore: { source: { "public.tmp": Scratch, "public.customers.fax": Nobody faxes } }
mappings:
  clients:
    source: customers c
    target: clients
    columns:
      no: c.no
      name: c.name
`;
const file = '/p/shop.migration.yaml';
const connectionsFile = '/p/.crosswalk/connections.yaml';
let editor: Editor;

function files(erp: string, extra: Readonly<Record<string, string>> = {}): Map<string, string> {
	return new Map([
		[file, spec],
		[
			connectionsFile,
			'erp: { engine: postgres, host: h, port: 1, user: u, database: d, environment: production }\ncloud: { engine: postgres, url: "${env:CLOUD}" }\n',
		],
		['/p/.crosswalk/catalogs/erp.json', renderSnapshot(catalogText(erp))],
		['/p/.crosswalk/catalogs/cloud.json', renderSnapshot(catalogText('clients(no int pk, name text, id bigint identity always)'))],
		...Object.entries(extra),
	]);
}

const erp = 'customers(no int pk, name text, fax text, old text)\ntmp(x int)\nother(y int)';
const of = { uri: uriOf(connectionsFile), connection: 'erp' };

afterEach(() => editor.close());

test('every connection is told with its catalog, and nothing secret', async () => {
	editor = await openEditor(files(erp), { variables: { CLOUD: 'postgres://u:secret@h/d' } });
	const result = await editor.client.sendRequest<ConnectionsResult>(requests.connections, {});
	expect(result.projects).toMatchObject([
		{
			uri: uriOf(connectionsFile),
			connections: [
				{ name: 'erp', address: 'u@h:1/d', environment: 'production', line: 0, state: 'ready', tables: 3, version: 180000 },
				{ name: 'cloud', line: 1, state: 'ready', tables: 1 },
			],
		},
	]);
	expect(JSON.stringify(result)).not.toContain('secret');
});

test('tables and columns tell what the specs do with them, and where', async () => {
	editor = await openEditor(files(erp));
	const tables = await editor.client.sendRequest<CatalogTable[]>(requests.catalogTables, of);
	const inSpec = (line: number) => [{ mapping: 'clients', uri: uriOf(file), line }];
	expect(tables.map(({ name, state, reason, mapped }) => ({ name, state, reason, mapped }))).toEqual([
		{ name: 'customers', state: 'mapped', mapped: inSpec(6) },
		{ name: 'other', state: 'unmapped', mapped: [] },
		{ name: 'tmp', state: 'ignored', reason: 'Scratch', mapped: [] },
	]);
	const source = await editor.client.sendRequest<CatalogColumn[]>(requests.catalogColumns, { ...of, schema: 'public', table: 'customers' });
	expect(source.map(({ name, state, isKey, mapped }) => ({ name, state, isKey, line: mapped[0]?.line }))).toEqual([
		{ name: 'no', state: 'mapped', isKey: true, line: 10 },
		{ name: 'name', state: 'mapped', isKey: false, line: 11 },
		{ name: 'fax', state: 'ignored', isKey: false },
		{ name: 'old', state: 'unmapped', isKey: false },
	]);
	const target = { uri: of.uri, connection: 'cloud', schema: 'public', table: 'clients' };
	const columns = await editor.client.sendRequest<CatalogColumn[]>(requests.catalogColumns, target);
	expect(columns.map(({ name, state, mapped }) => ({ name, state, line: mapped[0]?.line }))).toEqual([
		{ name: 'no', state: 'mapped', line: 10 },
		{ name: 'name', state: 'mapped', line: 11 },
		{ name: 'id', state: 'generated' },
	]);
});

test('a draft of two catalogs; without one, its name', async () => {
	const known = files('clients(no int pk, name text)');
	editor = await openEditor(known);
	const params = { uri: of.uri, source: 'erp', target: 'cloud' };
	const made = await editor.client.sendRequest<DraftResult>(requests.draft, params);
	expect(made.text).toContain('public.clients: public.clients');
	await editor.close();
	known.delete('/p/.crosswalk/catalogs/cloud.json');
	editor = await openEditor(known);
	expect(await editor.client.sendRequest<DraftResult>(requests.draft, params)).toEqual({ missing: ['cloud'] });
});

test('a schema is shown as SQL: as committed, and as it is', async () => {
	const database = await freshDatabase('create table customers (no int primary key, name text, added text)');
	editor = await openEditor(
		files('customers(no int pk, name text)', { [connectionsFile]: 'erp: { engine: postgres, url: "${env:ERP}" }\n' }),
		{ engine: postgresEngine, variables: { ERP: database.url } },
	);
	const ask = (params: object) => editor.client.sendRequest<string>(requests.ddl, { ...of, ...params });
	const table = { schema: 'public', name: 'customers' };
	expect(await ask({ table })).not.toContain('added');
	expect(await ask({ table, isLive: true })).toContain('\tadded text,\n');
	expect(await ask({ table: { schema: 'public', name: 'gone' } })).toBe('-- There is no table public.gone.\n');
	const tested = await editor.client.sendRequest<TestResult>(requests.testConnection, of);
	expect(tested).toEqual({ isSame: false });
	const { projects } = await editor.client.sendRequest<ConnectionsResult>(requests.connections, {});
	expect(projects[0]?.connections[0]).toMatchObject({ name: 'erp', hasDrift: true });
	expect(await editor.client.sendRequest(requests.refreshCatalog, { uri: of.uri, connection: 'erp' })).toEqual({
		catalogs: [{ connection: 'erp', changed: true }],
	});
	expect(await ask({ table })).toContain('\tadded text,\n');
});

test('a refused password is asked for again, once, and nothing is tried in an untrusted folder', async () => {
	const database = await freshDatabase();
	const { host, port, name } = { ...database.settings, name: database.name };
	await database.run(`do $$ begin create role closed login password 'right'; exception when duplicate_object then null; end $$`);
	const entry = `erp: { engine: postgres, host: ${host}, port: ${port}, user: closed, database: ${name} }\n`;
	editor = await openEditor(files(erp, { [connectionsFile]: entry }), { engine: postgresEngine });
	const reasons: string[] = [];
	editor.client.onRequest(clientRequests.secret, ({ reason }: { reason: string }) => {
		reasons.push(reason);
		return reason === 'missing' ? 'wrong' : 'right';
	});
	const ask = () => editor.client.sendRequest<TestResult>(requests.testConnection, of);
	expect((await ask()).failure).toMatch(/password/);
	expect(await ask()).toEqual({ isSame: false });
	expect(reasons).toEqual(['missing', 'refused']);
	await editor.close();
	editor = await openEditor(files(erp, { [connectionsFile]: entry }), { engine: postgresEngine, trusted: false });
	expect((await ask()).failure).toMatch(/^This folder is not trusted/);
});

test.each([
	[{ enabled: false }, []],
	[{ coverage: false, validate: false }, ['▶ Reconcile']],
	[{ reconcile: false }, ['Coverage 3/3 | Validate']],
])('lenses are switched off one by one: %j', async (codeLens, expected) => {
	editor = await openEditor(files(erp), { settings: { codeLens } });
	await editor.open(file);
	await editor.diagnostics(file, () => true);
	expect(await editor.lenses(file)).toEqual(expected);
});
