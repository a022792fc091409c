/** Where the packaged extension was installed. */

import { readdirSync } from 'node:fs';
import path from 'node:path';

/** `extensions`: of `inject('vscode')`. */
export function packagedIn(extensions: string): string {
	const name = readdirSync(extensions).find(one => one.startsWith('crosswalk-migration.crosswalk-'));
	if (name === undefined) throw new Error('The package is not installed');
	return path.join(extensions, name);
}
