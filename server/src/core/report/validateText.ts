/** `validate` for people: every problem with its line and carets under the characters, then a sum. */

import { assertNever } from '../base/assertNever';
import type { Severity } from '../base/problem';
import { type FitOfReport, fitHead, fitLines } from './fitText';
import type { LocatedProblem } from './located';
import { placeOfProblem } from './problemText';
import { plural, type Style, styleOf } from './style';
import { countProblems, type ValidateReport } from './validateModel';
import { visibleText } from './visibleText';

export function renderValidateText(report: ValidateReport, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	const parts = report.specs.map(({ spec, problems, fit }) => {
		const told =
			problems.length === 0
				? `${style.green('✓')} ${visibleText(spec)}: no problems\n`
				: problems.map(problem => problemText(problem, style)).join('\n');
		return fit ? `${told}\n${fitText(fit, style)}` : told;
	});
	return `${parts.join('\n')}\n${summary(report, style)}\n`;
}

/** A line for each mapping, and what belongs to it below. */
function fitText(fit: FitOfReport, style: Style): string {
	const lines = fitLines(fit);
	const width = Math.min(32, Math.max(0, ...lines.map(({ mapping }) => mapping.length)));
	const signs = { fits: style.green('✓'), trouble: style.red('✗'), 'not-run': style.yellow('!') };
	const written = lines.flatMap(({ mapping, verdict, text, notes }) => [
		`  ${signs[verdict]} ${visibleText(mapping).padEnd(width)}  ${visibleText(text)}`,
		...notes.map(note => `      ${style.dim(visibleText(note))}`),
	]);
	return `${style.bold(visibleText(fitHead(fit)))}\n${written.join('\n')}\n`;
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
