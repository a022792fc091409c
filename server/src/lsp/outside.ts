/** What the server needs of the world, handed in by the entry, so that a test can hand it another. */

import type { SpecSources } from '../core/spec/sources';
import type { Engine } from '../engines/engine';

export interface Outside {
	readonly files: OutsideFiles;
	readonly engine: Engine;
	variable(name: string): string | undefined;
	/** When the SQL parser is loaded: `initialize` is not answered before. */
	readonly ready: Promise<void>;
}

export interface OutsideFiles extends SpecSources {
	/** Every spec below a folder, sorted. */
	specsBelow(folder: string): readonly string[];
	writeAtomically(path: string, text: string): void;
	home(): string | undefined;
}
