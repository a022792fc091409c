/** Test results in the XML that JUnit's Ant task began and CI systems read. Knows nothing of specs. */

import { xmlText } from './xmlText';

export interface TestSuite {
	readonly name: string;
	readonly cases: readonly TestCase[];
	readonly elapsedMs?: number;
}

export interface TestCase {
	readonly group: string;
	readonly name: string;
	readonly elapsedMs?: number;
	/** Absent: it passed. */
	readonly outcome?: TestOutcome;
	/** What the reader may want to know although nothing failed. */
	readonly output?: readonly string[];
}

export interface TestOutcome {
	/** An `error` is of the outside: the check could not be made. */
	readonly kind: 'failure' | 'error' | 'skipped';
	readonly message: string;
	readonly lines?: readonly string[];
}

export function renderJunit(suites: readonly TestSuite[]): string {
	const lines = suites.flatMap(({ name, cases, elapsedMs }) => [
		`\t<testsuite name="${xmlText(name)}"${countsOf(cases)}${time(elapsedMs)}>`,
		...cases.flatMap(caseLines),
		'\t</testsuite>',
	]);
	const all = suites.flatMap(suite => suite.cases);
	return `${['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="crosswalk"${countsOf(all)}>`, ...lines, '</testsuites>'].join('\n')}\n`;
}

function countsOf(cases: readonly TestCase[]): string {
	const count = (kind: string) => cases.filter(one => one.outcome?.kind === kind).length;
	return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseLines({ group, name, elapsedMs, outcome, output = [] }: TestCase): readonly string[] {
	const start = `\t\t<testcase classname="${xmlText(group)}" name="${xmlText(name)}"${time(elapsedMs)}`;
	const inner = [
		...(outcome ? element(outcome.kind, ` message="${xmlText(outcome.message)}"`, outcome.lines ?? []) : []),
		...(output.length > 0 ? element('system-out', '', output) : []),
	];
	return inner.length === 0 ? [`${start}/>`] : [`${start}>`, ...inner, '\t\t</testcase>'];
}

/** The text begins at the margin, since every blank in it counts. */
function element(name: string, attributes: string, lines: readonly string[]): readonly string[] {
	const start = `\t\t\t<${name}${attributes}`;
	return lines.length === 0 ? [`${start}/>`] : [`${start}>${lines.map(xmlText).join('\n')}</${name}>`];
}

function time(elapsedMs: number | undefined): string {
	return elapsedMs === undefined ? '' : ` time="${(elapsedMs / 1000).toFixed(3)}"`;
}
