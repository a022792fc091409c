/**
 * `crosswalk cutover`: the timeline, the runbook, the calendar; and, on the day, what was started and finished. Runs no step itself, and
 * opens no database: it reads the spec and the results that are kept, and keeps what people say.
 */

import { Argument, type Command } from 'commander';
import { renderCutoverIcs } from '../../core/report/cutoverIcs';
import { renderCutoverJson } from '../../core/report/cutoverJson';
import { renderCutoverMarkdown } from '../../core/report/cutoverMarkdown';
import { type CutoverReport, cutoverReport, situationOf } from '../../core/report/cutoverModel';
import { renderCutoverSvg } from '../../core/report/cutoverSvg';
import { renderCutoverText } from '../../core/report/cutoverText';
import { renderGoMarkdown, renderGoText } from '../../core/report/goText';
import { visibleText } from '../../core/report/visibleText';
import { renderWayBackMarkdown, renderWayBackText } from '../../core/report/wayBackText';
import { goNoGo } from '../../core/strategy/goNoGo';
import { type Action, actions, isJudged } from '../../core/strategy/happenings';
import type { Situation } from '../../core/strategy/nextEvent';
import { parseTodayMs } from '../../core/strategy/time';
import { newestCutoverLog } from '../../files/cutoverLogs';
import { keepStep, openCutover, stepNamed } from '../../files/cutoverSteps';
import { readLedger } from '../../files/ledger';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, isColored } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import { type NamedSpec, openOne, openWhole } from '../specs';
import type { World } from '../world';

const formats = ['text', 'json', 'markdown', 'svg', 'ics'] as const;

interface CutoverOptions {
	readonly by?: string;
	readonly at?: string;
	readonly note?: string;
	readonly format: (typeof formats)[number];
	readonly config?: string;
}

const defaultWidth = 120;
export const cutoverCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('cutover')
		.description('Shows the timeline of the cutover; on the day, keeps what was started and finished, and tells what is next.')
		.argument('<spec>', 'a *.migration.yaml file')
		.addArgument(
			new Argument('[action]', 'start, finish, fail, skip or undo a step; go: go or no-go; rollback: the way back').choices([
				...actions,
				'go',
				'rollback',
			]),
		)
		.argument('[step]', 'the step that the action is about')
		.option('--by <person>', 'who did it; else the user of this machine')
		.option('--at <time>', 'when, if not now: 22:05 in the zone of the cutover, or 2026-12-05T22:05:00+01:00')
		.option('--note <text>', 'what went wrong, or why a step is skipped: it stays in the log')
		.addHelpText(
			'before',
			'Example: crosswalk cutover erp.migration.yaml\nExample: crosswalk cutover erp.migration.yaml finish final_sync --by ada\n',
		);
	addConfig(addFormat(command, formats)).action(
		(name: string, action: Action | 'go' | 'rollback' | undefined, step: string | undefined, options: CutoverOptions, self: Command) => {
			const open = action === 'go' || (action !== undefined && action !== 'rollback' && isJudged(action)) ? openWhole : openOne;
			const spec = open(world, name, { folder: configFolder(world, options.config) });
			const isStepAction = actions.some(one => one === action);
			if (isStepAction && step === undefined) throw new UsageError(`name the step to ${action}`);
			if (!isStepAction && step !== undefined) throw new UsageError(`"${action ?? ''}" takes no step`);
			const why = isStepAction ? keepEvent(world, spec, action as Action, step ?? '', options) : undefined;
			const { report, situation } = known(world, spec);
			const isGo = action === 'go';
			const shown =
				action === 'rollback'
					? wayBackPage(report, options.format, isColored(self, world))
					: page(report, situation, isGo, options.format, isColored(self, world), world);
			if (why === undefined) world.stdout.write(shown);
			else world.stderr.write(`crosswalk: ${visibleText(why)}\n`);
			const isNoGo = isGo && goNoGo(situation).verdict !== 'go';
			done(why !== undefined || isNoGo ? exitCodes.problems : exitCodes.clean);
		},
	);
};

function known(world: World, spec: NamedSpec): { readonly report: CutoverReport; readonly situation: Situation } {
	const nowMs = world.now().getTime();
	const ledger = readLedger(world.files, spec);
	const log = spec.project.folder === undefined ? undefined : newestCutoverLog(world.files, spec.project.folder, spec.file)?.log;
	const report = cutoverReport(spec.facts, spec.shown, ledger, log, nowMs);
	const situation = situationOf(spec.facts, ledger, log, nowMs);
	if (!report || !situation) throw new OutsideFailure(`"${spec.shown}" has no cutover; write its steps under cutover: { steps: … }`);
	return { report, situation };
}

/** Gives why it was refused. */
function keepEvent(world: World, spec: NamedSpec, action: Action, name: string, options: CutoverOptions): string | undefined {
	if (spec.project.folder === undefined) {
		throw new OutsideFailure(
			'there is no .crosswalk folder beside the spec or above it to keep what happens in; make one, or name it with --config',
		);
	}
	const nowMs = world.now().getTime();
	const cutover = openCutover(world.files, spec, action, nowMs);
	// Tells that there is none.
	if (!cutover) return void known(world, spec);
	const step = stepNamed(cutover, name);
	if (typeof step === 'string') throw new UsageError(step);
	const { zone } = cutover.situation.timeline;
	const by = personOf(world, options.by);
	return keepStep(world.files, cutover, { action, step, atMs: momentOf(options.at, nowMs, zone), by, note: options.note });
}

function momentOf(at: string | undefined, nowMs: number, zone: string): number {
	if (at === undefined) return nowMs;
	const atMs = parseTodayMs(at, nowMs, zone);
	if (atMs === undefined) throw new UsageError(`"${at}" is no time; write it like 22:05 or 2026-12-05T22:05:00+01:00`);
	return atMs;
}

function personOf({ env }: World, by: string | undefined): string {
	const person = by ?? env.USER ?? env.USERNAME ?? env.LOGNAME;
	if (!person) throw new UsageError('say with --by who it is: it stays in the log');
	return person;
}

function page(
	report: CutoverReport,
	situation: Situation,
	isGo: boolean,
	format: CutoverOptions['format'],
	color: boolean,
	world: World,
): string {
	const { plan, live, name } = report;
	const shown = live?.forecast ?? plan;
	const decision = isGo ? goNoGo(situation) : undefined;
	switch (format) {
		case 'text':
			if (decision) return renderGoText(report, decision, { color });
			return renderCutoverText(report, { color, width: world.stdout.columns ?? defaultWidth });
		case 'json':
			return renderCutoverJson(report, decision);
		case 'markdown':
			return decision ? renderGoMarkdown(report, decision) : renderCutoverMarkdown(report);
		case 'svg':
			if (isGo) throw new UsageError('go has the formats text, json and markdown');
			return `${renderCutoverSvg(shown, { title: `Cutover of ${name}`, styled: true, live })}\n`;
		case 'ics':
			if (isGo) throw new UsageError('go has the formats text, json and markdown');
			if (!shown.isDated)
				throw new OutsideFailure('a calendar needs to know when the cutover starts; write cutover: { starts: 2026-12-05T22:00:00+01:00 }');
			return renderCutoverIcs(name, shown);
	}
}

function wayBackPage(report: CutoverReport, format: CutoverOptions['format'], color: boolean): string {
	if (format === 'json') return renderCutoverJson(report);
	if (format === 'markdown') return renderWayBackMarkdown(report);
	if (format === 'text') return renderWayBackText(report, { color });
	throw new UsageError('rollback has the formats text, json and markdown');
}
