/** Diagnostics as an editor gets them: of the text as it stands, in the file that they are about, with its version. */

import { afterEach, expect, test } from 'vitest';
import {
	DidChangeWatchedFilesNotification,
	FileChangeType,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { catalogText } from '../support/catalogText';
import { type Editor, type EditorOptions, openEditor, uriOf } from '../support/editor';

const spec = '/shop.migration.yaml';
const fragment = '/mappings/orders.mapping.yaml';
const connections = '/.crosswalk/connections.yaml';
const text = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
include: [mappings/*.mapping.yaml]
mappings:
  clients:
    source: customers c
    target: clients
    columns:
      no: c.no
      name: c.name
`;
const orders = `mappings:
  orders:
    source: orders o
    target: invoices
    columns: { no: o.no, total: o.totl }
`;

let editor: Editor | undefined;
let files: Map<string, string>;
afterEach(() => editor?.close());

async function start(more: Readonly<Record<string, string>> = {}, options: EditorOptions = {}): Promise<Editor> {
	files = new Map(
		Object.entries({
			[connections]: 'erp: { engine: postgres, host: erp, database: erp }\ncloud: { engine: postgres, host: cloud, database: cloud }\n',
			'/.crosswalk/catalogs/erp.json': renderSnapshot(
				catalogText('customers(no bigint pk, name text not null)\norders(no bigint pk, total numeric not null)'),
			),
			'/.crosswalk/catalogs/cloud.json': renderSnapshot(
				catalogText('clients(no bigint pk, name text not null)\ninvoices(no bigint pk, total numeric not null)'),
			),
			[spec]: text,
			[fragment]: orders.replace('totl', 'total'),
			...more,
		}),
	);
	editor = await openEditor(files, options);
	return editor;
}

/** `LINE code`, lines from 1. */
function codes({ diagnostics }: PublishDiagnosticsParams): readonly string[] {
	return diagnostics.map(({ range, code }) => `${range.start.line + 1} ${code}`);
}

const any = () => true;
const version = (wanted: number) => (params: PublishDiagnosticsParams) => params.version === wanted;
const holds = (code: string) => (params: PublishDiagnosticsParams) => codes(params).some(one => one.endsWith(code));

test('a clean spec is told to be clean, and every answer has the version of its text', async () => {
	const shop = await start();
	await shop.open(spec);
	expect(await shop.diagnostics(spec, any)).toEqual({ uri: uriOf(spec), version: 1, diagnostics: [] });
	await shop.change(spec, text.replace('c.name', 'c.nam'));
	const [problem] = (await shop.diagnostics(spec, version(2))).diagnostics;
	expect(problem).toMatchObject({
		code: 'unknown-column',
		severity: 1,
		source: 'crosswalk',
		range: { start: { line: 11, character: 14 }, end: { line: 11, character: 17 } },
	});
	await shop.change(spec, text);
	expect(codes(await shop.diagnostics(spec, version(3)))).toEqual([]);
});

test('of fast changes the last one is told', async () => {
	const shop = await start();
	await shop.open(spec);
	for (let length = 1; length <= text.length; length += 20) await shop.change(spec, text.slice(0, length));
	await shop.change(spec, text.replace('c.name', 'c.nam'));
	expect(codes(await shop.diagnostics(spec, holds('unknown-column')))).toEqual(['12 unknown-column']);
});

test('a fault of YAML is one problem and hides no other mapping', async () => {
	const shop = await start();
	await shop.open(spec);
	await shop.change(spec, text.replace('source: customers c', 'source: "customers c').replace('c.name', 'c.nam'));
	expect(codes(await shop.diagnostics(spec, version(2)))).toEqual(expect.arrayContaining(['8 yaml-syntax']));
	expect(codes(await shop.diagnostics(spec, version(2))).length).toBeLessThanOrEqual(2);
});

test('what is wrong in a fragment stands in the fragment, also while only the spec is open', async () => {
	const shop = await start({ [fragment]: orders });
	await shop.open(spec);
	expect(codes(await shop.diagnostics(fragment, holds('unknown-column')))).toEqual(['5 unknown-column']);
	expect(codes(await shop.diagnostics(spec, any))).toEqual([]);
	await shop.open(fragment);
	await shop.change(fragment, orders.replace('totl', 'total'));
	expect(codes(await shop.diagnostics(fragment, version(3)))).toEqual([]);
});

test('a fragment of two specs has the problems of both', async () => {
	const other = text.replace('name: shop', 'name: other').replace('connection: erp', 'connection: old');
	const shop = await start({
		'/other.migration.yaml': other,
		[connections]:
			'erp: { engine: postgres, host: e, database: e }\nold: { engine: postgres, host: o, database: o }\ncloud: { engine: postgres, host: c, database: c }\n',
		'/.crosswalk/catalogs/old.json': renderSnapshot(catalogText('customers(no bigint pk, name text not null)\nhistory(no bigint pk)')),
		[fragment]: orders,
	});
	await shop.open(fragment);
	const found = codes(await shop.diagnostics(fragment, holds('unknown-table')));
	expect([...found].sort()).toEqual(['3 unknown-table', '5 unknown-column']);
});

test('a connection that is missing is known as soon as its file says so', async () => {
	const shop = await start({ [connections]: 'erp: { engine: postgres, host: erp, database: erp }\n' });
	await shop.open(spec);
	expect(codes(await shop.diagnostics(spec, holds('unknown-connection')))).toEqual(['4 unknown-connection']);
	files.set(connections, `${files.get(connections)}cloud: { engine: postgres, host: cloud, database: cloud }\n`);
	await shop.client.sendNotification(DidChangeWatchedFilesNotification.type, {
		changes: [{ uri: uriOf(connections), type: FileChangeType.Changed }],
	});
	expect(codes(await shop.diagnostics(spec, ({ diagnostics }) => diagnostics.length === 0))).toEqual([]);
});

test('a password in connections.yaml is a problem of that file', async () => {
	const shop = await start({
		[connections]: 'erp: { engine: postgres, host: erp, database: erp, password: hunter2 }\ncloud: { engine: postgres }\n',
	});
	await shop.open(spec);
	const { diagnostics } = await shop.diagnostics(connections, holds('plaintext-password'));
	expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

test.each([[null], [{}], [{ rules: null }], [{ rules: { 'no-such-code': 'error' } }]])('settings may be %j', async settings => {
	const shop = await start({}, { settings });
	await shop.open(spec);
	await shop.change(spec, text.replace('c.name', 'c.nam'));
	expect(codes(await shop.diagnostics(spec, version(2)))).toEqual(['12 unknown-column']);
});

test('the settings change severities and switch rules off', async () => {
	const shop = await start({}, { settings: { rules: { 'unknown-column': 'hint', 'unknown-key': 'off' } } });
	await shop.open(spec);
	await shop.change(spec, text.replace('c.name', 'c.nam').replace('name: shop', 'name: shop\nnaem: shop'));
	const { diagnostics } = await shop.diagnostics(spec, version(2));
	expect(diagnostics.map(({ code, severity }) => ({ code, severity }))).toEqual([{ code: 'unknown-column', severity: 4 }]);
});

/** What is published of the spec when it is opened, until it holds `code`. */
async function openingOf(opened: string, code: string): Promise<readonly (readonly string[])[]> {
	const shop = await start({ [spec]: opened });
	const published: (readonly string[])[] = [];
	const told = new Promise<void>(resolve =>
		shop.client.onNotification(PublishDiagnosticsNotification.type, params => {
			if (params.uri !== uriOf(spec)) return;
			published.push(codes(params));
			if (holds(code)(params)) resolve();
		}),
	);
	await shop.open(spec);
	await told;
	return published;
}

/** Two faults of the text, one of the SQL, and one of the SQL that hides what it does to the text. */
const faulty = text
	.replace('name: shop', 'nam: shop')
	.replace('no: c.no', 'no: c.nu\n      id: { source: coalesce(c.no, 1) }\n      no: c.no');
const length = `${'# to be read, too\n'.repeat(6000)}`;

test('of a large spec, what its text tells is told first, and stays', async () => {
	const [first, second, ...more] = await openingOf(faulty + length, 'unknown-column');
	expect(first?.map(one => one.split(' ')[1])).toEqual(['duplicate-key', 'unknown-key', 'missing-required-key']);
	expect(second).toEqual(expect.arrayContaining([...(first ?? [])]));
	expect(second?.some(one => one.endsWith('sql-cut-by-yaml'))).toBe(true);
	expect(more).toEqual([]);
});

test('a small spec is told of once', async () => expect(await openingOf(faulty, 'unknown-column')).toHaveLength(1));

test('a code leads to its page where the editor has the pages and can open them', async () => {
	const rulePages = 'file:///extension/docs/rules';
	const hrefs = async (options: EditorOptions) => {
		const opened = await start({ [fragment]: orders }, options);
		await opened.open(spec);
		const { diagnostics } = await opened.diagnostics(fragment, shown => shown.diagnostics.length > 0);
		return diagnostics.map(({ code, codeDescription }) => [code, codeDescription?.href]);
	};
	const textDocument = { publishDiagnostics: { codeDescriptionSupport: true } };
	expect(await hrefs({ rulePages, textDocument })).toContainEqual(['unknown-column', `${rulePages}/unknown-column.md`]);
	await editor?.close();
	expect(await hrefs({ rulePages })).toContainEqual(['unknown-column', undefined]);
	await editor?.close();
	expect(await hrefs({ textDocument })).toContainEqual(['unknown-column', undefined]);
});
