/** `validate` as test results: a suite for each spec, a test for each mapping, and one for what belongs to no mapping. */

import { fitLines } from './fitText';
import { renderJunit, type TestCase } from './junit';
import type { LocatedProblem } from './located';
import { problemLine } from './problemText';
import { type FailOn, isFailing, type ValidatedSpec, type ValidateReport } from './validateModel';

export function renderValidateJunit(report: ValidateReport, options: { readonly failOn: FailOn }): string {
	return renderJunit(report.specs.map(spec => ({ name: spec.spec, cases: casesOf(spec, options.failOn) })));
}

function casesOf({ spec, problems, mappings = [], fit }: ValidatedSpec, failOn: FailOn): readonly TestCase[] {
	const named = new Set([...mappings, ...problems.flatMap(({ mapping }) => (mapping === undefined ? [] : [mapping]))]);
	const without = problems.filter(problem => problem.mapping === undefined);
	return [
		caseOf(spec, 'spec', without, failOn),
		...[...named].map(name =>
			caseOf(
				spec,
				`mapping ${name}`,
				problems.filter(problem => problem.mapping === name),
				failOn,
				(fit ? fitLines(fit) : []).filter(({ mapping }) => mapping === name).flatMap(({ text, notes }) => [`data fit: ${text}`, ...notes]),
			),
		),
	];
}

function caseOf(group: string, name: string, problems: readonly LocatedProblem[], failOn: FailOn, notes: readonly string[] = []): TestCase {
	const failing = problems.filter(problem => isFailing(problem.severity, failOn));
	const output = [...problems.filter(problem => !failing.includes(problem)).map(problemLine), ...notes];
	const [first] = failing;
	if (!first) return { group, name, output };
	const more = failing.length > 1 ? ` (and ${failing.length - 1} more)` : '';
	return { group, name, output, outcome: { kind: 'failure', message: `${first.message}${more}`, lines: failing.map(problemLine) } };
}
