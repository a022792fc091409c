/** Folders that are filled once and kept for all runs. A folder gets its name when it is whole, so its being there says that it is. */

import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where such folders are. */
const cache = process.env.CROSSWALK_E2E_CACHE ?? path.join(homedir(), '.cache', 'crosswalk-e2e');

/**
 * The folder `name`, which `fill` fills if it is not there: in a folder of its own, so that of two runs that do so at once, the second one
 * finds it there and drops its own. What runs left that were killed while filling goes.
 */
export async function filledOnce(name: string, fill: (folder: string) => Promise<void>, from = cache): Promise<string> {
	const folder = path.join(from, name);
	await mkdir(from, { recursive: true });
	await removeLeftovers(from);
	if (await isThere(folder)) return folder;
	const work = await mkdtemp(path.join(from, `unfinished-${process.pid}-`));
	try {
		await fill(work);
		await rename(work, folder).catch(async error => {
			if (!(await isThere(folder))) throw error;
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
	return folder;
}

/** Whether there is such a file or folder, and with `constants.X_OK` whether it can be run. */
export function isThere(file: string, mode = constants.F_OK): Promise<boolean> {
	return access(file, mode).then(
		() => true,
		() => false,
	);
}

async function removeLeftovers(from: string): Promise<void> {
	for (const name of await readdir(from)) {
		const pid = /^unfinished-(\d+)-/.exec(name)?.[1];
		if (pid !== undefined && !isRunning(Number(pid))) await rm(path.join(from, name), { recursive: true, force: true });
	}
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// A process of somebody else's is one.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
