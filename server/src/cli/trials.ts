/** Runs quality rules, acceptance tests and examples for the commands `check` and `examples`, keeps the run, and writes the report. */

import type { Command } from 'commander';
import { nearestName } from '../core/base/nearest';
import { placeFinder } from '../core/report/located';
import type { PlaceOf, ReconcileReport } from '../core/report/model';
import { renderReconcileHtmlFile } from '../core/report/reconcileHtmlFile';
import { renderReconcileJson } from '../core/report/reconcileJson';
import { renderReconcileJunit } from '../core/report/reconcileJunit';
import { renderReconcileMarkdown } from '../core/report/reconcileMarkdown';
import { renderReconcileText } from '../core/report/reconcileText';
import { withChanges } from '../core/report/runChanges';
import { visibleText } from '../core/report/visibleText';
import { planTrials, type TrialOptions } from '../core/trials/planTrials';
import { recordedOf } from '../files/recorded';
import { runsOf } from '../files/runs';
import { runTrials, sidesOfTrials } from '../run/trials';
import { sideSettings } from './connect';
import { isColored } from './options';
import { type ExitCode, exitCodes, UsageError } from './outcome';
import { progressLine } from './progress';
import type { NamedSpec } from './specs';
import type { World } from './world';

export const trialFormats = ['text', 'json', 'junit', 'markdown', 'html'] as const;
export type TrialFormat = (typeof trialFormats)[number];

const defaultWidth = 120;

/** `timeBudgetMs`: see `runTrials`. */
export async function runSpecTrials(world: World, spec: NamedSpec, options: TrialOptions, timeBudgetMs?: number): Promise<ReconcileReport> {
	const { facts } = spec;
	const plan = { ...planTrials(facts, { ...options, recorded: recordedOf(world.files, spec) }), spec: spec.shown };
	if (plan.trials.length === 0) throw new UsageError('there is nothing to check: no quality rule, acceptance test or example is asked for');
	const needed = sidesOfTrials(plan);
	const nameOf = (side: 'source' | 'target') => facts.spec[side]?.connection?.text;
	const sideToRead = async (side: 'source' | 'target') =>
		needed.includes(side) ? { [side]: { engine: world.engine, settings: await sideSettings(world, spec, side) } } : {};
	const sides = { ...(await sideToRead('source')), ...(await sideToRead('target')) };
	const runs = runsOf(world.files, spec, world.now().toISOString(), 'check');
	const kept = runs?.keep(sentence => world.stderr.write(`crosswalk: this run is not kept: ${visibleText(sentence)}\n`));
	const progress = progressLine(world.stderr);
	const connections = { source: nameOf('source') ?? '', target: nameOf('target') ?? '' };
	const events = runTrials(plan, sides, connections, { timeBudgetMs, signal: world.signal, now: () => world.now().getTime() });
	try {
		for (let next = await events.next(); ; next = await events.next()) {
			if (next.done) {
				kept?.end(next.value);
				return withChanges(next.value, runs?.last);
			}
			if (next.value.kind === 'result') kept?.add(next.value.result);
			progress.show(next.value);
		}
	} finally {
		progress.clear();
	}
}

export function writeTrials(world: World, spec: NamedSpec, report: ReconcileReport, format: TrialFormat, command: Command): void {
	const find = placeFinder(spec.facts, file => world.files.shown(world.cwd, file));
	const placeOf: PlaceOf = span => {
		const { file, range } = find(span);
		return { file, line: range.start.line };
	};
	const renderers: Readonly<Record<TrialFormat, () => string>> = {
		text: () => renderReconcileText(report, { color: isColored(command, world), width: world.stdout.columns ?? defaultWidth, placeOf }),
		json: () => `${renderReconcileJson(report, placeOf)}\n`,
		junit: () => renderReconcileJunit(report, { width: defaultWidth, placeOf }),
		markdown: () => renderReconcileMarkdown(report, { width: defaultWidth, placeOf }),
		html: () => renderReconcileHtmlFile(report, placeOf),
	};
	world.stdout.write(renderers[format]());
}

/** Throws a `UsageError` for a name that stands for nothing. `known`: what may be named; `what`: what it is called. */
export function checkTrialNames(names: readonly string[], known: readonly string[], what: string): void {
	for (const name of names) {
		if (known.includes(name)) continue;
		const nearest = nearestName(name, known);
		throw new UsageError(`there is no ${what} "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
	}
}

export const failSeverities = ['error', 'warning', 'information'] as const;
const order: readonly string[] = failSeverities;

/** A rule that is broken fails by its severity; whatever else is not green does always. */
export function trialCode(report: ReconcileReport, failOn: (typeof failSeverities)[number] = 'error'): ExitCode {
	if (report.checks.some(check => check.isBug)) return exitCodes.bug;
	if (report.summary.failed > 0) return exitCodes.failure;
	const isOpen = report.checks.some(({ verdict, found }) => {
		if (verdict === 'identical' || verdict === 'accepted') return false;
		if (verdict !== 'different' || found?.kind !== 'violations') return true;
		const severity = order.indexOf(found.severity);
		return severity !== -1 && severity <= order.indexOf(failOn);
	});
	return isOpen ? exitCodes.problems : exitCodes.clean;
}
