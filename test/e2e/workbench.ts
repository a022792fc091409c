/** Starts the real VS Code with Crosswalk installed, for the tests of one file, and opens the sample in windows of it. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, inject } from 'vitest';

import { copyOfExample } from '../support/cliOnDisk';
import { type CodeServer, launchBrowser, startCodeServer } from './codeServer';
import type {} from './globalSetup';
import { type Window, windowOf } from './window';

export interface WorkbenchOptions {
	/** What VS Code finds in its environment beside what the tests run in. */
	readonly env?: Readonly<Record<string, string>>;
	/** Whether folders are trusted without asking. */
	readonly isTrusted: boolean;
}

export interface Workbench {
	/** A window on a copy of the sample of its own. */
	openSample(): Promise<Window>;
	/** A window on a folder. */
	open(folder: string): Promise<Window>;
	/** Leaves a picture of the window, as `NAME.png`. */
	picture(window: Window, name: string): Promise<void>;
	/** Where VS Code keeps what it knows of the user. */
	readonly data: string;
}

/** Where pictures are left: of the end of each test, and what tests ask for. */
const pictures = path.resolve('.cache', 'e2e');
const settings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'chat.disableAIFeatures': true,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'extensions.autoCheckUpdates': false,
	'files.autoSave': 'off',
	'security.workspace.trust.startupPrompt': 'never',
	'workbench.colorTheme': 'Default Light Modern',
};

const opened: Page[] = [];
afterEach(async ({ task }) => {
	mkdirSync(pictures, { recursive: true });
	for (const page of opened.splice(0)) {
		await page.screenshot({ path: path.join(pictures, `${task.name.replace(/\W+/g, '-')}.png`) });
		await page.close();
	}
});

const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});

/** Call it in `beforeAll`. It ends after the file's tests. */
export async function startWorkbench({ env = {}, isTrusted }: WorkbenchOptions): Promise<Workbench> {
	const vscode = inject('vscode');
	const data = mkdtempSync(path.join(tmpdir(), 'crosswalk-e2e-'));
	endings.push(async () => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
	mkdirSync(path.join(data, 'User'));
	writeFileSync(path.join(data, 'User/settings.json'), JSON.stringify({ ...settings, 'security.workspace.trust.enabled': !isTrusted }));
	const flags = isTrusted ? ['--disable-workspace-trust'] : [];
	const server = await startCodeServer(vscode, { env, extensions: vscode.extensions, data, flags });
	endings.push(() => server.stop());
	const browser = await launchBrowser(vscode);
	endings.push(() => browser.close());
	return {
		openSample: () => openWindow(copyOfExample('legacy-erp-to-cloud'), browser, server),
		open: folder => openWindow(folder, browser, server),
		async picture({ page }, name) {
			mkdirSync(pictures, { recursive: true });
			await page.screenshot({ path: path.join(pictures, `${name}.png`) });
		},
		data,
	};
}

async function openWindow(folder: string, browser: Browser, server: CodeServer): Promise<Window> {
	const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
	page.setDefaultTimeout(40_000);
	opened.push(page);
	await page.goto(server.url(folder));
	await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
	return windowOf(page, file => readFileSync(path.join(folder, file), 'utf8'));
}
