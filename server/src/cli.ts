/** The entry of the command line: wires the world and goes. */

import './flags';

import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import manifest from '../../package.json';
import { main } from './cli/main';
import type { Output, World } from './cli/world';
import { loadSqlParser } from './core/sql/parser';
import { postgresEngine } from './engines/postgres/postgres';
import { runGit } from './files/git';
import { nodeFiles } from './files/nodeFiles';

const interrupt = new AbortController();
// The first Ctrl-C ends statements on the servers and prints what is known; the second ends us.
process.once('SIGINT', () => {
	interrupt.abort();
	process.once('SIGINT', () => process.exit(130));
});
process.once('SIGTERM', () => interrupt.abort());
// A reader that went away (`| head`) is no failure, and makes none of what was found good.
process.stdout.on('error', error => {
	if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(process.exitCode ?? 0);
	throw error;
});

void start();

async function start(): Promise<void> {
	await loadSqlParser();
	process.exitCode = await main(process.argv.slice(2), world(), manifest.version);
}

function world(): World {
	return {
		cwd: process.cwd(),
		env: process.env,
		files: nodeFiles(),
		git: runGit,
		engine: postgresEngine,
		stdout: outputOf(process.stdout),
		stderr: outputOf(process.stderr),
		signal: interrupt.signal,
		now: () => new Date(),
		serve,
	};
}

function outputOf(stream: NodeJS.WriteStream): Output {
	return { write: text => void stream.write(text), isTerminal: stream.isTTY === true, columns: stream.columns };
}

/** The server is the bundle beside this one. Of the flags that VS Code starts it with, this one can still be set in a process that runs. */
async function serve(): Promise<void> {
	setFlagsFromString('--heap-growing-percent=30');
	if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
	require(path.join(__dirname, 'server.js'));
	await new Promise(() => {});
}
