/** Outline, definition, references, highlights and rename as an editor gets them, of files that are open and of files that are not. */

import { afterEach, expect, test } from 'vitest';
import {
	DefinitionRequest,
	DocumentHighlightRequest,
	type DocumentSymbol,
	DocumentSymbolRequest,
	PrepareRenameRequest,
	ReferencesRequest,
	RenameRequest,
	WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';

import { type Editor, openEditor, uriOf } from '../support/editor';

const shop = '/shop.migration.yaml';
const other = '/other.migration.yaml';
const fragment = '/orders.mapping.yaml';
const head = (name: string) => `crosswalk: 1
name: ${name}
source: { connection: erp }
target: { connection: cloud }
include: [orders.mapping.yaml]
`;
const files = () =>
	new Map([
		['/.crosswalk/connections.yaml', 'erp: { engine: postgres, host: a }\ncloud: { engine: postgres, host: b }\n'],
		[shop, `${head('shop')}strategy:\n  phases:\n    one: { mappings: [orders] }\n`],
		[other, `${head('other')}scope:\n  data: { orders: personal }\n`],
		[fragment, 'mappings:\n  orders:\n    source: o\n    target: t\n    columns:\n      no: o.no\n'],
	]);

let editor: Editor | undefined;
afterEach(() => editor?.close());

async function start(open: readonly string[], documentChanges = true): Promise<Editor> {
	editor = await openEditor(files(), { workspace: { workspaceEdit: { documentChanges } } });
	for (const file of open) await editor.open(file);
	return editor;
}

const at = (file: string, line: number, character: number) => ({ textDocument: { uri: uriOf(file) }, position: { line, character } });
const inPhase = at(shop, 7, 23);
const range = (line: number, start: number, end: number) => ({ start: { line, character: start }, end: { line, character: end } });

test('the outline is of the text as it stands', async () => {
	const { client, change } = await start([fragment]);
	const names = async () => {
		const symbols = (await client.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: uriOf(fragment) } })) as DocumentSymbol[];
		return symbols.flatMap(top => top.children?.map(one => `${one.name}: ${one.children?.map(column => column.name)}`));
	};
	expect(await names()).toEqual(['orders: no']);
	await change(fragment, 'mappings:\n  orders:\n    columns: { no: o.no, x: [\n  new:\n');
	expect(await names()).toEqual(['orders: no,x', 'new: ']);
});

test('a name leads to another file, and is found in it', async () => {
	const { client } = await start([shop]);
	const definition = { uri: uriOf(fragment), range: range(1, 2, 8) };
	expect(await client.sendRequest(DefinitionRequest.type, inPhase)).toEqual([definition]);
	expect(await client.sendRequest(DefinitionRequest.type, at(shop, 2, 25))).toEqual([
		{ uri: uriOf('/.crosswalk/connections.yaml'), range: range(0, 0, 3) },
	]);
	expect(await client.sendRequest(DefinitionRequest.type, at(shop, 4, 14))).toEqual([{ uri: uriOf(fragment), range: range(0, 0, 0) }]);
	const uses = [
		{ uri: uriOf(shop), range: range(7, 22, 28) },
		{ uri: uriOf(other), range: range(6, 10, 16) },
	];
	const ask = (includeDeclaration: boolean) => client.sendRequest(ReferencesRequest.type, { ...inPhase, context: { includeDeclaration } });
	expect(await ask(false)).toEqual(uses);
	expect(await ask(true)).toEqual([uses[0], definition, uses[1]]);
	expect(await client.sendRequest(DocumentHighlightRequest.type, inPhase)).toEqual([{ range: range(7, 22, 28), kind: 2 }]);
});

test('a connection leads from its file to the specs that name it', async () => {
	const { client } = await start([shop, '/.crosswalk/connections.yaml']);
	const asked = { ...at('/.crosswalk/connections.yaml', 1, 2), context: { includeDeclaration: false } };
	expect(await client.sendRequest(ReferencesRequest.type, asked)).toEqual([{ uri: uriOf(shop), range: range(3, 22, 27) }]);
});

test('a rename goes through all specs that share the mapping, with the versions of what is open', async () => {
	const { client } = await start([shop]);
	expect(await client.sendRequest(PrepareRenameRequest.type, inPhase)).toEqual({ range: range(7, 22, 28), placeholder: 'orders' });
	expect(await client.sendRequest(RenameRequest.type, { ...inPhase, newName: 'a: b' })).toEqual({
		documentChanges: [
			{ textDocument: { uri: uriOf(shop), version: 1 }, edits: [{ range: range(7, 22, 28), newText: "'a: b'" }] },
			{ textDocument: { uri: uriOf(fragment), version: null }, edits: [{ range: range(1, 2, 8), newText: "'a: b'" }] },
			{ textDocument: { uri: uriOf(other), version: null }, edits: [{ range: range(6, 10, 16), newText: "'a: b'" }] },
		],
	});
});

test('an editor without versions gets plain changes, and a refusal says why', async () => {
	const { client } = await start([fragment], false);
	const place = at(fragment, 1, 3);
	const edit = await client.sendRequest(RenameRequest.type, { ...place, newName: 'sales' });
	expect(Object.keys(edit?.changes ?? {}).sort()).toEqual([uriOf(fragment), uriOf(other), uriOf(shop)]);
	await expect(client.sendRequest(RenameRequest.type, { ...place, newName: 'all' })).rejects.toThrow('as "all" means every one of them');
	await expect(client.sendRequest(PrepareRenameRequest.type, at(fragment, 5, 7))).rejects.toThrow('what a database names');
});

test('mappings of open specs are found by their letters', async () => {
	const { client } = await start([shop]);
	const found = await client.sendRequest(WorkspaceSymbolRequest.type, { query: 'ORS' });
	expect(found).toEqual([{ name: 'orders', kind: 5, containerName: 'shop', location: { uri: uriOf(fragment), range: range(1, 2, 8) } }]);
	expect(await client.sendRequest(WorkspaceSymbolRequest.type, { query: 'so' })).toEqual([]);
});
