/** The result of `crosswalk reconcile` for people: a line for each check, then what differs, each with the line of the spec that made it. */

import type { BalanceFound, CheckResult, DifferenceCounts, RowsFound, Verdict } from '../reconcile/result';
import { type DifferenceTextOptions, differenceTexts, placeText } from './differenceText';
import type { ReconcileReport } from './model';
import { thousands } from './numbers';
import type { Style } from './style';
import { styleOf } from './style';
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
		lines.push(start + summaryOf(check));
		lines.push(...detailsOf(check, options, style));
	}
	lines.push('', `${closing(report)}  ${style.dim(`${(report.elapsedMs / 1000).toFixed(1)} s`)}`);
	return `${lines.map(line => line.trimEnd()).join('\n')}\n`;
}

function nameOf(check: CheckResult): string {
	return visibleText(subjectOf(check));
}

/** The mapping, the mappings that share a target, or the free pair. */
export function subjectOf(check: CheckResult): string {
	return (check.group ?? [check.mapping ?? check.check]).join(' + ');
}

function checkNameOf(check: CheckResult): string {
	return check.mapping === undefined ? 'queries' : visibleText(check.check);
}

function summaryOf(check: CheckResult): string {
	const { found } = check;
	const reason = check.reason === undefined ? '' : visibleText(check.reason);
	if (found === undefined) return check.verdict === 'not-run' ? `not run: ${reason}` : `${check.verdict}: ${reason}`;
	return [foundSummary(found), reason && `${check.verdict}: ${reason}`].filter(Boolean).join('; ');
}

function foundSummary(found: NonNullable<CheckResult['found']>): string {
	switch (found.kind) {
		case 'count':
			return sides(found.source, found.target);
		case 'rows':
			return rowsSummary(found);
		case 'balance':
			return `${thousands(found.rows)} rows of ${visibleText(found.table)}: ${balanceParts(found).join(', ')}`;
	}
}

function sides(source: number, target: number): string {
	return source === target ? `${rowsText(source)} on both sides` : `${rowsText(source)} in the source, ${thousands(target)} in the target`;
}

function rowsText(count: number): string {
	return `${thousands(count)} ${count === 1 ? 'row' : 'rows'}`;
}

function rowsSummary({ compared: { source, target }, differences }: RowsFound): string {
	const parts = differenceParts(differences);
	const rows = `${rowsText(source)} compared${source === target ? '' : ` with ${thousands(target)}`}`;
	return parts.length > 0 ? `${rows}: ${parts.join(', ')}` : `${rows}, no difference`;
}

function differenceParts(differences: DifferenceCounts): readonly string[] {
	const { missing, extra, changed, rejected, duplicate, accepted } = differences;
	const kinds = { missing, extra, changed, rejected, accepted };
	const parts = Object.entries(kinds).flatMap(([kind, count]) => (count > 0 ? [`${thousands(count)} ${kind}`] : []));
	if (duplicate > 0) parts.push(`${thousands(duplicate)} duplicate ${duplicate === 1 ? 'key' : 'keys'}`);
	return parts;
}

function balanceParts(found: BalanceFound): readonly string[] {
	const parts = [`${thousands(found.mapped)} mapped`];
	if (found.rejected > 0) parts.push(`${thousands(found.rejected)} rejected`);
	for (const { reason, rows } of found.ignored) if (rows > 0) parts.push(`${thousands(rows)} ignored (${visibleText(reason)})`);
	if (found.filtered > 0) parts.push(`${thousands(found.filtered)} left out by where`);
	if (found.notJoined !== 0) parts.push(`${thousands(found.notJoined)} not joined`);
	if (found.mappedRows !== found.mapped) parts.push(`multiplied to ${rowsText(found.mappedRows)}`);
	parts.push(`${thousands(found.target)} in the target`);
	return parts;
}

/** What a reader must know beside the summary: notes, the place of a failure, columns that were not compared, and the differences. */
export function detailsOf(check: CheckResult, options: DifferenceTextOptions, style: Style): readonly string[] {
	const lines = [...(check.notes ?? []).map(note => `    ${style.dim(visibleText(note))}`)];
	if (check.span) lines.push(`    ${style.dim(placeText(check.span, options))}`);
	if (check.found?.kind !== 'rows') return lines;
	for (const { column, reason } of check.found.notCompared) {
		lines.push(`    ${style.yellow('not compared')}  ${visibleText(column)}: ${visibleText(reason)}`);
	}
	lines.push(...differenceTexts(check.found, options, style));
	return lines;
}

/** For example `6 identical, 2 different`. */
export function closing(report: ReconcileReport): string {
	const { identical, different, accepted, partial, failed, notRun } = report.summary;
	const counts = { identical, different, accepted, partial, failed, 'not run': notRun };
	const parts = Object.entries(counts).flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}`] : []));
	return parts.length === 0 ? 'Nothing to check' : parts.join(', ');
}

function mark(verdict: Verdict, style: Style): string {
	if (verdict === 'identical' || verdict === 'accepted') return style.green('✓');
	return verdict === 'different' || verdict === 'failed' ? style.red('✗') : style.yellow('!');
}

function widest(texts: readonly string[]): number {
	return Math.max(0, ...texts.map(text => text.length));
}
