/** Answers `crosswalk/cutover`: the timeline as a page, with what has happened so far and the gates by the newest results. Connects to nothing. */

import { renderCutoverHtml } from '../../core/report/cutoverHtml';
import { cutoverReport } from '../../core/report/cutoverModel';
import { renderNoticeHtml, withNotice } from '../../core/report/noticeHtml';
import { newestCutoverLog } from '../../files/cutoverLogs';
import { readLedger } from '../../files/ledger';
import type { RunResult, SpecParams } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';
import { toUri } from '../session';

export function cutover({ uri }: SpecParams, world: Pick<RunWorld, 'session' | 'outside' | 'now'>): RunResult {
	const spec = specToRun(uri, world);
	const { files } = world.outside;
	const { folder } = spec.project;
	const log = folder === undefined ? undefined : newestCutoverLog(files, folder, spec.file)?.log;
	const report = cutoverReport(spec.facts, spec.shown, readLedger(files, spec), log, world.now());
	const html = report ? renderCutoverHtml(report, spec.placeOf) : renderNoticeHtml(spec.shown, 'This spec has no cutover.');
	return { uri: toUri(spec.file), html: withNotice(spec.partOnly, html) };
}
