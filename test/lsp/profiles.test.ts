/** Profiles in the editor: known once they are on the disk, and no request waits for it. */

import { afterEach, expect, test } from 'vitest';
import {
	CodeActionRequest,
	CompletionRequest,
	DidChangeWatchedFilesNotification,
	FileChangeType,
	HoverRequest,
} from 'vscode-languageserver/node';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { renderProfile } from '../../server/src/core/profile/profileFile';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import {
	type ConfirmParams,
	clientRequests,
	notifications,
	type ProfileParams,
	type RunProgress,
	type RunResult,
	requests,
} from '../../server/src/protocol';
import { catalogText } from '../support/catalogText';
import { type Editor, openEditor, uriOf } from '../support/editor';
import { freshDatabase } from '../support/postgres';
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
	await expect.poll(() => hoverText(on), { timeout: 60_000 }).toContain('23,456 rows');
});

test('a profile is read from the editor, once the user has agreed, and known at once', async () => {
	const { settings } = await freshDatabase(`create table customers (no bigint primary key, state text);
		insert into customers select n, case when n % 3 = 0 then '<b>' else 'A' end from generate_series(1, 30) n; analyze customers;`);
	const files = new Map([
		[
			'/.crosswalk/connections.yaml',
			`erp: { engine: postgres, host: 127.0.0.1, port: ${settings.port}, database: "${settings.database}", user: postgres, password: "\${env:ERP}", environment: production }\n`,
		],
		['/.crosswalk/catalogs/erp.json', renderSnapshot(await postgresEngine.introspect(settings))],
		[
			spec,
			'crosswalk: 1\nname: shop\nsource: { connection: erp, schemas: [public] }\ntarget: { connection: cloud }\nmappings:\n  clients:\n    source: customers c\n    columns:\n      no: c.no\n      state: { source: c.state, map: {  } }\n',
		],
	]);
	editor = await openEditor(files, { engine: postgresEngine, variables: { ERP: settings.password ?? '' } });
	const { client } = editor;
	await editor.open(spec);
	const progress: RunProgress[] = [];
	client.onNotification(notifications.progress, (one: RunProgress) => void progress.push(one));
	let question: ConfirmParams | undefined;
	let answer = false;
	client.onRequest(clientRequests.confirm, (params: ConfirmParams) => {
		question = params;
		return answer;
	});
	const params: ProfileParams = { uri: uriOf(spec), run: 'r1', withValues: true };
	await expect(client.sendRequest<RunResult>(requests.profile, params)).rejects.toThrow('Cancelled');
	expect(question?.message).toBe('Run on "erp", which is production?');
	expect(question?.detail).toMatch(
		/^About 30 rows \(\d+ kB\) in 1 table of "erp" will be read\. Everything is read in read-only transactions;/,
	);
	expect([...files.keys()].filter(name => name.includes('/profiles/'))).toEqual([]);

	answer = true;
	const { html, failure } = await client.sendRequest<RunResult>(requests.profile, params);
	expect(failure).toBeUndefined();
	expect(html).toContain('<code>&#39;&lt;b&gt;&#39;</code> 10');
	expect(html).not.toMatch(/style|<b>[^a-z]/);
	expect(progress.map(({ text }) => text)).toContain('1 of 1: public.customers, 2 columns');
	expect([...files.keys()].filter(name => name.includes('/profiles/')).sort()).toEqual(['/.crosswalk/profiles/.gitignore', file]);
	expect(await hoverText(editor)).toContain('30 rows');
	const offered = await client.sendRequest(CompletionRequest.type, {
		textDocument: { uri: uriOf(spec) },
		position: { line: 9, character: 38 },
	});
	const items = Array.isArray(offered) ? offered : (offered?.items ?? []);
	expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['A', '<b>']));
});

test('without a catalog the page says what is missing', async () => {
	const files = new Map([
		['/.crosswalk/connections.yaml', 'erp: { engine: postgres, host: a, database: a }\n'],
		[spec, 'crosswalk: 1\nname: shop\nsource: { connection: erp }\ntarget: { connection: cloud }\n'],
	]);
	editor = await openEditor(files);
	await editor.open(spec);
	const { failure } = await editor.client.sendRequest<RunResult>(requests.profile, { uri: uriOf(spec) });
	expect(failure).toBe('There is no catalog of "erp", so its columns are not known; run "Crosswalk: Refresh catalog"');
});
