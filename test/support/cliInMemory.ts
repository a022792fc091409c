/** Runs the command line in a world of its own: files in memory (in the fixture language), no database, no terminal. */

import path from 'node:path';
import { main } from '../../server/src/cli/main';
import type { Output, World } from '../../server/src/cli/world';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { catalogText } from './catalogText';
import { readFixture } from './fixture';
import { memoryRuns, memorySources } from './memorySources';

export interface CliOutcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
	/** After the command, by absolute path. */
	readonly files: ReadonlyMap<string, string>;
}

/** `/NAME.catalog` becomes the committed catalog of the connection NAME; the commands run in the folder `/`. */
export async function runCli(argv: readonly string[], source = '', env: World['env'] = {}): Promise<CliOutcome> {
	return cliSession(source).run(argv, { env });
}

/** Several commands on the same files, each at its own time. */
export interface CliSession {
	readonly files: Map<string, string>;
	run(argv: readonly string[], options?: { readonly env?: World['env']; readonly now?: string }): Promise<CliOutcome>;
}

export function cliSession(source: string): CliSession {
	const files = new Map<string, string>();
	for (const [file, text] of readFixture(source).files) {
		const name = /^\/(.+)\.catalog$/.exec(file)?.[1];
		if (name === undefined) files.set(file, text);
		else files.set(`/.crosswalk/catalogs/${name}.json`, renderSnapshot(catalogText(text)));
	}
	return {
		files,
		async run(argv, { env = {}, now = '2026-12-05T23:10:00Z' } = {}) {
			const stdout = collected();
			const stderr = collected();
			const code = await main(argv, { ...worldOf(files), now: () => new Date(now), env, stdout, stderr }, '1.2.3');
			return { code, stdout: stdout.text(), stderr: stderr.text(), files };
		},
	};
}

function collected(): Output & { text(): string } {
	const parts: string[] = [];
	return { write: text => void parts.push(text), isTerminal: false, text: () => parts.join('') };
}

function worldOf(files: Map<string, string>): Omit<World, 'env' | 'now' | 'stdout' | 'stderr'> {
	const below = (folder: string) => [...files.keys()].filter(file => file.startsWith(`${folder.replace(/\/$/, '')}/`)).sort();
	const noDatabase = async (): Promise<never> => {
		throw new Error('This world has no database');
	};
	return {
		cwd: '/',
		files: {
			...memorySources(files),
			absolute: (cwd, name) => path.posix.resolve(cwd, name),
			shown: (cwd, name) => path.posix.relative(cwd, name),
			modifiedAt: name => (files.has(name) ? 0 : undefined),
			isFolder: name => !files.has(name) && below(name).length > 0,
			specsBelow: folder => below(folder).filter(file => /\.migration\.ya?ml$/.test(file)),
			writeAtomically: (name, text) => void files.set(name, text),
			...memoryRuns(files),
			home: () => undefined,
		},
		git: () => ({ kind: 'absent' }),
		engine: { introspect: noDatabase, fingerprint: noDatabase, connect: noDatabase },
		signal: new AbortController().signal,
		serve: async () => {},
	};
}
