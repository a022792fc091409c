/** Whether a database is what its committed catalog says, asked by its fingerprint; and what changed, when it is not. */

import type { Catalog } from '../core/catalog/catalog';
import { type CatalogChange, diffCatalogs } from '../core/catalog/diff';
import type { ConnectionSettings, Engine } from '../engines/engine';

export interface Drift {
	/** What the database has. */
	readonly fingerprint: string;
	readonly changes: readonly CatalogChange[];
}

/** Undefined when nothing changed. Introspects only when something did. `known`: the fingerprint, when it was asked for already. */
export async function driftOf(
	engine: Pick<Engine, 'fingerprint' | 'introspect'>,
	settings: ConnectionSettings,
	committed: Catalog,
	signal?: AbortSignal,
	known?: string,
): Promise<Drift | undefined> {
	const fingerprint = known ?? (await engine.fingerprint(settings, signal));
	if (fingerprint === committed.fingerprint) return undefined;
	return { fingerprint, changes: diffCatalogs(committed, await engine.introspect(settings, signal)) };
}
