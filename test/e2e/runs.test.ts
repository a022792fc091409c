/** What is run on two real databases from the lenses and from the Test Explorer: asked for, cancelled, judged, and shown in every theme. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violations } from './axe';
import { hostile, makeShop, type Shop } from './shop';
import type { Window } from './window';
import { startWorkbench, type Workbench } from './workbench';

/** The classes that VS Code gives to a page, by theme. */
const kinds = { light: 'vscode-light', dark: 'vscode-dark', contrast: 'vscode-high-contrast' };

let shop: Shop;
let workbench: Workbench;
beforeAll(async () => {
	shop = await makeShop();
	workbench = await startWorkbench({ env: shop.env, isTrusted: true });
});

test('production is asked for before anything runs, and cancelling a slow run ends its statement on the server', async () => {
	const folder = await shop.folder({ spec: 'slow', environment: 'production' });
	const window = await workbench.open(folder);
	await window.open('slow.migration.yaml');
	const lens = window.lens('an endless sum:', 'Reconcile');
	await lens.click();
	const question = window.dialog('Run on "erp", which is production?');
	await question.getByText('Everything is read in read-only transactions').waitFor();
	await question.getByRole('button', { name: 'Cancel' }).click();
	await window.notification('Reconciling').waitFor({ state: 'detached' });
	expect([await statements(), existsSync(path.join(folder, '.crosswalk/runs'))]).toEqual(['0', false]);
	await lens.click();
	await question.getByRole('button', { name: 'Run' }).click();
	await expect.poll(statements).toBe('1');
	const toast = window.notification('Reconciling');
	await toast.hover();
	await toast.getByRole('button', { name: 'Cancel' }).click();
	await expect.poll(statements).toBe('0');
	await toast.waitFor({ state: 'detached' });
});

test('what differs is explained and shown as text, whatever it is, in every theme', async () => {
	const window = await workbench.open(await shop.folder());
	await window.open('shop.migration.yaml');
	await window.lens('customers:', 'Reconcile').click();
	const panel = window.panel();
	const grid = panel.getByRole('grid', { name: 'Differences' });
	await grid.getByText(hostile.image).waitFor();
	await grid.getByText(hostile.script).waitFor();
	expect(await grid.innerText()).not.toContain('\u202e');
	// Short keys take no quarter of the width: the page's policy has let the style in.
	expect((await grid.locator('th.of-key').boundingBox())?.width).toBeLessThan(110);
	expect(await window.count('img[src="x"], [data-owned]')).toBe(0);
	await panel.getByRole('table', { name: 'What happened' }).getByRole('button').first().waitFor();
	for (const theme of ['light', 'dark', 'contrast'] as const) {
		await window.setTheme(theme);
		await panel.locator(`xpath=ancestor::body[contains(@class, "${kinds[theme]}")]`).waitFor();
		await workbench.picture(window, `panel-${theme}`);
		expect.soft([theme, await violations(window)]).toEqual([theme, []]);
	}
	await window.setTheme('light');
});

test('Validate looks at the data, and Check judges a rule and an acceptance test', async () => {
	const window = await workbench.open(await shop.folder());
	await window.open('shop.migration.yaml');
	await window.lens('customers:', 'Validate').click();
	await window.lens('customers:', 'Validate · ✓').waitFor();
	await window.lens('every name has a letter:', 'Check').click();
	await window.lens('every name has a letter:', 'Check · ✓').waitFor();
	await window.lens('no city is Atlantis:', 'Check').click();
	await window.panel().getByText('1 of 6 rows of the target break the rule').waitFor();
	await window.lens('nobody is lost:', 'Check').click();
	await window.lens('nobody is lost:', 'Check · ✓').waitFor();
});

test('the Test Explorer shows what was expected against what is there, and runs again what failed', async () => {
	await shop.cloud.run(shop.spoil);
	const window = await workbench.open(await shop.folder());
	await window.open('shop.migration.yaml');
	await window.activity('Testing');
	await window.item('shop.migration.yaml').click();
	await window.press('ArrowRight');
	await window.item('customers').waitFor();
	await window.run('Test: Run All Tests');
	await window.page.locator('.sidebar').getByText('3/5').waitFor();
	// VS Code opens the results by itself, but not in every window.
	await window.run('Test: Show Output');
	await resultLine(window, '6 rows compared: 5 changed').click();
	const difference = window.page.locator('.monaco-diff-editor').first();
	await difference.getByText('id = 6  city: Atlantis').waitFor();
	await difference.getByText('id = 6  city: New York').waitFor();
	await workbench.picture(window, 'tests');
	await shop.cloud.run(shop.repair);
	await window.run('Test: Rerun Failed Tests');
	await window.page.locator('.sidebar').getByText('2/2').waitFor();
});

/** A line of the run in the view "Test Results". */
function resultLine({ page }: Window, text: string): Locator {
	return page.locator('.test-output-peek-tree .monaco-list-row', { hasText: text });
}

/** How many statements of ours run on the source, as its server tells. */
async function statements(): Promise<string | null | undefined> {
	const running = `select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like '%endless%' and pid <> pg_backend_pid()`;
	const [row] = await shop.erp.run(running);
	return row?.[0];
}
