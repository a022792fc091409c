/**
 * Answers `crosswalk/check`: runs quality rules, acceptance tests and examples, and keeps what was found, for the lenses and in
 * `.crosswalk/runs/`. Connects to no more than the sides that are asked.
 */

import { checkId } from '../../core/report/knownChecks';
import type { ReconcileReport } from '../../core/report/model';
import { renderNoticeHtml } from '../../core/report/noticeHtml';
import { renderReconcileHtml } from '../../core/report/reconcileHtml';
import { withChanges } from '../../core/report/runChanges';
import { runStart } from '../../core/report/runRecord';
import { planTrials } from '../../core/trials/planTrials';
import type { TrialPlan } from '../../core/trials/trial';
import { recordedOf } from '../../files/recorded';
import { runsOf } from '../../files/runs';
import type { RunParams, RunResult } from '../../protocol';
import { runTrials, sidesOfTrials } from '../../run/trials';
import { panelModel, panelResults, runsBefore } from '../panel';
import { followRunningChecks } from '../runningChecks';
import { type RunWorld, requireWhole, runForSpec, type SpecToRun, settingsToRun } from '../runWorld';

/** A cancelled run gives what was known by then. Throws `Cancelled` when nothing was. */
export function check(params: RunParams, world: RunWorld): Promise<RunResult> {
	return runForSpec(params, world, async spec => {
		requireWhole(spec);
		const plan = { ...planOf(params, spec, world), spec: spec.shown };
		if (plan.trials.length === 0)
			return { html: renderNoticeHtml(spec.shown, 'There is nothing to check: no quality rule, acceptance test or example.') };
		const report = await run(plan, spec, world);
		const found = panelResults(spec, undefined, world);
		return { html: renderReconcileHtml(report, spec), ...(found ? { panel: panelModel(spec, found, false) } : {}) };
	});
}

function planOf({ mapping, checks }: RunParams, spec: SpecToRun, { outside }: RunWorld): TrialPlan {
	const plan = planTrials(spec.facts, { mapping, recorded: recordedOf(outside.files, spec) });
	if (checks === undefined) return plan;
	return { ...plan, trials: plan.trials.filter(trial => checks.includes(checkId({ ...trial, check: trial.name }))) };
}

async function run(plan: TrialPlan, spec: SpecToRun, world: RunWorld): Promise<ReconcileReport> {
	const { engine, files } = world.outside;
	const settings = await settingsToRun(spec, sidesOfTrials(plan), whatRuns(plan), world);
	const sides = {
		...(settings.source ? { source: { engine, settings: settings.source } } : {}),
		...(settings.target ? { target: { engine, settings: settings.target } } : {}),
	};
	const { source, target } = spec.facts.spec;
	const connections = { source: source?.connection?.text ?? '', target: target?.connection?.text ?? '' };
	const startedAt = new Date(world.now()).toISOString();
	const runs = runsOf(files, spec, startedAt, 'check');
	const kept = runs?.keep(sentence => world.log(`This run is not kept: ${sentence}`));
	const followed = followRunningChecks();
	const events = runTrials(plan, sides, connections, { signal: world.signal, now: world.now });
	for (let next = await events.next(); ; next = await events.next()) {
		if (next.done) {
			kept?.end(next.value);
			const report = withChanges(next.value, runs?.last);
			const record = { ...runStart(spec.facts, spec.shown, startedAt, 'check'), checks: report.checks, end: report };
			const { changes } = report;
			world.session.known.keep(spec.file, { record, ...(changes ? { changes } : {}) }, () => runsBefore(spec, world.outside));
			return report;
		}
		const event = next.value;
		followed.hear(event);
		if (event.kind === 'result') kept?.add(event.result);
		if (event.kind === 'check') {
			const name = [event.mapping, event.check].filter(Boolean).join(', ');
			world.progress({ text: `${event.index + 1} of ${event.total}: ${name}`, ...followed.tell() });
		}
	}
}

/** One sentence for the question before production. */
function whatRuns({ trials }: TrialPlan): string {
	const shown = trials.slice(0, 5).map(({ mapping, name }) => (mapping === undefined ? name : `${mapping}: ${name}`));
	return `It checks ${shown.join('; ')}${trials.length > 5 ? ` and ${trials.length - 5} more` : ''}.`;
}
