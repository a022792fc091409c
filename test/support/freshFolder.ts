/** Folders for tests. Those of a test file are removed after it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders: string[] = [];

/** An empty folder of its own. */
export function freshFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-cli-'));
	folders.push(folder);
	return folder;
}

/** Every folder that was made since the last time. */
export function removeFolders(): void {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
