/**
 * Measures how long the extension holds up VS Code's extension host when it starts: loading its script and `activate`, which starts the
 * language server without waiting for it. In the real extension host of code-server, in a window of its own each time.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runInHost } from '../test/e2e/inHost/runInHost';
import { prepareVsCode } from '../test/e2e/vscode';
import type { Activation } from './activationInHost';
import { median } from './median';

/** Prints a table. */
export async function benchActivation(rounds: number): Promise<void> {
	const vscode = await prepareVsCode(console.log);
	const all: Activation[] = [];
	for (let round = 0; round < rounds; round++) {
		const home = mkdtempSync(path.join(tmpdir(), 'crosswalk-activation-'));
		try {
			// Nothing in it starts the extension before it is asked to.
			const opened = path.join(home, 'empty');
			mkdirSync(opened);
			const measured = path.join(home, 'activation.json');
			const env = { CROSSWALK_BENCH_ACTIVATION: measured };
			await runInHost({ vscode, extension: process.cwd(), entry: 'bench/activationInHost.ts', opened, home, env });
			all.push(JSON.parse(readFileSync(measured, 'utf8')));
		} finally {
			rmSync(home, { recursive: true, force: true, maxRetries: 5 });
		}
	}
	console.log(`| Activation, without the start of the server | Median of ${rounds} |\n|---|---|`);
	const line = (what: string, of: (one: Activation) => number) => console.log(`| ${what} | ${median(all.map(of)).toFixed(0)} ms |`);
	line('Loading its script', one => one.load);
	line('activate()', one => one.activate);
	line('Both, processor time of the extension host', one => one.cpu);
}
