/** Answers `crosswalk/validateLive`: lets both servers look at the SQL of mappings. What they refuse becomes problems of the spec. Runs no query of the user. */

import type { MappingFacts } from '../../core/mapping/facts';
import { type LiveReport, renderValidateHtml } from '../../core/report/validateHtml';
import { renderValidateLine } from '../../core/report/validateLine';
import type { ConnectionSettings, Session as DatabaseSession } from '../../engines/engine';
import type { RunParams, RunResult } from '../../protocol';
import type { Sided } from '../../run/sides';
import { type LiveResult, validateLive as validateOnServers } from '../../run/validateLive';
import { type RunWorld, runForSpec, type SpecToRun, sidesToRun, specToRun } from '../runWorld';

export function validateLive(params: RunParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		const mappings = spec.facts.mappings.filter(({ name }) => params.mapping === undefined || name === params.mapping);
		const settings = await sidesToRun(spec, 'Both servers describe the SQL of the mappings without running it.', world);
		world.progress({ text: `connecting to ${settings.source.name} and ${settings.target.name}` });
		await rememberFingerprints(settings, spec, world);
		const live = await withSessions(settings, world, sessions => {
			world.progress({ text: 'servers look at the SQL' });
			return validateOnServers({ ...spec.facts, mappings }, sessions, world.signal);
		});
		const names = mappings.map(mapping => mapping.name);
		world.session.results.keepLive(spec.file, spec.facts, names, live.findings);
		const report = reportOf(spec, mappings, live, world);
		world.session.results.keep(spec.file, 'validate', spec.facts, linesOf(report, names), world.now());
		return renderValidateHtml(report, spec.placeOf);
	});
}

/** What the servers have, beside what the committed catalogs say. */
async function rememberFingerprints(settings: Sided<ConnectionSettings>, { facts, project }: SpecToRun, world: RunWorld): Promise<void> {
	for (const side of ['source', 'target'] as const) {
		const catalog = project.catalog(settings[side].name);
		if (!catalog || !facts[side]) continue;
		world.session.liveFingerprints.set(catalog.file, await world.outside.engine.fingerprint(settings[side], world.signal));
	}
}

async function withSessions<Value>(
	settings: Sided<ConnectionSettings>,
	{ outside, signal }: RunWorld,
	work: (sessions: Sided<DatabaseSession>) => Promise<Value>,
): Promise<Value> {
	const source = await outside.engine.connect(settings.source, signal);
	try {
		const target = await outside.engine.connect(settings.target, signal);
		try {
			return await work({ source, target });
		} finally {
			await target.close();
		}
	} finally {
		await source.close();
	}
}

/** The problems as the editor shows them: of the rules' own words and severities, what is known without a server among them. */
function reportOf(spec: SpecToRun, mappings: readonly MappingFacts[], live: LiveResult, world: RunWorld): LiveReport {
	const { problems, facts } = specToRun(spec.file, world);
	const names = new Set(mappings.map(mapping => mapping.name));
	const stale = (facts.stale ?? []).map(side => facts.spec[side]?.connection?.text ?? '');
	return {
		spec: spec.shown,
		described: live.described,
		skipped: live.skipped,
		problems: problems.filter(({ mapping, severity }) => mapping !== undefined && names.has(mapping) && severity !== 'hint'),
		stale,
	};
}

function linesOf({ described, problems }: LiveReport, names: readonly string[]): ReadonlyMap<string, string> {
	return new Map(
		names.map(name => [
			name,
			renderValidateLine({
				described: described.filter(one => one === name),
				problems: problems.filter(({ mapping, severity }) => mapping === name && severity !== 'information'),
			}),
		]),
	);
}
