/** `validate` as Markdown, for a comment or the summary of a job. */

import { type FitOfReport, fitHead, fitLines } from './fitText';
import type { LocatedProblem } from './located';
import { markdownCode, markdownTable, markdownText } from './markdownText';
import { placeOfProblem } from './problemText';
import { plural } from './style';
import { countProblems, type ValidatedSpec, type ValidateReport } from './validateModel';

export function renderValidateMarkdown(report: ValidateReport): string {
	const { errors, warnings, informations } = countProblems(report);
	const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(informations, 'information')}`;
	const lines = ['# Validation', '', `${counts} in ${plural(report.specs.length, 'spec')}.`, ...report.specs.flatMap(specLines)];
	return `${lines.join('\n')}\n`;
}

function specLines({ spec, problems, fit }: ValidatedSpec): readonly string[] {
	const head = ['', `## ${markdownCode(spec)}`, ''];
	const told = problems.length === 0 ? ['No problems.'] : markdownTable(['', 'Where', 'What', 'Code'], problems.map(cells));
	return [...head, ...told, ...(fit ? fitTable(fit) : [])];
}

function fitTable(fit: FitOfReport): readonly string[] {
	const signs = { fits: '✓', trouble: '**✗**', 'not-run': '!' };
	const rows = fitLines(fit).map(({ mapping, verdict, text, notes }) => [
		signs[verdict],
		markdownCode(mapping),
		markdownText(text),
		notes.map(markdownText).join('<br>'),
	]);
	return ['', markdownText(fitHead(fit)), '', ...markdownTable(['', 'Mapping', 'Rows', 'Notes'], rows)];
}

function cells(problem: LocatedProblem): readonly string[] {
	const { severity, message, code } = problem;
	return [severity === 'error' ? '**error**' : severity, markdownCode(placeOfProblem(problem)), markdownText(message), markdownCode(code)];
}
