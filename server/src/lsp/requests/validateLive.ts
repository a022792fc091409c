/**
 * Answers `crosswalk/validateLive`: lets both servers look at the SQL of mappings, and counts the rows of the source that will not fit. What
 * they refuse and what is found becomes problems of the spec.
 */

import { renderCatalogChanges } from '../../core/catalog/diff';
import { costOf, costWords } from '../../core/fit/cost';
import { affectedBy } from '../../core/mapping/drift';
import type { MappingFacts } from '../../core/mapping/facts';
import { thousands } from '../../core/report/numbers';
import { type LiveReport, renderValidateHtml } from '../../core/report/validateHtml';
import { renderValidateLine } from '../../core/report/validateLine';
import type { ConnectionSettings, Session as DatabaseSession } from '../../engines/engine';
import { fileFailure } from '../../files/failures';
import { keepFit } from '../../files/fit';
import type { RunParams, RunResult } from '../../protocol';
import { type FitRun, fitNotRun, runFit } from '../../run/fit';
import type { Sided } from '../../run/sides';
import { type LiveResult, validateLive as validateOnServers } from '../../run/validateLive';
import { rememberDrift } from '../drift';
import { type RunWorld, runForSpec, type SpecToRun, sidesToRun, specToRun } from '../runWorld';

export function validateLive(params: RunParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		const mappings = spec.facts.mappings.filter(({ name }) => params.mapping === undefined || name === params.mapping);
		const settings = await sidesToRun(spec, whatRuns(spec, mappings), world);
		world.progress({ text: `connecting to ${settings.source.name} and ${settings.target.name}` });
		await rememberDrift(settings, spec, world);
		const [live, fit] = await withSessions(settings, world, async sessions => {
			world.progress({ text: 'servers look at the SQL' });
			const described = await validateOnServers({ ...spec.facts, mappings }, sessions, world.signal);
			return [described, await lookAtData(spec, mappings, sessions, world)] as const;
		});
		const names = mappings.map(mapping => mapping.name);
		world.session.results.keepLive(spec.file, spec.facts, names, live.findings);
		const report = reportOf(spec, mappings, live, fit, world);
		world.session.results.keep(spec.file, 'validate', spec.facts, linesOf(report, names), world.now());
		return renderValidateHtml(report, spec.placeOf);
	});
}

/** One sentence for the question before production. */
function whatRuns({ facts }: SpecToRun, mappings: readonly MappingFacts[]): string {
	const cost = costWords(costOf(facts, mappings), facts.spec.source?.connection?.text ?? '');
	return `Both servers describe the SQL of the mappings; then ${cost} are read, to count the rows that will not fit.`;
}

/** What was found is kept for the rules, and beside the runs. */
async function lookAtData(
	spec: SpecToRun,
	mappings: readonly MappingFacts[],
	sessions: Sided<DatabaseSession>,
	world: RunWorld,
): Promise<FitRun> {
	// What hides personal data may be what is lost.
	if (spec.partOnly !== undefined)
		return fitNotRun(
			spec.facts,
			mappings.map(({ name }) => name),
			spec.partOnly,
		);
	const run = await runFit(spec.facts, sessions, {
		mappings: mappings.map(({ name }) => name),
		signal: world.signal,
		progress: ({ mapping, number, total, what, expectedRows }) =>
			world.progress({
				text: `${number} of ${total}: ${mapping}, ${what}`,
				...(expectedRows === undefined ? {} : { rows: `of about ${thousands(Math.round(expectedRows))} rows` }),
			}),
	});
	world.session.keepFit(spec.file, run.results);
	try {
		keepFit(world.outside.files, spec.project.folder, spec.file, run.results);
	} catch (error) {
		world.log(`What was found in the data is not kept: ${fileFailure(error, path => path, 'written') ?? String(error)}`);
	}
	return run;
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
function reportOf(spec: SpecToRun, mappings: readonly MappingFacts[], live: LiveResult, fit: FitRun, world: RunWorld): LiveReport {
	const { problems, facts } = specToRun(spec.file, world);
	const names = new Set(mappings.map(mapping => mapping.name));
	const stale = (facts.stale ?? []).map(side => {
		const changes = facts.drift?.[side] ?? [];
		return {
			connection: facts.spec[side]?.connection?.text ?? '',
			changes: renderCatalogChanges(changes),
			affected: affectedBy(facts, side, changes),
		};
	});
	return {
		spec: spec.shown,
		described: live.described,
		skipped: live.skipped,
		problems: problems.filter(({ mapping, severity }) => mapping !== undefined && names.has(mapping) && severity !== 'hint'),
		stale,
		fit: { ...fit, stale: [] },
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
