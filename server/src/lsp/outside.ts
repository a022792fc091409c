/** What the server needs of the world, handed in by the entry, so that a test can hand it another. */

import type { Engine } from '../engines/engine';
import type { Files } from '../files/files';

export interface Outside {
	readonly files: Files;
	readonly engine: Engine;
	variable(name: string): string | undefined;
	/** When the SQL parser is loaded: `initialize` is not answered before. */
	readonly ready: Promise<void>;
}
