/** Answers `crosswalk/refreshCatalog`: introspects both connections of a spec and writes their snapshots. */

import { renderRefreshed } from '../../core/catalog/refresh';
import { catalogPath } from '../../core/spec/project';
import { Cancelled, type ConnectionSettings, DatabaseFailure } from '../../engines/engine';
import { fileFailure } from '../../files/failures';
import type { RefreshCatalogParams, RefreshCatalogResult, RefreshedCatalog } from '../../protocol';
import { type ConnectWorld, connectionSettings, noteFailure } from '../connect';
import { type SpecSnapshot, toFile } from '../session';

export interface RefreshWorld extends ConnectWorld {
	readonly signal: AbortSignal;
}

/** A connection that fails is told in its place, and the others go on. Throws `Cancelled`. */
export async function refreshCatalog({ uri, connection: only }: RefreshCatalogParams, world: RefreshWorld): Promise<RefreshCatalogResult> {
	if (only !== undefined) {
		return { catalogs: [await refreshOne(only, { project: world.session.project(toFile(uri)) }, world)] };
	}
	const specs = world.session.specsOf(uri).map(spec => world.session.snapshot(spec));
	const names = new Map<string, SpecSnapshot>();
	for (const spec of specs) {
		for (const side of [spec.facts.spec.source, spec.facts.spec.target]) if (side?.connection) names.set(side.connection.text, spec);
	}
	const catalogs: RefreshedCatalog[] = [];
	for (const [connection, spec] of names) catalogs.push(await refreshOne(connection, spec, world));
	return { catalogs };
}

async function refreshOne(connection: string, spec: Pick<SpecSnapshot, 'project'>, world: RefreshWorld): Promise<RefreshedCatalog> {
	try {
		const settings = await connectionSettings(connection, spec, world);
		const file = catalogPath(spec.project.folder ?? '', connection);
		const before = world.outside.files.text(file);
		const text = renderRefreshed(before, await introspect(settings, world));
		const changed = before !== text;
		if (changed) world.outside.files.writeAtomically(file, text);
		return { connection, changed };
	} catch (error) {
		const failure = fileFailure(error, path => path, 'written');
		if (failure !== undefined) return { connection, changed: false, failure };
		if (!(error instanceof DatabaseFailure)) throw error;
		noteFailure(error, spec, world.session);
		return { connection, changed: false, failure: error.message };
	}
}

async function introspect(settings: ConnectionSettings, { outside, signal }: RefreshWorld) {
	if (signal.aborted) throw new Cancelled();
	return await outside.engine.introspect(settings, signal);
}
