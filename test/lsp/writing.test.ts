/** Completion, hover and quick fixes as an editor gets them, of the text as it stands. */

import { afterEach, expect, test } from 'vitest';
import {
	CancellationTokenSource,
	CodeActionRequest,
	type CompletionList,
	CompletionRequest,
	HoverRequest,
	LSPErrorCodes,
} from 'vscode-languageserver/node';

import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { catalogText } from '../support/catalogText';
import { type Editor, openEditor, uriOf } from '../support/editor';

const settings = '/.crosswalk/settings.yaml';
const spec = '/shop.migration.yaml';
const fragment = '/orders.mapping.yaml';
const text = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
include: [orders.mapping.yaml]
mappings:
  clients:
    source: customers c
    target: clients
    columns:
      no: c.no
      name: c.nam
`;

let editor: Editor | undefined;
afterEach(() => editor?.close());

async function start(): Promise<Editor> {
	const files = new Map([
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: a, database: a }\ncloud: { engine: postgres, host: b, database: b }\n',
		],
		['/.crosswalk/catalogs/erp.json', renderSnapshot(catalogText('customers(no bigint pk, name text not null)\norders(no bigint pk)'))],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(catalogText('clients(no bigint pk, name text not null)\ninvoices(no bigint pk)'))],
		[settings, 'rules:\n  unknown-colum: off\n  unused-view: hint\n'],
		[spec, text],
		[fragment, 'mappings:\n  orders:\n    source: orders o\n    target: invoices\n    columns: { no: o. }\n'],
	]);
	editor = await openEditor(files, {
		textDocument: {
			completion: { completionItem: { snippetSupport: true } },
			codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
		},
	});
	await editor.open(spec);
	await editor.open(fragment);
	return editor;
}

const at = (file: string, line: number, character: number) => ({ textDocument: { uri: uriOf(file) }, position: { line, character } });

async function labels({ client }: Editor, file: string, line: number, character: number): Promise<readonly string[]> {
	const list = (await client.sendRequest(CompletionRequest.type, at(file, line, character))) as CompletionList;
	return list.items.map(item => item.label);
}

test('completion follows what is typed, in specs and in their fragments', async () => {
	const shop = await start();
	expect(await labels(shop, spec, 11, 14)).toEqual(['no', 'name']);
	expect(await labels(shop, fragment, 4, 21)).toEqual(['no']);
	await shop.change(spec, text.replace('c.nam', 'c.nam\n    de'));
	expect(await labels(shop, spec, 12, 6)).toContain('deletes');
	expect(await labels(shop, '/nowhere.migration.yaml', 0, 0).catch(() => 'nothing')).toBe('nothing');
});

test('hover tells what a word is', async () => {
	const { client } = await start();
	const told = await client.sendRequest(HoverRequest.type, at(spec, 10, 12));
	expect(told).toMatchObject({
		contents: { kind: 'markdown', value: expect.stringContaining('public.customers.no bigint not null') },
		range: { start: { line: 10, character: 12 }, end: { line: 10, character: 14 } },
	});
});

test('a quick fix names the diagnostic that it mends', async () => {
	const shop = await start();
	const { diagnostics } = await shop.diagnostics(spec, params => params.diagnostics.length > 0);
	const [first] = diagnostics;
	if (!first) throw new Error('There is no diagnostic');
	const actions = await shop.client.sendRequest(CodeActionRequest.type, {
		textDocument: { uri: uriOf(spec) },
		range: first.range,
		context: { diagnostics },
	});
	expect(actions?.[0]).toMatchObject({
		title: 'Change to "name"',
		kind: 'quickfix',
		isPreferred: true,
		diagnostics: [{ code: 'unknown-column' }],
		edit: { changes: { [uriOf(spec)]: [{ range: first.range, newText: 'name' }] } },
	});
});

test('mends that leave no choice come as one action, to those who ask for it', async () => {
	const shop = await start();
	await shop.change(fragment, 'mappings:\n  orders:\n    source: orders o\n    traget: invoices\n');
	await shop.diagnostics(fragment, params => params.diagnostics.some(one => one.code === 'unknown-key'));
	const ask = (only: readonly string[] | undefined) =>
		shop.client.sendRequest(CodeActionRequest.type, {
			textDocument: { uri: uriOf(fragment) },
			range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
			context: { diagnostics: [], only: only && [...only] },
		});
	const edit = {
		changes: {
			[uriOf(fragment)]: [{ range: { start: { line: 3, character: 4 }, end: { line: 3, character: 10 } }, newText: 'target' }],
		},
	};
	expect(await ask(['source.fixAll'])).toMatchObject([{ kind: 'source.fixAll.crosswalk', edit }]);
	expect([await ask(undefined), await ask(['refactor']), await ask(['source.organizeImports'])]).toEqual([[], [], []]);
});

test('the files beside the specs are completed and mended, too', async () => {
	const shop = await start();
	await shop.open(settings);
	expect(await labels(shop, settings, 2, 16)).toEqual(['error', 'warning', 'information', 'hint', 'off']);
	const { diagnostics } = await shop.diagnostics(settings, params => params.diagnostics.length > 0);
	const [first] = diagnostics;
	if (!first) throw new Error('There is no diagnostic');
	const asked = { textDocument: { uri: uriOf(settings) }, range: first.range, context: { diagnostics } };
	const edit = { changes: { [uriOf(settings)]: [{ range: first.range, newText: 'unknown-column' }] } };
	expect(await shop.client.sendRequest(CodeActionRequest.type, asked)).toContainEqual(
		expect.objectContaining({ title: 'Change to "unknown-column"', edit }),
	);
});

test('a request that is cancelled is answered as cancelled', async () => {
	const { client } = await start();
	for (const type of [CompletionRequest.method, HoverRequest.method]) {
		const cancel = new CancellationTokenSource();
		const answer = client.sendRequest(type, at(spec, 11, 14), cancel.token);
		cancel.cancel();
		await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
	}
});
