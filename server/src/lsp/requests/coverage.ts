/** Answers `crosswalk/coverage`: what becomes of each column of a mapping's target, from the committed catalog. Connects to nothing. */

import { coverageOf } from '../../core/mapping/coverage';
import { renderCoverageHtml } from '../../core/report/coverageHtml';
import { renderNoticeHtml, withNotice } from '../../core/report/noticeHtml';
import type { RunParams, RunResult } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';
import { toUri } from '../session';

export function coverage({ uri, mapping }: RunParams, world: Pick<RunWorld, 'session' | 'outside'>): RunResult {
	const spec = specToRun(uri, world);
	const found = coverageOf(spec.facts).mappings.find(one => one.mapping.name === mapping);
	const html = found
		? renderCoverageHtml(found, spec.placeOf)
		: renderNoticeHtml(spec.shown, `There is no mapping "${mapping ?? ''}" in this spec.`);
	return { uri: toUri(spec.file), html: withNotice(spec.partOnly, html) };
}
