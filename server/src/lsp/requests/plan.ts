/** Answers `crosswalk/plan`: scope, strategy, phases and risks as a page, from committed catalogs and the newest results. Connects to nothing. */

import { coverageOf } from '../../core/mapping/coverage';
import { withNotice } from '../../core/report/noticeHtml';
import { renderPlanHtml } from '../../core/report/planHtml';
import { planReport } from '../../core/report/planModel';
import { checkSpec } from '../../core/rules/checkSpec';
import { readLedger } from '../../files/ledger';
import type { RunResult, SpecParams } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';
import { toUri } from '../session';

export function plan({ uri }: SpecParams, world: Pick<RunWorld, 'session' | 'outside' | 'now'>): RunResult {
	const spec = specToRun(uri, world);
	const data = { fit: world.session.fit(spec.file), profiles: world.session.profiles(spec.file) };
	const report = planReport(spec.shown, spec.facts, {
		ledger: readLedger(world.outside.files, spec),
		problems: checkSpec(spec.facts, { severities: spec.project.settings?.rules, fit: data.fit }),
		...data,
		today: new Date(world.now()).toISOString().slice(0, 10),
	});
	return { uri: toUri(spec.file), html: withNotice(spec.partOnly, renderPlanHtml(report, coverageOf(spec.facts))) };
}
