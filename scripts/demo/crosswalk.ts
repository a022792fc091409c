/** Runs the command line as a user would: the bundle of dist/, in a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

import { isColored } from './stage';

export interface Run {
	readonly code: number;
	readonly stdout: string;
}

export interface Crosswalk {
	/** Progress and failures of the command show on our stderr. */
	run(args: readonly string[]): Promise<Run>;
	/** Ends what runs, as Ctrl-C does; nothing more is run, and nobody hears of it. */
	interrupt(): void;
}

export const bundle = path.resolve('dist', 'cli.js');

export function crosswalkIn(cwd: string, variables: Readonly<Record<string, string>>): Crosswalk {
	const env = { ...process.env, ...variables, ...(isColored ? { FORCE_COLOR: '1' } : {}) };
	let child: ChildProcess | undefined;
	let isInterrupted = false;
	return {
		run: args =>
			new Promise((resolve, reject) => {
				const chunks: Buffer[] = [];
				child = spawn(process.execPath, [bundle, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
				child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
				child.on('error', reject);
				child.on('close', code => {
					if (!isInterrupted) resolve({ code: code ?? 130, stdout: Buffer.concat(chunks).toString('utf8') });
				});
			}),
		interrupt() {
			isInterrupted = true;
			child?.kill('SIGINT');
		},
	};
}
