/**
 * Profiles of source tables as the editor knows them: read from `.crosswalk/profiles/` between requests, never during one. A folder whose
 * files changed is read anew; until then what was known of it is told.
 */

import type { ProfileOf, TableProfile } from '../core/profile/profile';
import type { Files } from '../files/files';
import { profileFolder, readProfiles } from '../files/profiles';

export interface KnownProfiles {
	/** What is in memory. Asks no disk. */
	of(project: string | undefined, connection: string | undefined): ProfileOf;
	/** Reads the folder of a connection unless it was read since its files changed. */
	load(project: string | undefined, connection: string | undefined): void;
	/** Files of the disk changed; undefined: any of them may have. */
	forget(files?: readonly string[]): void;
}

export function makeKnownProfiles(files: Pick<Files, 'text' | 'filesIn'>): KnownProfiles {
	const known = new Map<string, ReadonlyMap<string, TableProfile>>();
	const fresh = new Set<string>();
	const folderOf = (project: string | undefined, connection: string | undefined) =>
		project === undefined || connection === undefined ? undefined : profileFolder(project, connection);
	return {
		of(project, connection) {
			const tables = known.get(folderOf(project, connection) ?? '');
			return table => tables?.get(table);
		},
		load(project, connection) {
			const folder = folderOf(project, connection);
			if (folder === undefined || fresh.has(folder)) return;
			fresh.add(folder);
			known.set(folder, new Map(readProfiles(files, folder).map(profile => [profile.table, profile])));
		},
		forget(changed) {
			if (!changed) fresh.clear();
			else if (changed.some(isProfileName)) fresh.clear();
		},
	};
}

/** Whether it is a file of a profile. */
export function isProfileName(file: string): boolean {
	return /[\\/]\.crosswalk[\\/]profiles[\\/]/.test(file);
}
