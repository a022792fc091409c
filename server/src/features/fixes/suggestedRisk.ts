/** Offers the risks that the facts suggest, where the cursor stands on the plan: each writes a whole entry that a person then makes their own. */

import type { Problem } from '../../core/base/problem';
import type { SpecFacts } from '../../core/mapping/facts';
import { type SuggestedRisk, suggestedRisks } from '../../core/strategy/suggestedRisks';
import type { Fix } from './fix';
import { insertAtTop } from './insert';

/** `start` and `end` are of the file. */
export function suggestedRiskFixes(
	facts: SpecFacts,
	problems: readonly Problem[],
	file: string,
	start: number,
	end: number,
): readonly Fix[] {
	if (file !== facts.spec.file || !isOnPlan(facts, start, end)) return [];
	return suggestedRisks(facts, { problems }).flatMap(risk => {
		const edit = entryOf(facts, risk);
		return edit ? [{ title: `Add the risk "${risk.name}"`, edit }] : [];
	});
}

/** On the line that opens the risks or the strategy. */
function isOnPlan({ spec }: SpecFacts, start: number, end: number): boolean {
	return (spec.files[0]?.blocks ?? []).some(({ id, offset, text }) => {
		if (!/#(?:risks|strategy)$/.test(id)) return false;
		const lineEnd = text.indexOf('\n');
		return start <= offset + (lineEnd < 0 ? text.length : lineEnd) && offset <= end;
	});
}

const mark = '\uE000';

function entryOf(facts: SpecFacts, risk: SuggestedRisk) {
	const edit = insertAtTop(facts, ['risks'], risk.name, mark);
	if (!edit) return undefined;
	const line = edit.newText.split('\n').find(one => one.includes(mark)) ?? '';
	const indent = `${/^ */.exec(line)?.[0] ?? ''}  `;
	const { description, likelihood, impact, mitigation, contingency, watch } = risk;
	const entries = [
		`description: ${asYaml(description)}`,
		`likelihood: ${likelihood}`,
		`impact: ${impact}`,
		`mitigation: ${asYaml(mitigation)}`,
		`contingency: ${asYaml(contingency)}`,
		...(watch === undefined ? [] : [`watch: ${watch}`]),
	];
	// Inside of braces everything stays on its line.
	const value = line.includes('{') ? ` { ${entries.join(', ')} }` : entries.map(entry => `\n${indent}${entry}`).join('');
	return { file: edit.file, start: edit.start, end: edit.end, newText: edit.newText.replace(` ${mark}`, () => value) };
}

/** Without quotes where YAML reads it as it is. */
function asYaml(text: string): string {
	return /^[A-Za-z][^:#"{}[\],&*!|>%@`]*$/.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
