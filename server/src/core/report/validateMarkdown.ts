/** `validate` as Markdown, for a comment or the summary of a job. */

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

function specLines({ spec, problems }: ValidatedSpec): readonly string[] {
	const head = ['', `## ${markdownCode(spec)}`, ''];
	if (problems.length === 0) return [...head, 'No problems.'];
	return [...head, ...markdownTable(['', 'Where', 'What', 'Code'], problems.map(cells))];
}

function cells(problem: LocatedProblem): readonly string[] {
	const { severity, message, code } = problem;
	return [severity === 'error' ? '**error**' : severity, markdownCode(placeOfProblem(problem)), markdownText(message), markdownCode(code)];
}
