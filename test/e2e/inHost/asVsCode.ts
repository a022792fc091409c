/**
 * Takes the command line of the desktop's VS Code when it is to run tests, and runs them in code-server and a browser instead: the folder,
 * `--extensionDevelopmentPath`, `--extensionTestsPath`, `--extensions-dir` and `--user-data-dir`. It passes over the other options, which
 * are of windows. Ends with the exit code of the tests; if that is not 0, it prints what the window told. Run by
 * `node scripts/run.mjs`.
 */

import { format, parseArgs } from 'node:util';

import { launchBrowser, startCodeServer } from '../codeServer';
import type { VsCode } from '../vscode';

const timeoutMs = 150_000;
const { values, positionals } = parseArgs({
	options: {
		extensionDevelopmentPath: { type: 'string', default: '' },
		extensionTestsPath: { type: 'string', default: '' },
		'extensions-dir': { type: 'string', default: '' },
		'user-data-dir': { type: 'string', default: '' },
	},
	strict: false,
	allowPositionals: true,
});
const vscode = JSON.parse(process.env.CROSSWALK_E2E_VSCODE ?? '{}') as VsCode;

const told: string[] = [];
const remote = (file: unknown) => `vscode-remote://remote${file}`;
const payload = [
	['extensionDevelopmentPath', remote(values.extensionDevelopmentPath)],
	['extensionTestsPath', remote(values.extensionTestsPath)],
	['skipWelcome', 'true'],
	['skipReleaseNotes', 'true'],
] as const;
const server = await startCodeServer(vscode, {
	env: {},
	extensions: String(values['extensions-dir']),
	data: String(values['user-data-dir']),
	// Without the driver, a finished VS Code passes over what the page is asked to test, and says nothing of it.
	flags: ['--disable-workspace-trust', '--vscode-option', 'enable-smoke-test-driver'],
});
const browser = await launchBrowser(vscode);
try {
	const page = await browser.newPage();
	const ended = new Promise<number>(resolve => page.exposeFunction('codeAutomationExit', resolve));
	await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => told.push(format(`[${type}]`, ...args)));
	await page.goto(server.url(positionals[0] ?? '', payload));
	const late = new Promise<number>((_, reject) =>
		AbortSignal.timeout(timeoutMs).addEventListener('abort', () => reject(new Error(`the tests did not end in ${timeoutMs / 1000} s`))),
	);
	process.exitCode = await Promise.race([ended, late]);
} catch (error) {
	told.push(String(error));
	process.exitCode = 1;
} finally {
	if (process.exitCode !== 0) console.log(told.slice(-100).join('\n'));
	await browser.close();
	await server.stop();
}
// The timer of the time limit would keep the process.
process.exit();
