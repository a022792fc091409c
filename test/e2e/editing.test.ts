/** What a newcomer meets on opening the sample: problems, completion, a quick fix. The packaged extension in a real VS Code. */

import { beforeAll, expect, test } from 'vitest';

import { copyOfExample, runCliIn } from '../support/cliOnDisk';
import { violations } from './axe';
import { startWorkbench, type Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
	workbench = await startWorkbench({ isTrusted: true });
});

test('the problems of the broken sample are in the Problems view, as many as the command line tells', async () => {
	const { stdout } = await runCliIn(copyOfExample('legacy-erp-to-cloud'), ['validate', 'broken.migration.yaml']);
	const [, errors, warnings, infos] = /(\d+) errors, (\d+) warnings, (\d+) informations/.exec(stdout) ?? [];
	const window = await workbench.openSample();
	await window.open('broken.migration.yaml');
	await expect
		.poll(() => window.problemCount().getAttribute('aria-label'))
		.toBe(`Errors: ${errors}, Warnings: ${warnings}, Infos: ${infos}`);
	for (const [filter, message] of [
		['descripton', 'A spec has no key "descripton", so it would do nothing. Did you mean "description"?'],
		[
			'24 hours',
			'"24 hours" is no duration, so nothing can be computed from "downtime_allowed"; write numbers with units, such as 90s, 30m, 5h20m or 14d',
		],
		['big-bangs', '"big-bangs" means nothing to "pattern". Did you mean "big-bang"? It must be big-bang or phased'],
	] as const) {
		// What is filled in while VS Code still sorts the problems filters nothing, so it is filled in again.
		const filtered = async () => {
			await window.filterProblems(filter);
			return window.problems().allTextContents();
		};
		await expect.poll(filtered, { interval: 2000 }).toEqual([message]);
	}
});

test('completion offers the columns of the source behind its alias', async () => {
	const window = await workbench.openSample();
	await window.open('legacy-erp.migration.yaml');
	await window.putCursorBehind('  customers:');
	// The server is there when it has read the spec.
	await window.lens('customers:', 'Coverage').waitFor();
	await window.putCursorBehind('legacy_no: c.cust_no');
	await window.press('Enter');
	await window.type('fax: c');
	await window.line('fax: c').waitFor();
	await window.type('.fax');
	await window.suggestion('fax_no').waitFor();
	await window.press('Tab');
	await window.line('fax: c.fax_no').waitFor();
});

test('a quick fix mends the text, and its problem goes', async () => {
	const window = await workbench.openSample();
	await window.open('broken.migration.yaml');
	await window.filterProblems('descripton');
	await expect.poll(() => window.problems().count()).toBe(1);
	await window.putCursorBehind('descripto');
	await window.press('Control+.');
	await window.quickFix('Change to "description"').click();
	await window.line('description: Forty mistakes').waitFor();
	await expect.poll(() => window.problems().count()).toBe(0);
	await window.filterProblems('24 hours');
	await expect.poll(() => window.problems().count()).toBe(1);
});

test('the lenses of the plan and of the cutover show their pages', async () => {
	const window = await workbench.openSample();
	await window.open('legacy-erp.migration.yaml');
	await window.putCursorBehind('strategy:');
	await window.lens('strategy:', 'Plan').click();
	await window.panel().getByRole('heading', { name: 'legacy-erp-to-cloud' }).waitFor();
	await window.panel().getByText('fits: ').first().waitFor();
	await workbench.picture(window, 'plan');
	expect(await violations(window)).toEqual([]);
	await window.putCursorBehind('cutover:');
	await window.lens('cutover:', 'Timeline').click();
	await window.panel().locator('svg.cutover').waitFor();
	await workbench.picture(window, 'cutover');
	expect(await violations(window)).toEqual([]);
});
