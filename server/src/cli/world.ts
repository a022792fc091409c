/** Everything that a command may touch, so that a test can hand it another world. */

import type { Engine } from '../engines/engine';
import type { Files } from '../files/files';
import type { Git } from '../files/git';

export interface World {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly files: Files;
	/** Reads older files; asked only where the user names a commit. */
	readonly git: Git;
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
