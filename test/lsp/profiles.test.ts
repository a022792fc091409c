/** Profiles in the editor: known once they are on the disk, and no request waits for it. */

import { afterEach, expect, test } from 'vitest';
import { CodeActionRequest, DidChangeWatchedFilesNotification, FileChangeType, HoverRequest } from 'vscode-languageserver/node';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { renderProfile } from '../../server/src/core/profile/profileFile';
import { catalogText } from '../support/catalogText';
import { type Editor, openEditor, uriOf } from '../support/editor';
import { tableProfile } from '../support/profiles';

const spec = '/shop.migration.yaml';
const file = '/.crosswalk/profiles/erp/public.customers.json';

let editor: Editor | undefined;
afterEach(() => editor?.close());

const profile = (rows: number) => renderProfile(tableProfile('public.customers', rows, [{ name: 'no', type: 'bigint' }]));

async function hoverText(on: Editor): Promise<string> {
	const found = await on.client.sendRequest(HoverRequest.type, {
		textDocument: { uri: uriOf(spec) },
		position: { line: 8, character: 12 },
	});
	return JSON.stringify(found?.contents);
}

test('suggestions are told as refactorings, of the column at the cursor', async () => {
	const files = new Map([
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: a, database: a }\ncloud: { engine: postgres, host: b, database: b }\n',
		],
		['/.crosswalk/catalogs/erp.json', renderSnapshot(catalogText('customers(no bigint pk, name text)'))],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(catalogText('clients(no bigint pk, name text not null)'))],
		[
			spec,
			'crosswalk: 1\nname: shop\nsource: { connection: erp, schemas: [public] }\ntarget: { connection: cloud, schemas: [public] }\nmappings:\n  clients:\n    source: customers c\n    target: clients\n    columns:\n      no: c.no\n      name: c.name\n',
		],
		[file, renderProfile(tableProfile('public.customers', 100, [{ name: 'name', type: 'text' }]))],
	]);
	editor = await openEditor(files, {
		textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } } } },
	});
	await editor.open(spec);
	await editor.diagnostics(spec, () => true);
	const position = { line: 10, character: 8 };
	const actions = await editor.client.sendRequest(CodeActionRequest.type, {
		textDocument: { uri: uriOf(spec) },
		range: { start: position, end: position },
		context: { diagnostics: [], only: ['refactor'] },
	});
	expect(actions?.map(({ title }) => title)).toEqual([
		'Require that "name" is filled (0 of 100 rows are null, and "name" of the target refuses NULL)',
	]);
});

test('a profile is told once it is read, another once it changed', async () => {
	const files = new Map([
		['/.crosswalk/connections.yaml', 'erp: { engine: postgres, host: a, database: a }\n'],
		['/.crosswalk/catalogs/erp.json', renderSnapshot(catalogText('customers(no bigint pk)'))],
		[
			spec,
			'crosswalk: 1\nname: shop\nsource: { connection: erp, schemas: [public] }\ntarget: { connection: cloud }\nmappings:\n  clients:\n    source: customers c\n    columns:\n      no: c.no\n',
		],
		[file, profile(12_345)],
	]);
	editor = await openEditor(files);
	await editor.open(spec);
	await editor.diagnostics(spec, () => true);
	expect(await hoverText(editor)).toContain('12,345 rows');

	files.set(file, profile(23_456));
	const on = editor;
	await on.client.sendNotification(DidChangeWatchedFilesNotification.type, {
		changes: [{ uri: uriOf(file), type: FileChangeType.Changed }],
	});
	// Until it is read anew, what was known is told.
	await on.change(spec, `${files.get(spec)}# a comment\n`);
	await expect.poll(() => hoverText(on), { timeout: 5000 }).toContain('23,456 rows');
});
