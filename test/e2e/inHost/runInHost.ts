/** Runs a module in the extension host of a VS Code by `@vscode/test-electron`: in code-server, or in the desktop's. */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';

import type { VsCode } from '../vscode';

export interface HostRun {
	readonly vscode: VsCode;
	/** The folder of the extension, as VS Code gets it. */
	readonly extension: string;
	/** The module, which exports `run`. */
	readonly entry: string;
	/** The folder that the window opens. */
	readonly opened: string;
	/** A folder for all that this run leaves. */
	readonly home: string;
	readonly env: Readonly<Record<string, string>>;
	/** Of the desktop's VS Code, which is downloaded. Absent: code-server. */
	readonly version?: string;
}

/** Rejects when `run` does. */
export async function runInHost({ vscode, extension, entry, opened, home, env, version }: HostRun): Promise<void> {
	mkdirSync(path.join(home, 'extensions'), { recursive: true });
	const tests = path.join(home, 'host.cjs');
	const entryPoints = [path.resolve(entry)];
	await build({ entryPoints, outfile: tests, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] });
	await runTests({
		...(version === undefined ? { vscodeExecutablePath: executable(home) } : { version }),
		extensionDevelopmentPath: extension,
		extensionTestsPath: tests,
		launchArgs: [opened, `--extensions-dir=${path.join(home, 'extensions')}`, `--user-data-dir=${path.join(home, 'data')}`],
		extensionTestsEnv: { ...env, CROSSWALK_E2E_VSCODE: JSON.stringify(vscode) },
	});
}

/** A program with the command line of VS Code. */
function executable(folder: string): string {
	const file = path.join(folder, 'code');
	writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${path.resolve('scripts/run.mjs')}" ../test/e2e/inHost/asVsCode "$@"\n`);
	chmodSync(file, 0o755);
	return file;
}
