/** The result of `crosswalk reconcile` as Markdown, for a comment or the summary of a job: a table of all checks, then what differs. */

import type { CheckResult } from '../reconcile/result';
import { changesTexts } from './changesText';
import { checkSummary } from './checkSummary';
import type { DifferenceTextOptions } from './differenceText';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdownText';
import type { ReconcileReport } from './model';
import { checkNameOf, closing, detailsOf, subjectOf } from './reconcileText';
import { standbyTexts } from './standbyText';
import { styleOf } from './style';
import { reportKind, reportWord, verdictWord } from './verdictWord';

export function renderReconcileMarkdown(report: ReconcileReport, options: DifferenceTextOptions): string {
	const { source, target } = report.sides;
	const lines = [
		`# ${reportKind(report)} of ${markdownCode(report.spec)}: ${reportWord(report)}`,
		'',
		`${markdownCode(source.connection)} → ${markdownCode(target.connection)}, ${report.startedAt}: ${closing(report)}.`,
		...standbyTexts(report).flatMap(text => ['', `${markdownText(text)}.`]),
		'',
		...markdownTable(['Verdict', 'Mapping', 'Check', 'Result'], report.checks.map(cells)),
		...(report.changes ? ['', ...markdownBlock(changesTexts(report, styleOf(false)))] : []),
		...report.checks.flatMap(check => details(check, options)),
	];
	return `${lines.join('\n')}\n`;
}

function cells(check: CheckResult): readonly string[] {
	const isGreen = check.verdict === 'identical' || check.verdict === 'accepted';
	const verdict = isGreen ? verdictWord(check) : `**${verdictWord(check)}**`;
	return [verdict, markdownCode(subjectOf(check)), markdownCode(checkNameOf(check)), markdownText(checkSummary(check))];
}

function details(check: CheckResult, options: DifferenceTextOptions): readonly string[] {
	const lines = detailsOf(check, options, styleOf(false));
	if (lines.length === 0) return [];
	return [
		'',
		`## ${markdownCode(subjectOf(check))}, ${markdownCode(checkNameOf(check))}`,
		'',
		...markdownBlock(lines.map(line => line.trimEnd())),
	];
}
