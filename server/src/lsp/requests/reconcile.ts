/**
 * Answers `crosswalk/reconcile`: compares both databases, tells how far it is, and keeps what was found, for the lenses
 * and in `.crosswalk/runs/`.
 */

import type { ReconcilePlan } from '../../core/reconcile/plan';
import { planReconciliation } from '../../core/reconcile/planReconciliation';
import { checkId } from '../../core/report/knownChecks';
import type { ReconcileReport } from '../../core/report/model';
import { renderNoticeHtml } from '../../core/report/noticeHtml';
import { thousands } from '../../core/report/numbers';
import { renderReconcileHtml } from '../../core/report/reconcileHtml';
import { reconcileLines } from '../../core/report/reconcileLine';
import { withChanges } from '../../core/report/runChanges';
import { runStart } from '../../core/report/runRecord';
import { DatabaseFailure } from '../../engines/engine';
import { runsOf } from '../../files/runs';
import type { RunParams, RunResult } from '../../protocol';
import { followProgress } from '../../run/progress';
import { runReconcile } from '../../run/reconcile';
import type { ReconcileEvent } from '../../run/reconcileEvent';
import { rememberDrift } from '../drift';
import { panelModel, panelResults, runsBefore } from '../panel';
import { followRunningChecks } from '../runningChecks';
import { type RunWorld, requireWhole, runForSpec, type SpecToRun, sidesToRun } from '../runWorld';

/** A cancelled run gives what was known by then. Throws `Cancelled` when nothing was. */
export function reconcile(params: RunParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		requireWhole(spec);
		const plan = { ...planOf(params, spec), spec: spec.shown };
		if (plan.jobs.length === 0) return renderNoticeHtml(spec.shown, nothingToCompare(params.mapping));
		const report = await run(plan, params, spec, world);
		// What was cut short says less than what the lens may know already.
		if (!report.interrupted) world.session.results.keep(spec.file, 'reconcile', spec.facts, reconcileLines(report.checks), world.now());
		const found = panelResults(spec, undefined, world);
		return { html: renderReconcileHtml(report, spec), ...(found ? { panel: panelModel(spec, found, false) } : {}) };
	});
}

function planOf({ mapping, checks }: RunParams, { facts }: SpecToRun): ReconcilePlan {
	if (checks === undefined) return planReconciliation(facts, { mappings: mapping === undefined ? undefined : [mapping] });
	const plan = planReconciliation(facts);
	const jobs = plan.jobs.map(job => ({
		...job,
		checks: job.checks.filter(check => checks.includes(checkId({ mapping: job.mapping, check: check.name }))),
	}));
	return { ...plan, jobs: jobs.filter(job => job.checks.length > 0) };
}

function nothingToCompare(mapping: string | undefined): string {
	return mapping === undefined ? 'There is nothing to compare: the spec has no mapping.' : `There is no mapping "${mapping}" in this spec.`;
}

async function run(plan: ReconcilePlan, { maxDifferences }: RunParams, spec: SpecToRun, world: RunWorld): Promise<ReconcileReport> {
	const { source, target } = await sidesToRun(spec, whatRuns(plan), world);
	const { engine } = world.outside;
	const sides = { source: { engine, settings: source }, target: { engine, settings: target } };
	world.progress({ text: `connecting to ${source.name} and ${target.name}` });
	await rememberDrift({ source, target }, spec, world).catch(unlessUnreachable);
	const tell = progressOf(world);
	const startedAt = new Date(world.now()).toISOString();
	const runs = runsOf(world.outside.files, spec, startedAt);
	const kept = runs?.keep(sentence => world.log(`This run is not kept: ${sentence}`));
	const events = runReconcile(plan, sides, { lanes, maxDifferences, signal: world.signal, now: world.now });
	for (let next = await events.next(); ; next = await events.next()) {
		if (next.done) {
			kept?.end(next.value);
			const report = withChanges(next.value, runs?.last);
			const record = { ...runStart(spec.facts, spec.shown, startedAt), checks: report.checks, end: report };
			world.session.known.keep(spec.file, { record, ...(report.changes ? { changes: report.changes } : {}) }, () =>
				runsBefore(spec, world.outside),
			);
			return report;
		}
		if (next.value.kind === 'result') kept?.add(next.value.result);
		tell(next.value);
	}
}

/** A server that does not answer is told by the run itself, check by check. */
function unlessUnreachable(error: unknown): void {
	if (!(error instanceof DatabaseFailure)) throw error;
}

/** Mappings that are compared at once. */
const lanes = 2;

/** One sentence for the question before production. */
function whatRuns({ jobs }: ReconcilePlan): string {
	const names = jobs.map(
		job => `${(job.group ?? [job.mapping ?? 'queries']).join(' + ')} (${job.checks.map(check => check.name).join(', ')})`,
	);
	const shown = names.slice(0, 5).join('; ');
	return `It compares ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}

/** As often as an eye follows. */
const progressMs = 200;

function progressOf({ progress, now }: RunWorld): (event: ReconcileEvent) => void {
	const follow = followProgress();
	const followChecks = followRunningChecks();
	let toldAt = 0;
	let told = 'comparing';
	return event => {
		followChecks.hear(event);
		const found = follow(event);
		if (event.kind === 'wait' || (event.kind === 'progress' && (!found || now() - toldAt < progressMs))) return;
		if (event.kind === 'progress') toldAt = now();
		const checks = followChecks.tell();
		if (!found) return progress({ text: told, ...checks });
		const { mapping, check, number, total, others, rows, expectedRows, leftMs } = found;
		const more = others === 0 ? '' : `, and ${others} more`;
		const text = `${number} of ${total}: ${[mapping, check].filter(Boolean).join(', ')}${more}`;
		told = text;
		if (!rows) return progress({ text, ...checks });
		const share = expectedRows ? ` of about ${thousands(Math.round(expectedRows))}` : '';
		const left = leftMs === undefined ? '' : `, ${Math.ceil(leftMs / 1000)} s left`;
		progress({ text, rows: `${thousands(rows.source)} | ${thousands(rows.target)}${share} rows${left}`, ...checks });
	};
}
