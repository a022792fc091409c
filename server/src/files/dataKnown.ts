/** What is kept of the data of a spec: the newest look at the rows of each mapping, and the profiles of its source. Asks no database. */

import { fitOfSpec } from '../core/fit/kept';
import type { OpenedSpec } from '../core/mapping/openSpec';
import type { DataKnown } from '../core/strategy/dataQuality';
import type { Files } from './files';
import { readFit } from './fit';
import { profileFolder, readProfiles } from './profiles';

/** `file`: of the spec. Results of mappings or catalogs that are others since are left out. */
export function readDataKnown(files: Files, { facts, project, file }: OpenedSpec & { readonly file: string }): Required<DataKnown> {
	const connection = facts.spec.source?.connection?.text;
	const kept =
		project.folder === undefined || connection === undefined ? [] : readProfiles(files, profileFolder(project.folder, connection));
	const byTable = new Map(kept.map(profile => [profile.table, profile]));
	return { fit: fitOfSpec(facts, readFit(files, project.folder, file)).valid, profiles: table => byTable.get(table) };
}
