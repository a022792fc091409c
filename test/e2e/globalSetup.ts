/** Once for a run: a real VS Code is there, and the package as users get it is made and installed. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

import { prepareVsCode, type VsCode } from './vscode';

declare module 'vitest' {
	interface ProvidedContext {
		vscode: VsCode & {
			/** A folder with Crosswalk installed. */
			readonly extensions: string;
		};
	}
}

const run = promisify(execFile);

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const tell = (step: string) => console.log(`e2e: ${step}`);
	const vscode = await prepareVsCode(tell);
	const home = await mkdtemp(path.join(tmpdir(), 'crosswalk-e2e-'));
	const remove = () => rm(home, { recursive: true, force: true, maxRetries: 5 });
	try {
		tell('Packaging and installing the extension');
		await run('npm', ['run', 'package']);
		const extensions = path.join(home, 'extensions');
		const places = ['--config', path.join(home, 'config.yaml'), '--user-data-dir', path.join(home, 'data'), '--extensions-dir', extensions];
		await run(vscode.node, [vscode.entry, ...places, '--install-extension', path.resolve('crosswalk.vsix')]);
		project.provide('vscode', { ...vscode, extensions });
	} catch (error) {
		await remove();
		throw error;
	}
	return remove;
}
