/** Makes the pages of the rules. Reads the rules' files and the goldens of their tests; writes nothing. */

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { rules } from '../server/src/core/rules';
import type { Rule, RuleGroup } from '../server/src/core/rules/rule';

const groups: readonly RuleGroup[] = [
	'syntax and shape',
	'names',
	'SQL',
	'coverage',
	'types',
	'keys and order',
	'data',
	'plan',
	'connections',
];

/** Texts by file name in `docs/rules/`. `root` is the project's folder. */
export function rulePages(root: string): ReadonlyMap<string, string> {
	const pages = new Map(rules.map(rule => [`${rule.code}.md`, pageOf(rule, root)]));
	return pages.set('README.md', listOf());
}

function pageOf(rule: Rule, root: string): string {
	const file = `server/src/core/rules/${camelCase(rule.code)}.ts`;
	return `<!-- Made by \`npm run rules:docs\` from ${file}: change it there. -->

# ${rule.code}

${rule.title}. Severity: **${rule.severity}**. Group: ${rule.group}.

${headerOf(readFileSync(path.join(root, file), 'utf8'))}

## Example

\`\`\`text
${exampleOf(rule, readFileSync(path.join(root, `test/rules/${rule.code}/offends.golden`), 'utf8'))}
\`\`\`

[How to change its severity or to silence it](README.md)
`;
}

/** The text of the first comment. */
function headerOf(source: string): string {
	const [, comment = ''] = /^\/\*\*\n?([\s\S]*?)\*\//.exec(source) ?? [];
	return comment
		.split('\n')
		.map(line => line.replace(/^ ?\* ?/, '').trimEnd())
		.join('\n')
		.trim();
}

/** The first problem of the rule: its message, its line and the carets. */
function exampleOf({ code }: Rule, golden: string): string {
	const problem = golden.split('\n\n').find(part => part.split('\n')[0]?.endsWith(`  ${code}`));
	if (!problem) throw new Error(`The fixture offends.fixture of "${code}" must offend`);
	return problem.trim().replace(/^\//, '');
}

function listOf(): string {
	const sections = groups.flatMap(group => {
		const own = rules.filter(rule => rule.group === group);
		if (own.length === 0) return [];
		const rows = own.map(({ code, severity, title }) => `| [${code}](${code}.md) | ${severity} | ${title} |`);
		return [`## ${group.charAt(0).toUpperCase()}${group.slice(1)}`, ['| code | severity | what |', '|---|---|---|', ...rows].join('\n')];
	});
	return `${[intro, ...sections].join('\n\n')}\n`;
}

const intro = `<!-- Made by \`npm run rules:docs\` from the rules in server/src/core/rules: change them there. -->

# Rules

Everything that Crosswalk reports has a code and a page here.

**Severity.** \`.crosswalk/settings.yaml\` holds what a team agrees on, and the editor's setting \`crosswalk.rules\` wins over it:

\`\`\`yaml
rules:
  unmapped-source-column: error
  unused-lookup: off # error, warning, information, hint or off
\`\`\`

**Silence.** A comment with a reason, on the line of the problem or alone above it. Without a reason it silences nothing:

\`\`\`yaml
legacy_no: c.cust_nr # crosswalk-ignore unknown-column: comes with the next release of the ERP
\`\`\`

**What is not known is not reported.** Without the catalog of a side, what needs it stays silent, and one
[catalog-missing](catalog-missing.md) says so. A fragment (\`*.mapping.yaml\`) opened without a spec that includes it is judged by its
shape and its SQL only. While the YAML is broken, nothing is said of what is missing. A mistake is told once: what it hides (the columns
under a misspelt \`colums:\`) is not reported besides.

**Names of views** stand only in SQL, so a wrong one is an [unknown-table](unknown-table.md).`;

function camelCase(code: string): string {
	return code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
