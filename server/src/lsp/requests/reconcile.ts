/**
 * Answers `crosswalk/reconcile`: compares both databases, tells how far it is, and keeps what was found, for the lenses
 * and in `.crosswalk/runs/`.
 */

import type { ReconcilePlan } from '../../core/reconcile/plan';
import { planReconciliation } from '../../core/reconcile/planReconciliation';
import type { ReconcileReport } from '../../core/report/model';
import { renderNoticeHtml } from '../../core/report/noticeHtml';
import { thousands } from '../../core/report/numbers';
import { renderReconcileHtml } from '../../core/report/reconcileHtml';
import { reconcileLines } from '../../core/report/reconcileLine';
import { withChanges } from '../../core/report/runChanges';
import { runsOf } from '../../files/runs';
import type { RunParams, RunResult } from '../../protocol';
import { followProgress } from '../../run/progress';
import { runReconcile } from '../../run/reconcile';
import type { ReconcileEvent } from '../../run/reconcileEvent';
import { type RunWorld, runForSpec, type SpecToRun, sidesToRun } from '../runWorld';

/** A cancelled run gives what was known by then. Throws `Cancelled` when nothing was. */
export function reconcile(params: RunParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		const { mapping } = params;
		const plan = { ...planReconciliation(spec.facts, { mappings: mapping === undefined ? undefined : [mapping] }), spec: spec.shown };
		if (plan.jobs.length === 0) return renderNoticeHtml(spec.shown, nothingToCompare(mapping));
		const report = await run(plan, spec, world);
		// What was cut short says less than what the lens may know already.
		if (!report.interrupted) world.session.results.keep(spec.file, 'reconcile', spec.facts, reconcileLines(report.checks), world.now());
		return renderReconcileHtml(report, spec);
	});
}

function nothingToCompare(mapping: string | undefined): string {
	return mapping === undefined ? 'There is nothing to compare: the spec has no mapping.' : `There is no mapping "${mapping}" in this spec.`;
}

async function run(plan: ReconcilePlan, spec: SpecToRun, world: RunWorld): Promise<ReconcileReport> {
	const { source, target } = await sidesToRun(spec, whatRuns(plan), world);
	const { engine } = world.outside;
	const sides = { source: { engine, settings: source }, target: { engine, settings: target } };
	world.progress({ text: `connecting to ${source.name} and ${target.name}` });
	const tell = progressOf(world);
	const runs = runsOf(world.outside.files, spec, new Date(world.now()).toISOString());
	const kept = runs?.keep(sentence => world.log(`This run is not kept: ${sentence}`));
	const events = runReconcile(plan, sides, { lanes, signal: world.signal, now: world.now });
	for (let next = await events.next(); ; next = await events.next()) {
		if (next.done) {
			kept?.end(next.value);
			return withChanges(next.value, runs?.last);
		}
		if (next.value.kind === 'result') kept?.add(next.value.result);
		tell(next.value);
	}
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
	let toldAt = 0;
	return event => {
		const found = follow(event);
		if (!found || (event.kind === 'progress' && now() - toldAt < progressMs)) return;
		if (event.kind === 'progress') toldAt = now();
		const { mapping, check, number, total, others, rows, expectedRows, leftMs } = found;
		const more = others === 0 ? '' : `, and ${others} more`;
		const text = `${number} of ${total}: ${[mapping, check].filter(Boolean).join(', ')}${more}`;
		if (!rows) return progress({ text });
		const share = expectedRows ? ` of about ${thousands(Math.round(expectedRows))}` : '';
		const left = leftMs === undefined ? '' : `, ${Math.ceil(leftMs / 1000)} s left`;
		progress({ text, rows: `${thousands(rows.source)} | ${thousands(rows.target)}${share} rows${left}` });
	};
}
