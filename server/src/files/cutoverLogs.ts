/**
 * What has happened in the cutovers of a spec, kept in `.crosswalk/runs/SPEC/cutover/`: a file for each time through it, to which every event
 * is added and in which nothing is changed.
 */

import { type CutoverEvent, type CutoverLog, parseLog, renderEvent, renderLogStart } from '../core/strategy/happenings';
import type { Files } from './files';
import { runFolder } from './runs';

export interface KeptLog {
	readonly file: string;
	readonly log: CutoverLog;
}

/** `project`: the `.crosswalk/` of the spec. The newest that is kept. */
export function newestCutoverLog(files: Files, project: string, spec: string): KeptLog | undefined {
	const folder = folderOf(files, project, spec);
	const names = files
		.filesIn(folder)
		.filter(name => name.endsWith('.jsonl'))
		.sort();
	for (const name of names.reverse()) {
		const log = parseLog(files.text(folder + name) ?? '');
		if (log) return { file: folder + name, log };
	}
	return undefined;
}

/** Adds to a log, or begins one at `startedAt` (ISO 8601). Throws when the disk does not take it. */
export function keepCutoverEvent(
	files: Files,
	{ project, spec, log }: { readonly project: string; readonly spec: string; readonly log: KeptLog | undefined },
	event: CutoverEvent,
	startedAt: string,
): void {
	if (log) {
		files.append(log.file, renderEvent(event));
		return;
	}
	const ignore = `${project}runs/.gitignore`;
	if (files.text(ignore) === undefined) files.writeAtomically(ignore, '*\n');
	const file = `${folderOf(files, project, spec)}${startedAt.replace(/[:.]/g, '-')}.jsonl`;
	files.writeAtomically(file, renderLogStart(spec.split(/[\\/]/).at(-1) ?? spec, startedAt) + renderEvent(event));
}

function folderOf(files: Files, project: string, spec: string): string {
	return `${runFolder(files, project, spec)}cutover/`;
}
