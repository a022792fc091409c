/** The file system as commands and the language server see it. */

import type { SpecSources } from '../core/spec/sources';

export interface Files extends SpecSources {
	/** An absolute path. */
	absolute(cwd: string, path: string): string;
	/** Relative to `cwd` when it is below it. */
	shown(cwd: string, path: string): string;
	isFolder(path: string): boolean;
	/** Milliseconds since 1970; undefined when there is no such file. */
	modifiedAt(path: string): number | undefined;
	/** Every `*.migration.yaml` and `.yml` below a folder, sorted; hidden folders and node_modules left out. */
	specsBelow(folder: string): readonly string[];
	/** Writes a file whole or not at all; makes its folder. */
	writeAtomically(path: string, text: string): void;
	/** Adds to the end of a file. */
	append(path: string, text: string): void;
	/** The names of the files of a folder; none when it is not there. */
	filesIn(folder: string): readonly string[];
	/** No failure when it is not there. */
	remove(path: string): void;
	home(): string | undefined;
}
