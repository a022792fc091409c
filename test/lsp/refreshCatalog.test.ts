/** *Refresh catalog* on real databases: the snapshots are written, and what they say shows at once. */

import { afterEach, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';

import { parseSnapshot } from '../../server/src/core/catalog/snapshot';
import type { Engine } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { type RefreshCatalogResult, requests } from '../../server/src/protocol';
import { type Editor, type EditorOptions, openEditor, uriOf } from '../support/editor';
import { freshDatabase, type TestDatabase } from '../support/postgres';

const spec = '/shop.migration.yaml';
const catalog = '/.crosswalk/catalogs/erp.json';
let database: TestDatabase;
let files: Map<string, string>;
let editor: Editor | undefined;

beforeAll(async () => {
	database = await freshDatabase('create table customers (no bigint primary key, name text not null)');
});
afterEach(() => editor?.close());

async function start(options: EditorOptions = {}): Promise<Editor> {
	files = new Map([
		['/.crosswalk/connections.yaml', 'erp: { url: "${env:ERP_URL}", engine: postgres, schemas: [public] }\n'],
		[
			spec,
			`crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: erp, schemas: [public] }
mappings:
  customers: { source: customers c, target: customers, columns: { no: c.no, name: c.nam } }
`,
		],
	]);
	editor = await openEditor(files, { engine: postgresEngine, variables: { ERP_URL: database.url }, ...options });
	await editor.open(spec);
	return editor;
}

function refresh({ client }: Editor, cancel = new CancellationTokenSource()): Promise<RefreshCatalogResult> {
	return client.sendRequest<RefreshCatalogResult>(requests.refreshCatalog, { uri: uriOf(spec) }, cancel.token);
}

test('the snapshot is written, and the spec is checked against it', async () => {
	const shop = await start();
	const codesWith = (code: string) =>
		shop
			.diagnostics(spec, ({ diagnostics }) => diagnostics.some(one => one.code === code))
			.then(({ diagnostics }) => diagnostics.map(one => one.code));
	expect(await codesWith('catalog-missing')).not.toContain('unknown-column');
	expect(await refresh(shop)).toEqual({ catalogs: [{ connection: 'erp', changed: true }] });
	expect(await codesWith('unknown-column')).not.toContain('catalog-missing');
	expect(files.get(catalog)).toContain('"customers"');
	expect(parseSnapshot(files.get(catalog) ?? '')).toBeDefined();
	const written = files.get(catalog);
	expect(await refresh(shop)).toEqual({ catalogs: [{ connection: 'erp', changed: false }] });
	expect(files.get(catalog)).toBe(written);
});

test('a database that is not there is told in its place, without the password', async () => {
	const shop = await start({ variables: { ERP_URL: 'postgres://reader:S3cr3t@127.0.0.1:1/erp' } });
	const [result] = (await refresh(shop)).catalogs;
	expect(result).toMatchObject({ connection: 'erp', changed: false, failure: expect.stringContaining('nothing listens there') });
	expect(JSON.stringify(result)).not.toContain('S3cr3t');
	expect(files.has(catalog)).toBe(false);
});

test('a cancelled refresh is answered as cancelled and writes nothing', async () => {
	let begun: () => void = () => {};
	const began = new Promise<void>(resolve => {
		begun = resolve;
	});
	const waiting: Engine = {
		...postgresEngine,
		introspect: (settings, signal) => {
			begun();
			return new Promise((resolve, reject) =>
				signal?.addEventListener('abort', () => postgresEngine.introspect(settings, signal).then(resolve, reject)),
			);
		},
	};
	const shop = await start({ engine: waiting });
	const cancel = new CancellationTokenSource();
	const refreshing = refresh(shop, cancel);
	await began;
	cancel.cancel();
	await expect(refreshing).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
	expect(files.has(catalog)).toBe(false);
});

test('in an untrusted workspace nothing is connected to, and no variable is read', async () => {
	const touched: string[] = [];
	const touch = (what: string) => async (): Promise<never> => {
		touched.push(what);
		throw new Error(what);
	};
	const engine: Engine = { connect: touch('connect'), introspect: touch('introspect'), fingerprint: touch('fingerprint') };
	const shop = await start({ engine, trusted: false });
	await refresh(shop).catch(() => undefined);
	const { diagnostics } = await shop.diagnostics(spec, () => true);
	expect(diagnostics.map(one => one.code)).not.toContain('unset-variable');
	expect(touched).toEqual([]);
	expect(files.has(catalog)).toBe(false);
});
