/** Answers `crosswalk/connections`: what is known of every connection of the workspace. Connects to nothing and reads no secret. */

import { linesOf } from '../../core/base/lines';
import { addressIn, type ConnectionEntry, type Connections } from '../../core/spec/connections';
import type { Project } from '../../core/spec/project';
import type { ConnectionsResult, KnownConnection, ProjectConnections } from '../../protocol';
import type { Outside } from '../outside';
import { type Session, toUri } from '../session';

export interface ConnectionsWorld {
	readonly session: Session;
	readonly outside: Pick<Outside, 'files'>;
}

export function connections({ session, outside }: ConnectionsWorld): ConnectionsResult {
	const beside = session.folders.map(folder => outside.files.resolve(`${folder.replace(/[\\/]*$/, '')}/spec`, 'spec'));
	const projects = new Map([...beside, ...session.allSpecs()].map(file => session.project(file)).map(project => [project.folder, project]));
	return {
		projects: [...projects.values()].flatMap(project =>
			project.connections ? [ofProject(project, project.connections, { session, outside })] : [],
		),
	};
}

function ofProject(project: Project, file: Connections, { session, outside }: ConnectionsWorld): ProjectConnections {
	const folder = project.folder ?? '';
	const shown = session.folders.map(one => outside.files.shown(one, folder)).sort((one, other) => one.length - other.length)[0];
	return {
		uri: toUri(file.file),
		name: (shown ?? folder).replace(/[\\/]?\.crosswalk[\\/]?$/, ''),
		connections: file.entries.map(entry => known(entry, lineOf(entry, file), project, { session, outside })),
	};
}

function known(entry: ConnectionEntry, line: number, project: Project, { session, outside }: ConnectionsWorld): KnownConnection {
	const catalog = project.catalog(entry.name.text);
	const live = catalog && session.liveFingerprints.get(catalog.file);
	const ready = catalog?.kind === 'ready' ? catalog.catalog : undefined;
	return {
		name: entry.name.text,
		address: addressIn(entry),
		environment: entry.environment?.text,
		line,
		state: catalog?.kind ?? 'missing',
		...(ready && { tables: ready.schemas.reduce((sum, schema) => sum + schema.tables.length, 0), version: ready.version }),
		...(catalog && { writtenAt: outside.files.modifiedAt(catalog.file) }),
		...(ready && live !== undefined && { hasDrift: live !== ready.fingerprint }),
	};
}

function lineOf(entry: ConnectionEntry, { blocks, text }: Connections): number {
	const block = blocks.find(one => one.id === entry.name.span.block);
	return linesOf(text).positionAt((block?.offset ?? 0) + entry.name.span.start).line;
}
