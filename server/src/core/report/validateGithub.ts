/**
 * `validate` as annotations of a pull request: workflow commands of GitHub Actions, one line each
 * (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions). Nothing in a spec can begin a line of its own.
 */

import type { Severity } from '../base/problem';
import type { LocatedProblem } from './located';
import { plural } from './style';
import { countProblems, type ValidateReport } from './validateModel';
import { visibleText } from './visibleText';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

export function renderValidateGithub(report: ValidateReport): string {
	const lines = report.specs.flatMap(spec => spec.problems.map(annotation));
	const { errors, warnings, informations } = countProblems(report);
	// Begins with a digit, so it is no command.
	const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(informations, 'information')}`;
	return `${[...lines, `${counts} in ${plural(report.specs.length, 'spec')}`].join('\n')}\n`;
}

function annotation({ file, range, code, severity, message }: LocatedProblem): string {
	const { start, end } = range;
	// Columns are read of a single line only.
	const columns = start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
	const properties = { file: file.replaceAll('\\', '/'), line: start.line + 1, endLine: end.line + 1, ...columns, title: code };
	const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
	return `::${commands[severity]} ${written.join(',')}::${data(visibleText(message))}`;
}

function data(text: string): string {
	return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
	return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
