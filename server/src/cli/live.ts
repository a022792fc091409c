/** `validate --live`: asks both servers about a spec and joins what they say with what is known without them. */

import type { Catalog } from '../core/catalog/catalog';
import type { LocatedProblem } from '../core/report/located';
import type { Session } from '../engines/engine';
import { validateLive } from '../run/validateLive';
import { connectionSettings } from './connect';
import { OutsideFailure } from './outcome';
import { type NamedSpec, openNamed, problemsOf } from './specs';
import type { World } from './world';

export async function validateLiveProblems(world: World, spec: NamedSpec, folder: string | undefined): Promise<readonly LocatedProblem[]> {
	const source = await openSide(world, spec, 'source');
	try {
		const target = await openSide(world, spec, 'target');
		try {
			const { findings } = await validateLive(spec.facts, { source: source.session, target: target.session }, world.signal);
			const stale = [source, target].filter(side => side.isStale).map(side => side.side);
			return problemsOf(world, openNamed(world, spec.file, { folder, stale, live: findings }));
		} finally {
			await target.session.close();
		}
	} finally {
		await source.session.close();
	}
}

interface OpenSide {
	readonly side: 'source' | 'target';
	readonly session: Session;
	readonly isStale: boolean;
}

async function openSide(world: World, spec: NamedSpec, side: 'source' | 'target'): Promise<OpenSide> {
	const name = spec.facts.spec[side]?.connection?.text;
	if (name === undefined)
		throw new OutsideFailure(`"${spec.shown}" names no connection for its ${side}; write ${side}: { connection: NAME }`);
	const settings = await connectionSettings(world, spec.project, name);
	const committed: Catalog | undefined = spec.facts[side]?.catalog;
	const fingerprint = committed && (await world.engine.fingerprint(settings, world.signal));
	return {
		side,
		session: await world.engine.connect(settings, world.signal),
		isStale: committed !== undefined && committed.fingerprint !== fingerprint,
	};
}
