/** Everything that a command may touch, so that a test can hand it another world. */

import type { SpecSources } from '../core/spec/sources';
import type { Engine } from '../engines/engine';

export interface World {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly files: Files;
	readonly engine: Engine;
	/** Where the result goes, and nothing else. */
	readonly stdout: Output;
	/** Where progress and failures go. */
	readonly stderr: Output;
	/** Aborted by Ctrl-C. */
	readonly signal: AbortSignal;
	now(): Date;
	/** Runs the language server on standard input and output; resolves when it ends. */
	serve(): Promise<void>;
}

export interface Output {
	write(text: string): void;
	readonly isTerminal: boolean;
	/** In characters, of a terminal. */
	readonly columns?: number;
}

export interface Files extends SpecSources {
	/** An absolute path. */
	absolute(cwd: string, path: string): string;
	/** Relative to `cwd` when it is below it. */
	shown(cwd: string, path: string): string;
	isFolder(path: string): boolean;
	/** Every `*.migration.yaml` and `.yml` below a folder, sorted; hidden folders and node_modules left out. */
	specsBelow(folder: string): readonly string[];
	/** Writes a file whole or not at all; makes its folder. */
	writeAtomically(path: string, text: string): void;
	home(): string | undefined;
}
