/** The folder `.crosswalk` that belongs to a spec: connections, committed catalogs, settings. Reads only what it is handed. */

import type { Catalog } from '../catalog/catalog';
import { parseSnapshot } from '../catalog/snapshot';
import { type Connections, parseConnections } from './connections';
import { parseSettings, type Settings } from './settings';
import type { SpecSources } from './sources';

export interface Project {
	/** With a slash at its end. Undefined when there is none beside the spec or above it. */
	readonly folder?: string;
	readonly connections?: Connections;
	readonly settings?: Settings;
	/** The committed catalog of a connection. */
	catalog(connection: string): CatalogFile | undefined;
}

export type CatalogFile =
	| { readonly kind: 'ready'; readonly file: string; readonly catalog: Catalog }
	| { readonly kind: 'unreadable'; readonly file: string; readonly reason: string };

/** What was read before, by file: texts are compared (of catalogs, what stands for them), so a changed file is read anew. */
export interface ProjectMemo {
	readonly catalogs: Remembered<CatalogFile>;
	readonly connections: Remembered<Connections>;
	readonly settings: Remembered<Settings>;
}

type Remembered<Read> = Map<string, { readonly stamp: unknown; readonly read: Read }>;

export function projectMemo(): ProjectMemo {
	return { catalogs: new Map(), connections: new Map(), settings: new Map() };
}

/** `folder` names `.crosswalk` itself when the user does. */
export function openProject(file: string, sources: SpecSources, remembered: ProjectMemo = projectMemo(), folder?: string): Project {
	const found = folder ?? findFolder(file, sources);
	if (found === undefined) return { catalog: () => undefined };
	const connectionsFile = `${found}connections.yaml`;
	const settingsFile = `${found}settings.yaml`;
	const text = sources.text(connectionsFile);
	const settings = sources.text(settingsFile);
	return {
		folder: found,
		connections:
			text === undefined ? undefined : once(remembered.connections, connectionsFile, text, () => parseConnections(connectionsFile, text)),
		settings:
			settings === undefined ? undefined : once(remembered.settings, settingsFile, settings, () => parseSettings(settingsFile, settings)),
		catalog(connection) {
			const catalogFile = catalogPath(found, connection);
			const stamp = sources.stamp ? sources.stamp(catalogFile) : sources.text(catalogFile);
			return stamp === undefined
				? undefined
				: once(remembered.catalogs, catalogFile, stamp, () => readCatalog(catalogFile, sources.text(catalogFile) ?? ''));
		},
	};
}

/** What a name may hold and a file's name may not, so that `../../x` stays in the folder too: written as `%` and a number. */
const notInFileNames = /[\\/:*?"<>|%\p{Cc}\p{Cf}]|^\./gu;

export function catalogPath(folder: string, connection: string): string {
	return `${folder}catalogs/${fileNameOf(connection)}.json`;
}

/** A name of the user's as the name of a file. Equal names have equal files, others have others. */
export function fileNameOf(name: string): string {
	return name.replace(notInFileNames, character => `%${character.codePointAt(0)?.toString(16)}`);
}

/** The nearest `.crosswalk` that has connections or settings. */
function findFolder(file: string, sources: SpecSources): string | undefined {
	return sources
		.folders(file)
		.map(folder => `${folder}.crosswalk/`)
		.find(folder => sources.text(`${folder}connections.yaml`) !== undefined || sources.text(`${folder}settings.yaml`) !== undefined);
}

function readCatalog(file: string, text: string): CatalogFile {
	const snapshot = parseSnapshot(text);
	if ('problem' in snapshot) return { kind: 'unreadable', file, reason: snapshot.problem };
	return { kind: 'ready', file, catalog: snapshot.catalog };
}

function once<Read>(known: Remembered<Read>, file: string, stamp: unknown, make: () => Read): Read {
	const before = known.get(file);
	if (before !== undefined && before.stamp === stamp) return before.read;
	const read = make();
	known.set(file, { stamp, read });
	return read;
}
