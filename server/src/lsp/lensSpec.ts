/** What lenses and hover tell of a spec beside its text: the last results, and what has happened in its cutover. Runs nothing. */

import type { SpecFacts } from '../core/mapping/facts';
import type { Project } from '../core/spec/project';
import type { LensSpec } from '../features/lens';
import { readRuns, runFolder } from '../files/runs';
import { entryResult } from './entryResult';
import type { Outside } from './outside';
import { type Session, toUri } from './session';

/** Kept runs are read the first time that somebody asks. */
export function lensSpec(
	spec: string,
	{ facts, project }: { readonly facts: SpecFacts; readonly project: Project },
	{ session, outside }: { readonly session: Session; readonly outside: Outside },
	nowMs: number,
): LensSpec {
	const folder = project.folder === undefined ? undefined : runFolder(outside.files, project.folder, spec);
	const runsBefore = () => (folder === undefined ? [] : readRuns(outside.files, folder));
	if (folder !== undefined) session.results.recall(spec, facts, runsBefore);
	const known = session.known.of(spec, runsBefore);
	return {
		uri: toUri(spec),
		name: facts.spec.name?.text ?? spec,
		facts,
		cutover: { log: session.cutoverLog(spec), nowMs },
		result: (mapping, run) => session.results.result(spec, run, facts, mapping, nowMs),
		entry: id => {
			const found = known.checks.get(id);
			return found && entryResult(found, facts, nowMs);
		},
	};
}
