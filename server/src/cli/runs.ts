/** Keeps the runs of a command in `.crosswalk/runs/`, and finds what an interrupted one had finished. */

import type { CheckResult } from '../core/reconcile/result';
import { type RunRecord, type RunStart, runStart, stillHolds, withPlaces } from '../core/report/runRecord';
import { visibleText } from '../core/report/visibleText';
import { type KeptRun, keepRun, readRuns, runFolder } from '../files/runs';
import type { NamedSpec } from './specs';
import type { World } from './world';

export interface Runs {
	readonly folder: string;
	/** The newest that is kept. */
	readonly last?: RunRecord;
	/** What this run would be. */
	readonly start: RunStart;
	keep(): KeptRun;
}

/** Undefined when there is no `.crosswalk` folder to keep them in. */
export function runsOf(world: World, spec: NamedSpec): Runs | undefined {
	const { folder: project } = spec.project;
	if (project === undefined) return undefined;
	const folder = runFolder(world.files, project, spec.file);
	const start = runStart(spec.facts, spec.shown, world.now().toISOString());
	const [last] = readRuns(world.files, folder);
	return {
		folder,
		...(last ? { last } : {}),
		start,
		keep: () =>
			keepRun(world.files, folder, start, sentence => world.stderr.write(`crosswalk: this run is not kept: ${visibleText(sentence)}\n`)),
	};
}

/** What need not be compared again, with the moment of which it speaks. Empty when the last run went to its end. */
export function finishedBefore({ last, start }: Runs, spec: NamedSpec): readonly CheckResult[] {
	if (!last || (last.end && !wasCutShort(last))) return [];
	const note = `${takenOver}${last.startedAt}, which did not go to its end`;
	return last.checks
		.filter(check => stillHolds(check, last, start))
		.map(check => {
			const notes = check.notes ?? [];
			return { ...withPlaces(check, spec.facts), notes: notes.some(one => one.startsWith(takenOver)) ? notes : [...notes, note] };
		});
}

const takenOver = 'compared by the run of ';

function wasCutShort({ end, checks }: RunRecord): boolean {
	return end?.interrupted === true || checks.some(check => check.verdict === 'partial' || check.verdict === 'failed');
}
