/**
 * Profiles of source tables in `.crosswalk/profiles/CONNECTION/SCHEMA.TABLE.json`. Git is told to leave them, as they may hold values of
 * rows. Beside them stands, while a run is not at its end, what it was asked, so that `--resume` can tell what it had finished.
 */

import type { ProfilePlan } from '../core/profile/plan';
import type { TableProfile } from '../core/profile/profile';
import { parseProfile, renderProfile } from '../core/profile/profileFile';
import { fileNameOf } from '../core/spec/project';
import type { Files } from './files';

const extension = '.json';
/** No table's file: those have a schema. */
const unfinishedName = 'unfinished.json';

/** Where the profiles of a connection are, with a slash at its end. `project`: its `.crosswalk/`. */
export function profileFolder(project: string, connection: string): string {
	return `${project}profiles/${fileNameOf(connection)}/`;
}

export function profilePath(project: string, connection: string, table: string): string {
	return `${profileFolder(project, connection)}${fileNameOf(table)}${extension}`;
}

/** What is no profile is passed over. */
export function readProfiles(files: Pick<Files, 'text' | 'filesIn'>, folder: string): readonly TableProfile[] {
	return files
		.filesIn(folder)
		.filter(name => name.endsWith(extension) && name !== unfinishedName)
		.flatMap(name => parseProfile(files.text(folder + name) ?? '') ?? []);
}

export interface KeptProfiles {
	/** Writes a table's file, whole or not at all. */
	add(profile: TableProfile): void;
	/** Every table of the plan is there. */
	end(): void;
}

/** Begins to keep a run that takes over `finished`. Throws what the disk throws. */
export function keepProfiles(files: Files, project: string, plan: ProfilePlan, finished: readonly TableProfile[]): KeptProfiles {
	const folder = profileFolder(project, plan.connection);
	const ignore = `${project}profiles/.gitignore`;
	const tables = finished.map(({ table }) => table);
	const note = () => files.writeAtomically(folder + unfinishedName, `${JSON.stringify({ asked: askedOf(plan), tables })}\n`);
	if (files.text(ignore) === undefined) files.writeAtomically(ignore, '*\n');
	note();
	return {
		add(profile) {
			files.writeAtomically(profilePath(project, plan.connection, profile.table), renderProfile(profile));
			tables.push(profile.table);
			note();
		},
		end: () => files.remove(folder + unfinishedName),
	};
}

/** What an unfinished run that was asked the same had finished. */
export function finishedProfiles(files: Files, project: string, plan: ProfilePlan): readonly TableProfile[] {
	const folder = profileFolder(project, plan.connection);
	const done = finishedTables(files.text(folder + unfinishedName), askedOf(plan));
	return plan.tables.flatMap(({ name }) => {
		const text = done.includes(name) ? files.text(profilePath(project, plan.connection, name)) : undefined;
		return (text !== undefined && parseProfile(text)) || [];
	});
}

/** Everything that changes what a profile says. */
function askedOf({ fingerprint, options: { sample, withValues, atLeast }, tables }: ProfilePlan): string {
	const masked = tables.flatMap(({ name, columns }) => columns.filter(({ isMasked }) => isMasked).map(column => `${name}.${column.name}`));
	return JSON.stringify([fingerprint, sample, withValues, atLeast, masked]);
}

function finishedTables(text: string | undefined, asked: string): readonly string[] {
	try {
		const note = JSON.parse(text ?? '{}');
		return note.asked === asked && Array.isArray(note.tables) ? note.tables : [];
	} catch {
		return [];
	}
}
