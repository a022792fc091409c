/** A click on *Reconcile* above a mapping compares two real databases, and what differs is read beside the spec. In a real VS Code. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';

import { loadSample } from '../../scripts/sample/load';
import { freshDatabase } from '../support/postgres';
import { violations } from './axe';
import type { Window } from './window';
import { startWorkbench, type Workbench } from './workbench';

const database = path.resolve('examples/legacy-erp-to-cloud/database');

let workbench: Workbench;
beforeAll(async () => {
	const [erp, cloud] = [await freshDatabase(), await freshDatabase()];
	const [source, target] = [erp, cloud].map(({ url }) => new pg.Client({ connectionString: url }));
	if (!source || !target) throw new Error('no clients');
	await Promise.all([source.connect(), target.connect()]);
	await loadSample(database, source, target, 'with-defects');
	await Promise.all([source.end(), target.end()]);
	workbench = await startWorkbench({ env: { ERP_URL: erp.url, CLOUD_URL: cloud.url }, isTrusted: true });
});

test('reconcile shows the differences beside the spec and above the mapping, and leaves the focus in the editor', async () => {
	const { missing, extra, changed, rejected } = planted();
	const window = await workbench.openSample();
	await window.open('legacy-erp.migration.yaml');
	await window.putCursorBehind('  customers:');
	await window.lens('customers:', 'Reconcile').click();
	await window.lens('customers:', `${missing} missing, ${extra} extra, ${changed} changed, ${rejected} rejected`).waitFor();
	expect(await window.focusedEditor().getAttribute('data-resource-name')).toBe('legacy-erp.migration.yaml');
	await search(window, '9018');
	await expect
		.poll(() => window.panel().innerText())
		.toMatch(/legacy_no 9018\tname\t'Zimmermann Elektro & Co\. KG'\t'Zimmermann Elektro &'/);
});

test('the panel leads to the spec and to the row, is there after a reload, and breaks no rule of accessibility', async () => {
	const window = await workbench.openSample();
	await window.open('legacy-erp.migration.yaml');
	await window.putCursorBehind('  customers:');
	await window.lens('customers:', 'Reconcile').click();
	await search(window, '9018');
	expect(await violations(window)).toEqual([]);
	// Through the grid to the row, by keys alone.
	await window.panel().getByRole('grid', { name: 'Differences' }).focus();
	await window.press('ArrowDown');
	await window.panel().locator('section.row').waitFor();
	await window.press('Enter');
	await window.panel().locator('section.row button:focus').waitFor();
	await window.press('Enter');
	await window.line('what the source (legacy_erp) says').waitFor();
	await window.panel().locator('section.row').getByRole('button', { name: 'name', exact: true }).click();
	const line = lineOf('      name: concat_ws(');
	await window.page.getByRole('button', { name: `Ln ${line}, Col 1` }).waitFor();
	await window.reloadOnceKept('mainThreadWebview-crosswalk.results');
	// The words of the search may be of before.
	await search(window, '9018');
	await expect
		.poll(() => window.panel().innerText(), { timeout: 60_000 })
		.toMatch(/legacy_no 9018\tname\t'Zimmermann Elektro & Co\. KG'\t'Zimmermann Elektro &'/);
	await window.panel().getByRole('button', { name: 'Run customers, count' }).click();
	await window.panel().getByText('11,867 rows in the source, 11,866 in the target').first().waitFor();
});

test('a column is mapped from the drawing of the coverage', async () => {
	const window = await workbench.openSample();
	await window.open('broken.migration.yaml');
	await window.putCursorBehind('  orders:');
	await window.lens('orders:', 'Coverage').click();
	await window.panel().getByRole('button', { name: 'Map app.orders.currency' }).click();
	await window.line('currency:').first().waitFor();
	await window.panel().getByRole('button', { name: 'Map app.orders.currency' }).waitFor({ state: 'detached' });
	expect(await violations(window)).toEqual([]);
});

/** In the sample's spec, from 1. */
function lineOf(text: string): number {
	const lines = readFileSync(path.resolve('examples/legacy-erp-to-cloud/legacy-erp.migration.yaml'), 'utf8').split('\n');
	return lines.findIndex(one => one.startsWith(text)) + 1;
}

async function search(window: Window, text: string): Promise<void> {
	await window.panel().getByLabel('Search the differences').fill(text);
}

/** What the sample says of its own customers. */
function planted(): { readonly missing: number; readonly extra: number; readonly changed: number; readonly rejected: number } {
	const { missing, extra, changed, rejected } = JSON.parse(readFileSync(path.join(database, 'defects.json'), 'utf8')).mappings.customers;
	const rows = Object.values<number>(rejected).reduce((sum, one) => sum + one, 0);
	return { missing, extra, changed, rejected: rows };
}
