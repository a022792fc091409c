/** Answers `crosswalk/refreshCatalog`: introspects both connections of a spec and writes their snapshots. */

import { renderRefreshed } from '../../core/catalog/refresh';
import { catalogPath } from '../../core/spec/project';
import { Cancelled, type ConnectionSettings, DatabaseFailure } from '../../engines/engine';
import type { RefreshCatalogParams, RefreshCatalogResult, RefreshedCatalog, SecretParams } from '../../protocol';
import { resolveConnection } from '../../run/connectionSettings';
import type { Outside } from '../outside';
import type { Session, SpecSnapshot } from '../session';

export interface RefreshWorld {
	readonly session: Session;
	readonly outside: Outside;
	/** Asks the client. */
	secret(params: SecretParams): Promise<string | null>;
	readonly signal: AbortSignal;
}

/** A connection that fails is told in its place, and the others go on. Throws `Cancelled`. */
export async function refreshCatalog({ uri }: RefreshCatalogParams, world: RefreshWorld): Promise<RefreshCatalogResult> {
	const specs = world.session.specsOf(uri).map(spec => world.session.snapshot(spec));
	const names = new Map<string, SpecSnapshot>();
	for (const spec of specs) {
		for (const side of [spec.facts.spec.source, spec.facts.spec.target]) if (side?.connection) names.set(side.connection.text, spec);
	}
	const catalogs: RefreshedCatalog[] = [];
	for (const [connection, spec] of names) catalogs.push(await refreshOne(connection, spec, world));
	return { catalogs };
}

async function refreshOne(connection: string, { project }: SpecSnapshot, world: RefreshWorld): Promise<RefreshedCatalog> {
	if (!world.session.isTrusted) {
		return {
			connection,
			changed: false,
			failure: 'This folder is not trusted, so nothing is connected to; trust it first (Manage Workspace Trust)',
		};
	}
	const entry = project.connections?.entries.find(one => one.name.text === connection);
	if (!entry || project.folder === undefined) {
		return { connection, changed: false, failure: `.crosswalk/connections.yaml has no connection "${connection}"; add it there` };
	}
	try {
		const settings = await resolveConnection(entry, {
			variable: name => world.outside.variable(name),
			file: path => world.session.sources.text(world.session.sources.resolve(project.connections?.file ?? '', path)),
			secret: async (name, address) => (await world.secret({ connection: name, address, reason: 'missing' })) ?? undefined,
			pgpass: () => pgpassText(world.outside),
		});
		const file = catalogPath(project.folder, connection);
		const before = world.outside.files.text(file);
		const text = renderRefreshed(before, await introspect(settings, world));
		const changed = before !== text;
		if (changed) world.outside.files.writeAtomically(file, text);
		return { connection, changed };
	} catch (error) {
		if (error instanceof DatabaseFailure) return { connection, changed: false, failure: error.message };
		throw error;
	}
}

async function introspect(settings: ConnectionSettings, { outside, signal }: RefreshWorld) {
	if (signal.aborted) throw new Cancelled();
	return await outside.engine.introspect(settings, signal);
}

function pgpassText({ variable, files }: Outside): string | undefined {
	const file = variable('PGPASSFILE') ?? (files.home() === undefined ? undefined : `${files.home()}/.pgpass`);
	return file === undefined ? undefined : files.text(file);
}
