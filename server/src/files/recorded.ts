/** What people recorded of manual acceptance tests, from the runs that are kept. */

import { identityOfTrial } from '../core/mapping/identity';
import type { OpenedSpec } from '../core/mapping/openSpec';
import type { CheckResult, ManualFound } from '../core/reconcile/result';
import { countVerdicts } from '../core/reconcile/verdict';
import type { ReconcileReport } from '../core/report/model';
import { type RunRecord, runStart } from '../core/report/runRecord';
import type { Recorded } from '../core/trials/acceptanceTrial';
import type { Files } from './files';
import { readRuns, runFolder, runsOf } from './runs';

/** By the name of the test. A test whose words are others since is `stale`. */
export function recordedOf(files: Files, { facts, project, file }: OpenedSpec & { readonly file: string }): (name: string) => Recorded {
	let newest: ReadonlyMap<string, Kept> | undefined;
	return name => {
		newest ??= project.folder === undefined ? new Map() : newestRecords(files, runFolder(files, project.folder, file));
		const known = newest.get(name);
		if (!known) return undefined;
		return known.identity === identityOfTrial(facts, { section: 'acceptance', name }) ? known.manual : 'stale';
	};
}

interface Kept {
	readonly manual: ManualFound;
	readonly identity: string | undefined;
}

function newestRecords(files: Files, folder: string): ReadonlyMap<string, Kept> {
	const newest = new Map<string, Kept>();
	for (const { checks, identities } of readRuns(files, folder)) {
		for (const { section, check, found } of checks) {
			if (section !== 'acceptance' || found?.kind !== 'acceptance' || !found.manual || newest.has(check)) continue;
			newest.set(check, { manual: found.manual, identity: identities.acceptance?.[check] });
		}
	}
	return newest;
}

export interface KeptRecord {
	readonly record: RunRecord;
	/** Why it could not be kept. */
	readonly failure?: string;
}

/** Keeps what a person found, for good. */
export function keepRecord(
	files: Files,
	spec: OpenedSpec & { readonly file: string; readonly shown: string },
	name: string,
	manual: ManualFound,
): KeptRecord {
	const runs = runsOf(files, spec, manual.at, 'check');
	const start = runs?.start ?? runStart(spec.facts, spec.shown, manual.at, 'check');
	const verdict = manual.passed ? 'identical' : 'different';
	const result: CheckResult = {
		section: 'acceptance',
		check: name,
		verdict,
		elapsedMs: 0,
		found: { kind: 'acceptance', notTrue: [], manual },
	};
	const { source, target } = start.connections;
	const end: ReconcileReport = {
		spec: spec.shown,
		startedAt: manual.at,
		elapsedMs: 0,
		verdict,
		sides: { source: { connection: source }, target: { connection: target } },
		checks: [result],
		summary: countVerdicts([result]),
	};
	let failure = runs ? undefined : 'there is no .crosswalk folder to keep it in';
	const kept = runs?.keep(sentence => {
		failure = sentence;
	}, 'for good');
	kept?.add(result);
	kept?.end(end);
	return { record: { ...start, checks: [result], end }, ...(failure === undefined ? {} : { failure }) };
}
