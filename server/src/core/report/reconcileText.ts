/** The result of `crosswalk reconcile` for people: a line for each check, then what differs, each with the line of the spec that made it. */

import type { CheckResult, Verdict } from '../reconcile/result';
import { groupLines } from './aggregateText';
import { changesTexts } from './changesText';
import { checkSummary } from './checkSummary';
import { type DifferenceTextOptions, differenceTexts, placeText } from './differenceText';
import type { ReconcileReport } from './model';
import { standbyTexts } from './standbyText';
import type { Style } from './style';
import { styleOf } from './style';
import { trialLines } from './trialText';
import { verdictCounts } from './verdictWord';
import { visibleText } from './visibleText';

export interface TextOptions extends DifferenceTextOptions {
	readonly color: boolean;
}

export function renderReconcileText(report: ReconcileReport, options: TextOptions): string {
	const style = styleOf(options.color);
	const { source, target } = report.sides;
	const nameWidth = widest(report.checks.map(check => nameOf(check)));
	const checkWidth = widest(report.checks.map(checkNameOf));
	const lines = [`${style.bold(visibleText(report.spec))}  ${visibleText(source.connection)} → ${visibleText(target.connection)}`, ''];
	let last: string | undefined;
	for (const check of report.checks) {
		const name = nameOf(check);
		const shownName = name === last ? '' : name;
		last = name;
		const start = `${mark(check.verdict, style)} ${shownName.padEnd(nameWidth)}  ${checkNameOf(check).padEnd(checkWidth)}  `;
		lines.push(start + visibleText(checkSummary(check)));
		lines.push(...detailsOf(check, options, style));
	}
	const standbys = standbyTexts(report).map(text => style.yellow(visibleText(text)));
	lines.push('', ...standbys, `${closing(report)}  ${style.dim(`${(report.elapsedMs / 1000).toFixed(1)} s`)}`);
	lines.push(...changesTexts(report, style));
	return `${lines.map(line => line.trimEnd()).join('\n')}\n`;
}

function nameOf(check: CheckResult): string {
	return visibleText(subjectOf(check));
}

/** The mapping, the mappings that share a target, or the free pair. */
export function subjectOf(check: CheckResult): string {
	return (check.group ?? [check.mapping ?? check.check]).join(' + ');
}

/** The check's own name, or what the check is when its subject has that name already. */
export function checkNameOf(check: CheckResult): string {
	return check.mapping === undefined ? (check.section ?? 'queries') : visibleText(check.check);
}

/** What a reader must know beside the summary: notes, the place of a failure, columns that were not compared, and the differences. */
export function detailsOf(check: CheckResult, options: DifferenceTextOptions, style: Style): readonly string[] {
	const lines = [...(check.notes ?? []).map(note => `    ${style.dim(visibleText(note))}`)];
	if (check.span) lines.push(`    ${style.dim(placeText(check.span, options))}`);
	if (check.found?.kind === 'aggregate') {
		const { notCompared = [] } = check.found;
		const left = notCompared.map(
			({ column, reason }) => `    ${style.yellow('not compared')}  ${visibleText(column)}: ${visibleText(reason)}`,
		);
		return [...lines, ...left, ...groupLines(check.found).map(line => `    ${line}`)];
	}
	if (check.section) return [...lines, ...trialLines(check, options, style).map(line => `    ${line}`)];
	if (check.found?.kind !== 'rows') return lines;
	for (const { column, reason } of check.found.notCompared) {
		lines.push(`    ${style.yellow('not compared')}  ${visibleText(column)}: ${visibleText(reason)}`);
	}
	lines.push(...differenceTexts(check.found, options, style));
	return lines;
}

/** For example `6 identical, 2 different`. */
export function closing(report: ReconcileReport): string {
	return verdictCounts(report.checks) || 'Nothing to check';
}

function mark(verdict: Verdict, style: Style): string {
	if (verdict === 'identical' || verdict === 'accepted') return style.green('✓');
	return verdict === 'different' || verdict === 'failed' ? style.red('✗') : style.yellow('!');
}

function widest(texts: readonly string[]): number {
	return Math.max(0, ...texts.map(text => text.length));
}
