/** Answers `crosswalk/recordAcceptance`: keeps what a person found by hand, with name and time, as `crosswalk check --record` does. */

import { renderNoticeHtml } from '../../core/report/noticeHtml';
import { keepRecord } from '../../files/recorded';
import type { RecordParams, RunResult } from '../../protocol';
import { panelModel, panelResults, runsBefore } from '../panel';
import { type RunWorld, type SpecToRun, specToRun } from '../runWorld';
import { toUri } from '../session';

export type RecordWorld = Pick<RunWorld, 'session' | 'outside' | 'now'>;

/** A result that cannot be kept is a failure: what is lost was not recorded. */
export function recordAcceptance({ uri, name, passed, by, note }: RecordParams, world: RecordWorld): RunResult {
	const spec = specToRun(uri, world);
	const answer = (failure: string) => ({ uri: toUri(spec.file), html: renderNoticeHtml(spec.shown, failure), failure });
	const obstacle = obstacleOf(spec, name, by);
	if (obstacle !== undefined) return answer(obstacle);
	const manual = { passed, by: by.trim(), at: new Date(world.now()).toISOString(), ...(note?.trim() ? { note: note.trim() } : {}) };
	const { record, failure } = keepRecord(world.outside.files, spec, name, manual);
	if (failure !== undefined) return answer(`"${name}" is not recorded: ${failure}`);
	world.session.known.keep(spec.file, { record }, () => runsBefore(spec, world.outside));
	const found = panelResults(spec, undefined, world);
	const panel = found ? { panel: panelModel(spec, found, false) } : {};
	return { uri: toUri(spec.file), html: renderNoticeHtml(spec.shown, `"${name}" is recorded.`), ...panel };
}

function obstacleOf({ facts, shown }: SpecToRun, name: string, by: string): string | undefined {
	const test = facts.spec.acceptance.find(one => one.name.text === name);
	if (!test) return `"${shown}" has no acceptance test "${name}"`;
	if (test.query) return `"${name}" has a query, so it is run and not recorded`;
	return by.trim() === '' ? `"${name}" is not recorded: say who went through its steps` : undefined;
}
