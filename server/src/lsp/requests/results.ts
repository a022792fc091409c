/** Answers `crosswalk/results`: what is known of the runs of a spec, as a model for the panel. Connects to nothing. */

import { renderNoticeHtml } from '../../core/report/noticeHtml';
import type { ResultsParams, RunResult } from '../../protocol';
import { type PanelWorld, panelModel, panelResults } from '../panel';
import { specToRun } from '../runWorld';
import { toUri } from '../session';

export function results({ uri, startedAt }: ResultsParams, world: PanelWorld): RunResult {
	const spec = specToRun(uri, world);
	const found = panelResults(spec, startedAt, world);
	if (found) return { uri: toUri(spec.file), html: '', panel: panelModel(spec, found, startedAt !== undefined) };
	return { uri: toUri(spec.file), html: renderNoticeHtml(spec.shown, 'This run is not kept any more: the last fifty runs are.') };
}
