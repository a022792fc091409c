/** The views of connections and catalogs: a connection is added with its password, its schema is read, compared, opened, and mapped. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { folderWith, runCliIn } from '../support/cliOnDisk';
import { makeShop, type Shop } from './shop';
import { startWorkbench, type Workbench } from './workbench';

let shop: Shop;
let workbench: Workbench;
beforeAll(async () => {
	shop = await makeShop();
	// Without the source, which is what the user adds.
	workbench = await startWorkbench({ env: { CLOUD_URL: shop.env.CLOUD_URL ?? '' }, isTrusted: true });
});

test('a connection is added and tested, its password is in no file, and its schema becomes a tree, SQL, a diff and a spec', async () => {
	const { host = '', port, database = '', user = '', password = '' } = shop.erp.settings;
	const folder = folderWith({ '.crosswalk/connections.yaml': 'cloud: { engine: postgres, url: "${env:CLOUD_URL}", schemas: [app] }\n' });
	await runCliIn(folder, ['introspect', '--all'], { env: shop.env });
	const window = await workbench.open(folder);
	await window.activity('Crosswalk');
	await window.item('cloud').waitFor();
	await window.run('Crosswalk: Add connection');
	const answers = { name: 'erp', host, port: `${port}`, database, user, environment: 'test', 'encryption (ssl)': 'prefer' };
	for (const [question, answer] of Object.entries(answers)) await window.answer(`Add connection: ${question}`, answer);
	await window.answer('Add connection: password of "erp"', password);
	const toast = window.notification('"erp" can be read. It has no catalog yet.');
	await toast.getByRole('button', { name: 'Refresh Catalog' }).click();
	await window.item(/erptest · 2 tables/).waitFor();
	expect(filesWith(password, folder, workbench.data)).toEqual([]);

	await window.item('erp', 'Catalog').click();
	await window.item('erp.customer').click();
	await window.item('city').waitFor();
	await workbench.picture(window, 'views');
	await window.item('erp.customer').hover();
	await window.item('erp.customer').getByRole('button', { name: 'Open schema as SQL' }).click();
	await window.line('CREATE TABLE').first().waitFor();

	await shop.erp.run('alter table erp.customer add column vat_number text');
	await window.run('Crosswalk: Test connection');
	await window.answer('Which connection?', 'erp');
	await window.notification('Its schema has changed since its catalog was taken.').waitFor();
	await window.item(/erptest · 2 tables.*changed/).waitFor();
	await window.run('Crosswalk: Show what changed in a database');
	await window.answer('Which connection?', 'erp');
	await window.page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'vat_number' }).waitFor();

	await window.run('Crosswalk: New migration spec');
	await window.answer('New migration spec: where is the data?', 'erp');
	await window.answer('New migration spec: where does it go?', 'cloud');
	await window.answer('New migration spec: its name', 'erp-to-cloud');
	await window.line('source: { connection: erp').waitFor();
	await window.lens('customers:', 'Coverage').waitFor();
});

/** Those below the folders that hold a text. */
function filesWith(text: string, ...folders: readonly string[]): readonly string[] {
	return folders.flatMap(folder =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter(entry => entry.isFile())
			.map(entry => path.join(entry.parentPath, entry.name))
			.filter(file => readFileSync(file).includes(text)),
	);
}
