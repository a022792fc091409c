/** Asks at each live run whether the databases are what their committed catalogs say. The rule `catalog-stale` tells it. */

import type { ConnectionSettings } from '../engines/engine';
import { driftOf } from '../run/drift';
import type { Sided } from '../run/sides';
import type { RunWorld, SpecToRun } from './runWorld';

/** What the servers have, beside what the committed catalogs say. */
export async function rememberDrift(settings: Sided<ConnectionSettings>, { facts, project }: SpecToRun, world: RunWorld): Promise<void> {
	for (const side of ['source', 'target'] as const) {
		const catalog = project.catalog(settings[side].name);
		if (!catalog || !facts[side]) continue;
		const drift = await driftOf(world.outside.engine, settings[side], facts[side].catalog, world.signal);
		world.session.liveFingerprints.set(catalog.file, drift?.fingerprint ?? facts[side].catalog.fingerprint);
		world.session.liveChanges.set(catalog.file, drift?.changes ?? []);
	}
}
