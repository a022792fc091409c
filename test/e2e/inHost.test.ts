/**
 * The packaged extension, asked from within VS Code's extension host, by `@vscode/test-electron`: in code-server, and also in the desktop's
 * VS Code of the version that CROSSWALK_E2E_DESKTOP names ("stable", "1.100.0"), which is downloaded.
 */

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { copyOfExample } from '../support/cliOnDisk';
import type {} from './globalSetup';
import type { Outcomes } from './inHost/host';
import { scenarios } from './inHost/scenarios';

const desktop = process.env.CROSSWALK_E2E_DESKTOP;
const home = mkdtempSync(path.join(tmpdir(), 'crosswalk-in-host-'));
const tests = path.join(home, 'host.cjs');

beforeAll(async () => {
	const entryPoints = [path.resolve('test/e2e/inHost/host.ts')];
	await build({ entryPoints, outfile: tests, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] });
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

describe.each(desktop ? ['code-server', desktop] : ['code-server'])('in the extension host of %s', version => {
	let outcomes: Outcomes;
	beforeAll(async () => {
		outcomes = await run(version);
	});
	test.each(Object.keys(scenarios))('%s', name => {
		expect(outcomes[name] ?? 'it did not end').toBe('passed');
	});
});

async function run(version: string): Promise<Outcomes> {
	const { extensions, ...vscode } = inject('vscode');
	const folder = path.join(home, version);
	mkdirSync(path.join(folder, 'extensions'), { recursive: true });
	const outcomes = path.join(folder, 'outcomes.json');
	const packaged = readdirSync(extensions).find(name => name.startsWith('crosswalk-migration.crosswalk-'));
	if (packaged === undefined) throw new Error('the package is not installed');
	const error = await runTests({
		...(version === 'code-server' ? { vscodeExecutablePath: executable(folder) } : { version }),
		extensionDevelopmentPath: path.join(extensions, packaged),
		extensionTestsPath: tests,
		launchArgs: [
			copyOfExample('legacy-erp-to-cloud'),
			...[`--extensions-dir=${path.join(folder, 'extensions')}`, `--user-data-dir=${path.join(folder, 'data')}`],
		],
		extensionTestsEnv: { CROSSWALK_E2E_OUTCOMES: outcomes, CROSSWALK_E2E_VSCODE: JSON.stringify(vscode) },
	}).catch(error => error);
	if (!existsSync(outcomes)) throw new Error('VS Code ended before the first scenario did', { cause: error });
	return JSON.parse(readFileSync(outcomes, 'utf8'));
}

/** A program with the command line of VS Code. */
function executable(folder: string): string {
	const file = path.join(folder, 'code');
	writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${path.resolve('scripts/run.mjs')}" ../test/e2e/inHost/asVsCode "$@"\n`);
	chmodSync(file, 0o755);
	return file;
}
