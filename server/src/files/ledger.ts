/** The newest result of every check of a spec, from the runs that are kept: what gates and watched risks are judged by. Runs nothing. */

import { coverageOf } from '../core/mapping/coverage';
import type { OpenedSpec } from '../core/mapping/openSpec';
import type { CheckResult } from '../core/reconcile/result';
import { coverageReport } from '../core/report/coverageModel';
import { type RunRecord, type RunStart, runStart } from '../core/report/runRecord';
import type { Ledger, LedgerEntry } from '../core/strategy/judgeGate';
import type { Files } from './files';
import { readRuns, runFolder } from './runs';

/** `file`: of the spec. Without a `.crosswalk` folder nothing was kept. */
export function readLedger(files: Files, { facts, project, file }: OpenedSpec & { readonly file: string }): Ledger {
	const { sourcePercent, targetPercent } = coverageReport(file, coverageOf(facts)).summary;
	const coverage = {
		...(sourcePercent === undefined ? {} : { source: sourcePercent }),
		...(targetPercent === undefined ? {} : { target: targetPercent }),
	};
	if (project.folder === undefined) return { entries: [], coverage };
	// What a spec is known by is asked of all its mappings: only where something was run.
	let start: RunStart | undefined;
	const newest = new Map<string, LedgerEntry>();
	for (const run of readRuns(files, runFolder(files, project.folder, file))) {
		start ??= runStart(facts, file, '');
		for (const result of run.checks) {
			const key = [result.section, result.mapping, result.check].join('\0');
			if (!newest.has(key))
				newest.set(key, { result, atMs: Date.parse(toldAt(result) ?? run.startedAt), isStale: !isOfSpec(result, run, start) });
		}
	}
	return { entries: [...newest.values()], coverage };
}

/** What a person found is of when they said so. */
function toldAt({ found }: CheckResult): string | undefined {
	return found?.kind === 'acceptance' ? found.manual?.at : undefined;
}

/** Whether what was checked is what the spec says, between the same connections. */
function isOfSpec(result: CheckResult, run: RunRecord, start: RunStart): boolean {
	const { source, target } = run.connections;
	if (source !== start.connections.source || target !== start.connections.target) return false;
	// Examples are of their mapping.
	const section = result.section === 'examples' ? undefined : result.section;
	const kind = section ?? (result.mapping === undefined ? 'pairs' : 'mappings');
	const names = result.group ?? [section ? result.check : (result.mapping ?? result.check)];
	const before: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = run.identities;
	const today: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = start.identities;
	return names.every(name => before[kind]?.[name] !== undefined && before[kind]?.[name] === today[kind]?.[name]);
}
