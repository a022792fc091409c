/** Runs the programs that prepare the tests in VS Code. One that fails becomes an error that says what it takes and what it printed last. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

interface Place {
	readonly cwd: string;
	/** A folder where programs are looked for first. */
	readonly bin?: string;
	readonly env?: Readonly<Record<string, string>>;
}

const execute = promisify(execFile);

export async function run(program: string, args: readonly string[], { cwd, bin, env }: Place): Promise<string> {
	const PATH = [...(bin === undefined ? [] : [bin]), process.env.PATH ?? ''].join(path.delimiter);
	const options = { cwd, env: { ...process.env, ...env, PATH }, maxBuffer: 64 * 1024 * 1024 };
	return execute(program, args, options).then(
		({ stdout }) => stdout,
		error => {
			const output = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-30).join('\n');
			throw new Error(
				`VS Code could not be prepared for the tests: "${[path.basename(program), ...args].join(' ')}" failed. It takes the npm registry, Python 3, make and a C++ compiler.\n${output || error.message}`,
				{ cause: error },
			);
		},
	);
}

/** What the `package.json` of a folder asks for, without scripts: code of others runs only where we call it. */
export async function npmInstall(cwd: string, bin?: string): Promise<void> {
	await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, bin });
}
