/** Starts the real VS Code with Crosswalk installed, for the tests of one file, and opens the sample in windows of it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, inject } from 'vitest';

import { freePort } from '../../scripts/cluster';
import { copyOfExample } from '../support/cliOnDisk';
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
}

/** Where a picture of the end of each test is left. */
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
};
const browserFlags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

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
	const { node, entry, browser: executablePath, extensions } = inject('vscode');
	const home = mkdtempSync(path.join(tmpdir(), 'crosswalk-e2e-'));
	const port = await freePort();
	mkdirSync(path.join(home, 'data/User'), { recursive: true });
	writeFileSync(
		path.join(home, 'data/User/settings.json'),
		JSON.stringify({ ...settings, 'security.workspace.trust.enabled': !isTrusted }),
	);
	const args = [
		...['--config', path.join(home, 'config.yaml'), '--user-data-dir', path.join(home, 'data'), '--extensions-dir', extensions],
		...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--ignore-last-opened'],
		...(isTrusted ? ['--disable-workspace-trust'] : []),
	];
	const server = spawn(node, [entry, ...args], { env: { ...foreignEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	endings.push(async () => {
		if (server.exitCode === null && server.kill()) await once(server, 'exit');
		rmSync(home, { recursive: true, force: true, maxRetries: 5 });
	});
	await listening(server);
	const browser = await chromium.launch({ executablePath, args: browserFlags });
	endings.push(() => browser.close());
	return { openSample: () => openSample(browser, port) };
}

/** Variables of a VS Code that the tests are run in would have it open our windows. */
function foreignEnv(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE|VITEST|NODE_OPTIONS|ELECTRON)/.test(name)));
}

function listening(server: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let output = '';
		const hear = (data: unknown) => {
			output += String(data);
			if (output.includes('HTTP server listening')) resolve();
		};
		server.stdout?.on('data', hear);
		server.stderr?.on('data', hear);
		server.once('error', reject);
		server.once('exit', code => reject(new Error(`code-server ended with ${code}:\n${output}`)));
	});
}

async function openSample(browser: Browser, port: number): Promise<Window> {
	const folder = copyOfExample('legacy-erp-to-cloud');
	const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
	page.setDefaultTimeout(40_000);
	opened.push(page);
	await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
	await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
	return windowOf(page, file => readFileSync(path.join(folder, file), 'utf8'));
}
