/** The last that is known of each check, by spec: of runs of this session, and of kept ones. Decides nothing. */

import { type KnownCheck, knownChecks, reportOfRun } from '../core/report/knownChecks';
import type { RunChanges } from '../core/report/model';
import { withChanges } from '../core/report/runChanges';
import type { RunRecord } from '../core/report/runRecord';

export interface KnownRun {
	readonly record: RunRecord;
	readonly changes?: RunChanges;
}

export interface Known {
	/** By `checkId`. */
	readonly checks: ReadonlyMap<string, KnownCheck>;
	/** The newest run. */
	readonly last?: KnownRun;
}

export interface KnownRuns {
	/** `runs` gives those before, newest first; it is asked once for a spec. */
	of(spec: string, runs: () => Iterable<RunRecord>): Known;
	/** A run that has just ended. */
	keep(spec: string, run: KnownRun, runs: () => Iterable<RunRecord>): void;
}

/** Older runs than these are only looked into one by one. */
const mostRead = 10;

export function makeKnownRuns(): KnownRuns {
	const known = new Map<string, Known>();
	const of: KnownRuns['of'] = (spec, runs) => {
		const before = known.get(spec) ?? recall(runs());
		known.set(spec, before);
		return before;
	};
	return {
		of,
		keep(spec, run, runs) {
			const { checks } = of(spec, runs);
			known.set(spec, { checks: new Map([...checks, ...knownChecks([run.record])]), last: run });
		},
	};
}

function recall(runs: Iterable<RunRecord>): Known {
	const read: RunRecord[] = [];
	for (const run of runs) if (read.push(run) === mostRead) break;
	const [last, ...earlier] = read;
	if (!last) return { checks: new Map() };
	const before = earlier.find(({ kind }) => kind === last.kind);
	const { changes } = withChanges(reportOfRun(last), before);
	return { checks: knownChecks(read), last: { record: last, ...(changes ? { changes } : {}) } };
}
