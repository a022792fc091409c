/**
 * `validate` as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning. Holds the rules that
 * found something, and no text of the files.
 */

import type { Severity } from '../base/problem';
import { rules } from '../rules/index';
import type { Rule } from '../rules/rule';
import { fingerprints } from './fingerprint';
import type { LocatedProblem } from './located';
import type { ValidateReport } from './validateModel';
import { visibleText } from './visibleText';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

export function renderValidateSarif(report: ValidateReport, options: { readonly version: string }): string {
	const problems = report.specs.flatMap(spec => spec.problems);
	const found = rules.filter(rule => problems.some(problem => problem.code === rule.code));
	const prints = fingerprints(problems);
	const run = {
		tool: { driver: { name: 'Crosswalk', semanticVersion: options.version, rules: found.map(ruleOf) } },
		columnKind: 'utf16CodeUnits',
		results: problems.map((problem, index) => ({
			ruleId: problem.code,
			ruleIndex: found.findIndex(rule => rule.code === problem.code),
			level: levels[problem.severity],
			message: { text: plainText(problem.message) },
			locations: [locationOf(problem)],
			partialFingerprints: { 'crosswalkProblem/v1': prints[index] },
		})),
	};
	return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf({ code, title, severity, group }: Rule): object {
	const page = `docs/rules/${code}.md`;
	return {
		id: code,
		shortDescription: { text: title },
		// A `helpUri` must be absolute; the page travels with the project and the extension.
		help: { text: `${title}. See ${page} of Crosswalk.`, markdown: `${title}. See \`${page}\` of Crosswalk.` },
		defaultConfiguration: { level: levels[severity] },
		properties: { tags: [group] },
	};
}

function locationOf({ file, range, mapping }: LocatedProblem): object {
	const { start, end } = range;
	const region = { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
	return {
		physicalLocation: { artifactLocation: artifactOf(file), region },
		...(mapping === undefined ? {} : { logicalLocations: [{ name: visibleText(mapping), kind: 'member' }] }),
	};
}

/** Relative paths are of the folder that the command ran in, which code scanning takes for the root of the repository. */
function artifactOf(file: string): object {
	const path = file.replaceAll('\\', '/').replace(/[\ud800-\udfff]/gu, '\ufffd');
	const uri = path.split('/').map(encodeURIComponent).join('/');
	if (/^[a-z]:\//i.test(path)) return { uri: `file:///${uri.replace('%3A', ':')}` };
	return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Square brackets before a parenthesis would be a link (section 3.11.6). Braces mean something only beside `arguments`. */
function plainText(message: string): string {
	return visibleText(message).replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
