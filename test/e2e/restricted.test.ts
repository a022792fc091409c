/** In a folder that the user does not trust, specs are checked against the committed catalogs, and nothing is connected to. */

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorkbench, type Workbench } from './workbench';

let connections = 0;
const database = createServer(socket => {
	connections++;
	socket.destroy();
});

let workbench: Workbench;
beforeAll(async () => {
	await once(database.listen(0, '127.0.0.1'), 'listening');
	const url = `postgres://reader@127.0.0.1:${(database.address() as AddressInfo).port}/erp`;
	workbench = await startWorkbench({ env: { ERP_URL: url, CLOUD_URL: url }, isTrusted: false });
});
afterAll(() => void database.close());

test('in restricted mode a spec is checked, and Reconcile says why it does not run and connects to nothing', async () => {
	const window = await workbench.openSample();
	await window.page.getByText('Restricted Mode').first().waitFor();
	await window.open('broken.migration.yaml');
	await window.filterProblems('firstname');
	await expect.poll(() => window.problems().allTextContents()).toEqual([expect.stringContaining('"firstname"')]);
	await window.open('legacy-erp.migration.yaml');
	await window.putCursorBehind('  customers:');
	await window.lens('customers:', 'Reconcile').click();
	const refusal = 'This folder is not trusted, so nothing is connected to; trust it first (Manage Workspace Trust)';
	await expect.poll(() => window.panel().innerText()).toContain(refusal);
	expect(connections).toBe(0);
});
