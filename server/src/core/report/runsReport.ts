/** The kept runs of a spec, newest first: when, how each ended, and what differed. */

import { momentText } from './changesText';
import { stateOf, stateText } from './runChanges';
import type { RunRecord } from './runRecord';
import type { Style } from './style';
import { reportWord } from './verdictWord';
import { visibleText } from './visibleText';

export function renderRunsText(spec: string, runs: readonly RunRecord[], style: Style): string {
	if (runs.length === 0) return `No run of ${visibleText(spec)} is kept; crosswalk reconcile and crosswalk check keep each\n`;
	return runs.map(run => `${runLine(run, style)}\n`).join('');
}

export function renderRunsJson(spec: string, runs: readonly RunRecord[]): string {
	const shown = runs.map(run => ({
		startedAt: run.startedAt,
		finished: isFinished(run),
		...(run.end ? { verdict: run.end.verdict, elapsedMs: run.end.elapsedMs } : {}),
		checks: run.checks.map(check => ({
			...(check.section ? { section: check.section } : {}),
			...(check.mapping === undefined ? {} : { mapping: check.mapping }),
			check: check.check,
			...stateOf(check),
		})),
	}));
	return `${JSON.stringify({ format: 1, spec, runs: shown }, undefined, 2)}\n`;
}

function isFinished({ end }: RunRecord): boolean {
	return end !== undefined && end.interrupted !== true;
}

/** So that a run stays about a line; `--format json` tells all. */
const mostTold = 6;

function runLine(run: RunRecord, style: Style): string {
	const open = run.checks.filter(({ verdict }) => verdict !== 'identical' && verdict !== 'accepted');
	const differing = open
		.filter(({ verdict }) => verdict !== 'not-run')
		.map(check =>
			visibleText(
				`${check.mapping ?? check.check}${check.mapping === undefined ? '' : ` ${check.check}`}: ${stateText(stateOf(check), check.section)}`,
			),
		);
	const notRun = open.length - differing.length;
	const told = [...differing.slice(0, mostTold), ...(differing.length > mostTold ? [`${differing.length - mostTold} more`] : [])];
	if (notRun > 0) told.push(`${notRun} not run`);
	const verdict = isFinished(run) ? run.end?.verdict : undefined;
	const word = run.end && verdict ? reportWord({ ...run.end, checks: run.checks }) : 'not finished';
	const paint =
		verdict === 'identical' || verdict === 'accepted'
			? style.green
			: verdict === 'different' || verdict === 'failed'
				? style.red
				: style.yellow;
	const checks = `${run.checks.length - open.length} of ${run.checks.length} checks green`;
	return [momentText(run.startedAt), paint(word.padEnd(12)), checks, style.dim(told.join('; '))].join('  ').trimEnd();
}
