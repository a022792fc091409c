/** What `--resume` takes over: the mappings that an unfinished run had finished. */

import type { CheckResult } from '../core/reconcile/result';
import { type RunRecord, stillHolds, withPlaces } from '../core/report/runRecord';
import type { Runs } from '../files/runs';
import type { NamedSpec } from './specs';

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
