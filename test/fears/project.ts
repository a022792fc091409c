/** A project in a folder of its own, and the command line run in it, in this process. Records every statement that reaches a server. */

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from '../../server/src/cli/main';
import type { World } from '../../server/src/cli/world';
import type { ConnectionSettings, Engine, Session } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import type { Files } from '../../server/src/files/files';
import { nodeFiles } from '../../server/src/files/nodeFiles';

export interface Ran {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
	/** Statements handed to sessions, in order. */
	readonly sent: readonly string[];
}

export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly files?: Partial<Files>;
	readonly engine?: Partial<Engine>;
	readonly signal?: AbortSignal;
	/** Hears every statement before it is handed to a session. */
	readonly onStatement?: (sql: string, connection: string) => unknown;
	readonly isTerminal?: boolean;
}

export interface Project {
	readonly folder: string;
	write(name: string, text: string): void;
	run(argv: readonly string[], options?: RunOptions): Promise<Ran>;
	/** The texts of all files, by name. */
	texts(): ReadonlyMap<string, string>;
	remove(): void;
}

/** Its folder may be written by the servers, too, so that a file which they should not have written is found in it. */
export function makeProject(env: Readonly<Record<string, string>>): Project {
	const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-fears-'));
	chmodSync(folder, 0o777);
	return {
		folder,
		write(name, text) {
			const file = path.join(folder, name);
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, text);
		},
		run: (argv, options = {}) => runMain(folder, argv, { ...options, env: { ...env, ...options.env } }),
		texts() {
			const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
			return new Map(
				names.map(({ parentPath, name }) => {
					const file = path.join(parentPath, name);
					return [path.relative(folder, file), readFileSync(file, 'utf8')];
				}),
			);
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

async function runMain(folder: string, argv: readonly string[], options: RunOptions & { readonly env: World['env'] }): Promise<Ran> {
	const out = { stdout: '', stderr: '' };
	const sent: string[] = [];
	const output = (name: 'stdout' | 'stderr') => ({
		write(text: string) {
			out[name] += text;
		},
		isTerminal: options.isTerminal ?? false,
	});
	const onStatement = (sql: string, connection: string) => {
		sent.push(sql);
		return options.onStatement?.(sql, connection);
	};
	const world: World = {
		cwd: folder,
		env: options.env,
		files: { ...nodeFiles(), ...options.files },
		engine: recorded({ ...postgresEngine, ...options.engine }, onStatement),
		git: () => ({ kind: 'absent' as const }),
		stdout: output('stdout'),
		stderr: output('stderr'),
		signal: options.signal ?? new AbortController().signal,
		now: () => new Date(),
		serve: () => Promise.resolve(),
	};
	const code = await main(argv, world, '0.0.0');
	return { code, ...out, sent };
}

function recorded(engine: Engine, onStatement: (sql: string, connection: string) => unknown): Engine {
	return {
		...engine,
		async connect(settings: ConnectionSettings, signal?: AbortSignal): Promise<Session> {
			const session = await engine.connect(settings, signal);
			const { connection } = session;
			return {
				...session,
				async describe(sql, stop) {
					await onStatement(sql, connection);
					return session.describe(sql, stop);
				},
				async query(sql, stop) {
					await onStatement(sql, connection);
					return session.query(sql, stop);
				},
				async *stream(sql, settings) {
					await onStatement(sql, connection);
					yield* session.stream(sql, settings);
				},
			};
		},
	};
}
