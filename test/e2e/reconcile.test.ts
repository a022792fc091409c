/** A click on *Reconcile* above a mapping compares two real databases, and what differs is read beside the spec. In a real VS Code. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';

import { loadSample } from '../../scripts/sample/load';
import { freshDatabase } from '../support/postgres';
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
	await expect
		.poll(() => window.panel().innerText())
		.toMatch(/legacy_no 9018\tname\t'Zimmermann Elektro & Co\. KG'\t'Zimmermann Elektro &'/);
	await window.lens('customers:', `${missing} missing, ${extra} extra, ${changed} changed, ${rejected} rejected`).waitFor();
	expect(await window.focusedEditor().getAttribute('data-resource-name')).toBe('legacy-erp.migration.yaml');
});

/** What the sample says of its own customers. */
function planted(): { readonly missing: number; readonly extra: number; readonly changed: number; readonly rejected: number } {
	const { missing, extra, changed, rejected } = JSON.parse(readFileSync(path.join(database, 'defects.json'), 'utf8')).mappings.customers;
	const rows = Object.values<number>(rejected).reduce((sum, one) => sum + one, 0);
	return { missing, extra, changed, rejected: rows };
}
