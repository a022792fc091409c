/** Runs the command line in this process, on real files and real databases: arguments and a folder in; what it printed, and how it ended, out. */

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { main } from '../../server/src/cli/main';
import type { ExitCode } from '../../server/src/cli/outcome';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { runGit } from '../../server/src/files/git';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { freshFolder } from './freshFolder';

export interface CliResult {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: ExitCode;
}

export interface CliOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** Both outputs are a terminal. */
	readonly isTerminal?: boolean;
	/** Ctrl-C. */
	readonly signal?: AbortSignal;
	/** Hears every piece of output as it comes. */
	readonly onOutput?: (text: string) => void;
}

/** In `folder`, with no environment but `env`. */
export async function runCliIn(folder: string, argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
	await loadSqlParser();
	const written = { stdout: '', stderr: '' };
	const output = (name: keyof typeof written) => ({
		isTerminal: options.isTerminal === true,
		columns: options.isTerminal ? 100 : undefined,
		write(text: string) {
			written[name] += text;
			options.onOutput?.(text);
		},
	});
	const world = {
		cwd: folder,
		env: options.env ?? {},
		// The home of whoever runs the tests is nobody's business.
		files: { ...nodeFiles(), home: () => undefined },
		git: runGit,
		engine: postgresEngine,
		stdout: output('stdout'),
		stderr: output('stderr'),
		signal: options.signal ?? new AbortController().signal,
		now: () => new Date('2026-12-05T23:10:00Z'),
		serve: () => Promise.resolve(),
	};
	const code = await main(argv, world, '1.2.3');
	return { ...written, code };
}

/** A folder with these files, removed after the test file. */
export function folderWith(files: Readonly<Record<string, string>>): string {
	const folder = freshFolder();
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		writeFileSync(path.join(folder, name), text);
	}
	return folder;
}

const connections = `erp: { engine: postgres, url: "\${env:ERP_URL}" }\ncloud: { engine: postgres, url: "\${env:CLOUD_URL}" }\n`;

/** A folder with `test.migration.yaml` between the connections `erp` and `cloud`, which `env` names; their catalogs are read. */
export async function projectWith(spec: string, env: Readonly<Record<string, string>>): Promise<string> {
	const folder = folderWith({ 'test.migration.yaml': spec, '.crosswalk/connections.yaml': connections });
	await runCliIn(folder, ['introspect', '--all'], { env });
	return folder;
}

/** A copy of a folder of `examples/`, removed after the test file. */
export function copyOfExample(name: string): string {
	const folder = freshFolder();
	cpSync(path.resolve('examples', name), folder, { recursive: true });
	return folder;
}

/** Every file below a folder with its text. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
	const names = entries.map(entry => path.join(entry.parentPath, entry.name)).sort();
	return new Map(names.map(name => [path.relative(folder, name), readFileSync(name, 'utf8')]));
}
