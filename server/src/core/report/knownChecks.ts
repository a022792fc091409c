/** The last that is known of each check of a spec, out of its runs: a run of one mapping leaves what is known of the others. */

import type { CheckResult } from '../reconcile/result';
import { countVerdicts, overallVerdict } from '../reconcile/verdict';
import type { ReconcileReport } from './model';
import type { RunRecord, RunStart } from './runRecord';

export interface KnownCheck {
	readonly result: CheckResult;
	/** Of the run that it is of. */
	readonly start: RunStart;
}

/** Unique in a spec, the same from run to run. */
export function checkId({ section, mapping, check }: Pick<CheckResult, 'section' | 'mapping' | 'check'>): string {
	return [section ?? '', mapping ?? '', check].join('/');
}

/** By id. `runs` come newest first. */
export function knownChecks(runs: Iterable<RunRecord>): ReadonlyMap<string, KnownCheck> {
	const known = new Map<string, KnownCheck>();
	for (const { checks, end: _, ...start } of runs) {
		for (const result of checks) {
			const id = checkId(result);
			if (!known.has(id)) known.set(id, { result, start });
		}
	}
	return known;
}

/** A kept run as a report. One that was killed ended without a word: what it had is all there is. */
export function reportOfRun({ spec, startedAt, connections, checks, end }: RunRecord): ReconcileReport {
	const { source, target } = connections;
	const summed = {
		elapsedMs: checks.reduce((sum, check) => sum + check.elapsedMs, 0),
		verdict: overallVerdict(checks.map(check => check.verdict)),
		interrupted: true as const,
		sides: { source: { connection: source }, target: { connection: target } },
		summary: countVerdicts(checks),
	};
	return { ...(end ?? summed), spec, startedAt, checks };
}
