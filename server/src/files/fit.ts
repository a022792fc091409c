/** The data fit of a spec in `.crosswalk/runs/`, beside its runs: the last result of each mapping, in one file. */

import type { FitResult } from '../core/fit/fit';
import { mergedFit, parseFit, renderFit } from '../core/fit/kept';
import type { Files } from './files';
import { runFolder } from './runs';

/** `project`: the `.crosswalk/` of the spec. What cannot be read is nothing. */
export function readFit(files: Pick<Files, 'text' | 'resolve' | 'shown'>, project: string | undefined, spec: string): readonly FitResult[] {
	if (project === undefined) return [];
	return parseFit(files.text(fitFile(files, project, spec)) ?? '')?.results ?? [];
}

/** In the place of what was known of the same mappings. Throws what the disk throws. */
export function keepFit(files: Files, project: string | undefined, spec: string, results: readonly FitResult[]): void {
	if (project === undefined || results.length === 0) return;
	const ignore = `${project}runs/.gitignore`;
	if (files.text(ignore) === undefined) files.writeAtomically(ignore, '*\n');
	files.writeAtomically(fitFile(files, project, spec), renderFit(mergedFit(readFit(files, project, spec), results)));
}

function fitFile(files: Pick<Files, 'resolve' | 'shown'>, project: string, spec: string): string {
	return `${runFolder(files, project, spec)}fit.json`;
}
