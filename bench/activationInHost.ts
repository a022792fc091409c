/** What the extension host runs to measure the start of the extension: its script is loaded, and `activate` called. Run by `activation.ts`. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** In milliseconds. */
export interface Activation {
	readonly load: number;
	readonly activate: number;
	/** Processor time of the whole extension host meanwhile. */
	readonly cpu: number;
}

/** Called by VS Code. */
export async function run(): Promise<void> {
	const extension = vscode.extensions.getExtension('crosswalk-migration.crosswalk');
	if (!extension || extension.isActive) throw new Error(extension ? 'Crosswalk is active already' : 'Crosswalk is not there');
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	// VS Code finds it loaded then.
	require(path.join(extension.extensionPath, extension.packageJSON.main));
	const loaded = performance.now();
	await extension.activate();
	const activated = performance.now();
	const { user, system } = process.cpuUsage(cpuBefore);
	const measured: Activation = { load: loaded - started, activate: activated - loaded, cpu: (user + system) / 1000 };
	writeFileSync(process.env.CROSSWALK_BENCH_ACTIVATION ?? '', JSON.stringify(measured));
}
