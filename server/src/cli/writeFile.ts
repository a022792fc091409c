/** Writes a file for a command, whole or not at all. */

import { fileFailure } from '../files/failures';
import { OutsideFailure } from './outcome';
import type { World } from './world';

/** Throws `OutsideFailure` when the disk does not take it. */
export function writeFile(world: World, file: string, text: string): void {
	try {
		world.files.writeAtomically(file, text);
	} catch (error) {
		const failure = fileFailure(error, () => world.files.shown(world.cwd, file), 'written');
		throw failure === undefined ? error : new OutsideFailure(failure);
	}
}
