/** Starts code-server, which is VS Code for a browser, with all of its state in a folder of its own, and the browser for its windows. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

import { freePort } from '../../scripts/cluster';
import type { VsCode } from './vscode';

export interface CodeServerOptions {
	/** Beside what the tests run in. */
	readonly env: Readonly<Record<string, string>>;
	readonly extensions: string;
	/** Of the user's data. */
	readonly data: string;
	readonly flags: readonly string[];
}

export interface CodeServer {
	/** The page of a window. `folder` is what it opens, `payload` is for the workbench. */
	url(folder: string, payload?: readonly (readonly [string, string])[]): string;
	stop(): Promise<void>;
}

const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--ignore-last-opened'];

export async function startCodeServer({ node, entry }: VsCode, { env, extensions, data, flags }: CodeServerOptions): Promise<CodeServer> {
	const port = await freePort();
	const places = ['--config', path.join(data, 'config.yaml'), '--user-data-dir', data, '--extensions-dir', extensions];
	const args = [entry, ...places, ...quiet, '--bind-addr', `127.0.0.1:${port}`, ...flags];
	const server = spawn(node, args, { env: { ...foreignEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	await listening(server);
	return {
		url: (folder, payload = []) => `http://127.0.0.1:${port}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`,
		async stop() {
			if (server.exitCode === null && server.kill()) await once(server, 'exit');
		},
	};
}

export function launchBrowser({ browser }: VsCode): Promise<Browser> {
	const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
	return chromium.launch({ executablePath: browser, args: flags });
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
