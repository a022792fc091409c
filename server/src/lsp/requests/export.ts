/** Answers `crosswalk/export`: what the panel shows as the text of a file, by the renderers of the command line. Connects to nothing. */

import type { SpecFacts } from '../../core/mapping/facts';
import { countVerdicts, overallVerdict } from '../../core/reconcile/verdict';
import { reportOfRun } from '../../core/report/knownChecks';
import type { PlaceOf, ReconcileReport } from '../../core/report/model';
import { renderReconcileCsv } from '../../core/report/reconcileCsv';
import { renderReconcileHtmlFile } from '../../core/report/reconcileHtmlFile';
import { renderReconcileJson } from '../../core/report/reconcileJson';
import { renderReconcileJunit } from '../../core/report/reconcileJunit';
import { renderReconcileMarkdown } from '../../core/report/reconcileMarkdown';
import { withPlaces } from '../../core/report/runRecord';
import type { ExportFormat, ExportParams, ExportResult } from '../../protocol';
import { type PanelResults, type PanelWorld, panelResults } from '../panel';
import { specToRun } from '../runWorld';

const width = 120;

const renderers: Readonly<Record<ExportFormat, (report: ReconcileReport, placeOf: PlaceOf) => string>> = {
	csv: renderReconcileCsv,
	json: (report, placeOf) => `${renderReconcileJson(report, placeOf)}\n`,
	markdown: (report, placeOf) => renderReconcileMarkdown(report, { width, placeOf }),
	html: renderReconcileHtmlFile,
	junit: (report, placeOf) => renderReconcileJunit(report, { width, placeOf }),
};

/** Throws a sentence when nothing is known. */
export function exportResults({ uri, startedAt, format }: ExportParams, world: PanelWorld): ExportResult {
	const spec = specToRun(uri, world);
	const found = panelResults(spec, startedAt, world);
	const report = found && reportOf(found, spec.facts);
	if (!report) throw new Error('There is no result to export: run a reconciliation first.');
	const placeOf: PlaceOf = span => {
		const place = spec.placeOf(span);
		return place && { file: place.file, line: place.line };
	};
	return { text: renderers[format](report, placeOf) };
}

/** The last run, with what is known of the checks that it did not run. */
function reportOf({ checks: known, run }: PanelResults, facts: SpecFacts): ReconcileReport | undefined {
	if (!run) return undefined;
	const checks = [...known.values()].map(({ result }) => withPlaces(result, facts));
	return {
		...reportOfRun(run.record),
		checks,
		verdict: overallVerdict(checks.map(({ verdict }) => verdict)),
		summary: countVerdicts(checks),
	};
}
