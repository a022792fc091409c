/** `validate` for people: every problem with its line and carets under the characters, then a sum. */

import { assertNever } from '../base/assertNever';
import type { Severity } from '../base/problem';
import type { LocatedProblem } from './located';
import { placeOfProblem } from './problemText';
import { plural, type Style, styleOf } from './style';
import { countProblems, type ValidateReport } from './validateModel';
import { visibleText } from './visibleText';

export function renderValidateText(report: ValidateReport, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	const parts = report.specs.map(({ spec, problems }) => {
		if (problems.length === 0) return `${style.green('✓')} ${visibleText(spec)}: no problems\n`;
		return problems.map(problem => problemText(problem, style)).join('\n');
	});
	return `${parts.join('\n')}\n${summary(report, style)}\n`;
}

function problemText(problem: LocatedProblem, style: Style): string {
	const { code, message, severity } = problem;
	return `${style.bold(visibleText(placeOfProblem(problem)))}  ${colored(severity, style)}  ${visibleText(message)}  ${style.dim(code)}\n${excerpt(problem, style)}`;
}

/** The line, and carets under what is meant; of a span over several lines, to the end of the first. */
function excerpt({ range, lineText, severity }: LocatedProblem, style: Style): string {
	const number = String(range.start.line + 1);
	const width = Math.max(4, number.length);
	const end = range.end.line === range.start.line ? range.end.character : lineText.length;
	const before = lineText.slice(0, range.start.character).replace(/[^\t]/g, ' ');
	const carets = '^'.repeat(Math.max(1, end - range.start.character));
	const paint = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.blue;
	const margin = style.dim(`${number.padStart(width)} │ `);
	return `${margin}${visibleText(lineText)}\n${style.dim(`${' '.repeat(width)} │ `)}${before}${paint(carets)}\n`;
}

function colored(severity: Severity, style: Style): string {
	switch (severity) {
		case 'error':
			return style.red('error');
		case 'warning':
			return style.yellow('warning');
		case 'information':
			return style.blue('information');
		case 'hint':
			return style.dim('hint');
		default:
			return assertNever(severity);
	}
}

function summary(report: ValidateReport, style: Style): string {
	const { errors, warnings, informations } = countProblems(report);
	const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(informations, 'information')}`;
	const text = `${counts} in ${plural(report.specs.length, 'spec')}`;
	return errors > 0 ? style.red(text) : warnings > 0 ? style.yellow(text) : style.green(text);
}
