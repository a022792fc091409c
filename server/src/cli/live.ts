/**
 * `validate --live`: asks both servers about a spec and joins what they say with what is known without them. Of phases whose filters prove
 * nothing, the rows that none takes are counted, and those that come before what they refer to.
 */

import type { Problem } from '../core/base/problem';
import type { Catalog } from '../core/catalog/catalog';
import { costOf, costWords } from '../core/fit/cost';
import type { FitOfReport } from '../core/report/fitText';
import type { LocatedProblem } from '../core/report/located';
import { visibleText } from '../core/report/visibleText';
import type { Session } from '../engines/engine';
import { fileFailure } from '../files/failures';
import { keepFit } from '../files/fit';
import { type Drift, driftOf } from '../run/drift';
import { type FitRun, type FitRunOptions, fitNotRun, runFit } from '../run/fit';
import { countPhaseRows } from '../run/phaseRows';
import type { Sided } from '../run/sides';
import { validateLive } from '../run/validateLive';
import { sideSettings } from './connect';
import { fitProgressWords, statusLine } from './progress';
import { type NamedSpec, openNamed, partOnlyOf, problemsOf } from './specs';
import type { World } from './world';

export interface LiveOptions extends Pick<FitRunOptions, 'sample' | 'timeBudgetMs' | 'mappings'> {
	readonly folder: string | undefined;
}

export interface LiveOutcome {
	readonly problems: readonly LocatedProblem[];
	readonly fit: FitOfReport;
}

export async function validateLiveProblems(world: World, spec: NamedSpec, options: LiveOptions): Promise<LiveOutcome> {
	const { folder } = options;
	const source = await openSide(world, spec, 'source');
	try {
		const target = await openSide(world, spec, 'target');
		try {
			const sessions = { source: source.session, target: target.session };
			const { findings } = await validateLive(spec.facts, sessions, world.signal);
			const phases = await countPhaseRows(spec.facts, sessions, 'unproved', world.signal);
			const lost = partOnlyOf(world, spec);
			const run =
				lost === undefined
					? await fitOf(world, spec, sessions, { ...options, isProduction: source.isProduction })
					: fitNotRun(spec.facts, options.mappings, lost);
			const drifted = [source, target].filter(side => side.drift !== undefined);
			const stale = drifted.map(side => side.side);
			const drift = Object.fromEntries(drifted.map(side => [side.side, side.drift?.changes]));
			const live = [...findings, ...phases.findings];
			const whole = new Set(phases.counts.filter(({ left }) => left === 0).map(({ mapping }) => mapping));
			const isInOrder = ({ code, data }: Problem) =>
				phases.inOrder.some(one => one.code === code && one.mapping.name === data?.mapping && one.parents[0]?.name === data?.parent);
			const isDisproved = (problem: Problem) =>
				(problem.code === 'phase-leaves-rows' && whole.has(String(problem.data?.mapping))) || isInOrder(problem);
			const fit = new Map(run.results.map(result => [result.mapping, result]));
			return {
				problems: problemsOf(world, openNamed(world, spec.file, { folder, stale, drift, live }), isDisproved, fit),
				fit: { ...run, stale: [] },
			};
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
	readonly isProduction: boolean;
	/** Undefined when the database is what its catalog says. */
	readonly drift: Drift | undefined;
}

/** The caller closes its session. */
export async function openSide(world: World, spec: NamedSpec, side: 'source' | 'target'): Promise<OpenSide> {
	const settings = await sideSettings(world, spec, side);
	const committed: Catalog | undefined = spec.facts[side]?.catalog;
	const drift = committed && (await driftOf(world.engine, settings, committed, world.signal));
	const isProduction = settings.environment?.toLowerCase() === 'production';
	return { side, session: await world.engine.connect(settings, world.signal), isProduction, drift };
}

/** Looks at the data of every mapping, and keeps what was found beside the runs. */
async function fitOf(
	world: World,
	spec: NamedSpec,
	sessions: Sided<Session>,
	options: LiveOptions & { readonly isProduction: boolean },
): Promise<FitRun> {
	const say = (sentence: string) => world.stderr.write(`crosswalk: ${visibleText(sentence)}\n`);
	if (options.isProduction)
		say(`this is production: ${costWords(costOf(spec.facts, spec.facts.mappings), sessions.source.connection)} will be read`);
	const line = statusLine(world.stderr);
	try {
		const run = await runFit(spec.facts, sessions, { ...options, signal: world.signal, progress: at => line.show(fitProgressWords(at)) });
		try {
			// A sample proves no absence, so it must not stand for the whole.
			keepFit(
				world.files,
				spec.project.folder,
				spec.file,
				run.results.filter(one => one.sample === undefined),
			);
		} catch (error) {
			say(`what was found is not kept: ${fileFailure(error, path => path, 'written') ?? String(error)}`);
		}
		return run;
	} finally {
		line.clear();
	}
}
