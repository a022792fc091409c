/**
 * Results of runs in `.crosswalk/runs/`, a folder for each spec and a file for each run, named by its start. Git is told to leave them: they
 * hold values of rows. A run that cannot be kept is no failure of the run.
 */

import type { OpenedSpec } from '../core/mapping/openSpec';
import type { CheckResult } from '../core/reconcile/result';
import type { ReconcileReport } from '../core/report/model';
import {
	parseRun,
	type RunKind,
	type RunRecord,
	type RunStart,
	renderRunEnd,
	renderRunResult,
	renderRunStart,
	runStart,
} from '../core/report/runRecord';
import { fileFailure } from './failures';
import type { Files } from './files';

/** How many runs of a spec are kept. */
const mostRuns = 50;
const extension = '.jsonl';
/** In the name of a run that holds what a person recorded. */
const keptForGood = '.recorded';

export interface KeptRun {
	add(result: CheckResult): void;
	end(report: ReconcileReport): void;
}

/** The runs of a spec before this one, and this one. */
export interface Runs {
	/** The newest of its kind that is kept. */
	readonly last?: RunRecord;
	/** What this run is of. */
	readonly start: RunStart;
	/** Keeps this run from its first result on. `onFailure` hears once why it could not. With `forGood` it stays, however many runs follow. */
	keep(onFailure: (sentence: string) => void, forGood?: 'for good'): KeptRun;
}

/** `shown`: the spec's file as the user reads it. `startedAt`: ISO 8601. Undefined when there is no `.crosswalk` folder to keep them in. */
export function runsOf(
	files: Files,
	{ facts, project, file, shown }: OpenedSpec & { readonly file: string; readonly shown: string },
	startedAt: string,
	kind: RunKind = 'reconcile',
): Runs | undefined {
	if (project.folder === undefined) return undefined;
	const folder = runFolder(files, project.folder, file);
	const start = runStart(facts, shown, startedAt, kind);
	const last = newestOf(files, folder, kind);
	return {
		...(last ? { last } : {}),
		start,
		keep: (onFailure, forGood) => keepRun(files, folder, start, onFailure, forGood ? keptForGood : ''),
	};
}

/** Where the runs of a spec are, with a slash at its end. `project`: its `.crosswalk/`. */
export function runFolder(files: Pick<Files, 'resolve' | 'shown'>, project: string, spec: string): string {
	const below = files.shown(files.resolve(project.slice(0, -1), '.'), spec).replaceAll('\\', '/');
	const name = /^(\/|[a-z]:)/i.test(below) ? (below.split('/').at(-1) ?? '') : below;
	return `${project}runs/${name.replace(/\.ya?ml$/, '').replace(/\.migration$/, '')}/`;
}

/** Newest first, read as they are asked for. What is no run is passed over. */
export function* readRuns(files: Files, folder: string): Generator<RunRecord> {
	for (const name of runNames(files, folder).reverse()) {
		const record = parseRun(files.text(folder + name) ?? '');
		if (record) yield record;
	}
}

function newestOf(files: Files, folder: string, kind: RunKind): RunRecord | undefined {
	for (const run of readRuns(files, folder)) if ((run.kind ?? 'reconcile') === kind) return run;
	return undefined;
}

/** Keeps a run as it goes, from its first result on: one that found no database would hide the unfinished run before it from `--resume`. */
function keepRun(files: Files, folder: string, start: RunStart, onFailure: (sentence: string) => void, mark: string): KeptRun {
	let file: string | undefined;
	let isKept = true;
	const begin = (): string => {
		const ignore = `${folder.slice(0, folder.indexOf('/runs/'))}/runs/.gitignore`;
		if (files.text(ignore) === undefined) files.writeAtomically(ignore, '*\n');
		const name = freeName(files, folder, start.startedAt, mark);
		files.writeAtomically(name, renderRunStart(start));
		const passing = runNames(files, folder).filter(one => !one.includes(keptForGood));
		for (const old of passing.slice(0, -mostRuns)) files.remove(folder + old);
		return name;
	};
	const append = (text: string) => {
		if (!isKept) return;
		try {
			file ??= begin();
			files.append(file, text);
		} catch (error) {
			isKept = false;
			onFailure(fileFailure(error, path => path, 'written') ?? String(error));
		}
	};
	return { add: result => append(renderRunResult(result)), end: report => append(renderRunEnd(report)) };
}

/** Colons are no part of a file's name on Windows. */
function freeName(files: Files, folder: string, startedAt: string, mark: string): string {
	const name = startedAt.replace(/[:.]/g, '-');
	for (let number = 1; ; number++) {
		const file = `${folder}${name}${number === 1 ? '' : `~${number}`}${mark}${extension}`;
		if (files.text(file) === undefined) return file;
	}
}

function runNames(files: Files, folder: string): string[] {
	return files
		.filesIn(folder)
		.filter(name => name.endsWith(extension))
		.sort();
}
