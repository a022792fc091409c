/**
 * `validate --live`: asks both servers about a spec and joins what they say with what is known without them. Of phases whose filters prove
 * nothing, the rows that none takes are counted.
 */

import type { Problem } from '../core/base/problem';
import type { Catalog } from '../core/catalog/catalog';
import type { LocatedProblem } from '../core/report/located';
import type { Session } from '../engines/engine';
import { countPhaseRows } from '../run/phaseRows';
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
			const sessions = { source: source.session, target: target.session };
			const { findings } = await validateLive(spec.facts, sessions, world.signal);
			const phases = await countPhaseRows(spec.facts, sessions, 'unproved', world.signal);
			const stale = [source, target].filter(side => side.isStale).map(side => side.side);
			const live = [...findings, ...phases.findings];
			const whole = new Set(phases.counts.filter(({ left }) => left === 0).map(({ mapping }) => mapping));
			const isDisproved = ({ code, data }: Problem) => code === 'phase-leaves-rows' && whole.has(String(data?.mapping));
			return problemsOf(world, openNamed(world, spec.file, { folder, stale, live }), isDisproved);
		} finally {
			await target.session.close();
		}
	} finally {
		await source.session.close();
	}
}

export interface OpenSide {
	readonly side: 'source' | 'target';
	readonly session: Session;
	readonly isStale: boolean;
}

/** The caller closes its session. */
export async function openSide(world: World, spec: NamedSpec, side: 'source' | 'target'): Promise<OpenSide> {
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
