/** Suggestions for people and for files: grouped by mapping with their evidence, as JSON, and as YAML to paste. */

import { type RuleSuggestion, wordYaml } from '../profile/suggestion';
import { plural, styleOf } from './style';
import { visibleText } from './visibleText';

export interface SuggestReport {
	readonly spec: string;
	readonly connection: string;
	/** How many profiles they were made from. */
	readonly profiles: number;
	readonly suggestions: readonly RuleSuggestion[];
}

export function renderSuggestText({ spec, profiles, suggestions }: SuggestReport, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	const lines = groups(suggestions).flatMap(([mapping, own]) => [
		'',
		style.bold(visibleText(mapping)),
		...own.flatMap(one => [
			`  ${visibleText(one.title)}`,
			`    ${style.dim(visibleText(one.evidence))}`,
			`    ${visibleText(placeOf(one))}`,
		]),
	]);
	const summary = `${plural(suggestions.length, 'suggestion')} from ${plural(profiles, 'profile')}`;
	return [`${style.bold(visibleText(spec))}  ${style.dim(summary)}`, ...lines, ''].join('\n');
}

export function renderSuggestJson({ spec, connection, profiles, suggestions }: SuggestReport): string {
	const shown = suggestions.map(one => ({
		kind: one.kind,
		mapping: one.mapping,
		column: one.column,
		title: one.title,
		evidence: one.evidence,
		path: pathOf(one),
		yaml: one.entry.yaml,
	}));
	return JSON.stringify({ format: 1, spec, connection, profiles, suggestions: shown }, null, 2);
}

/** A fragment: `quality` as it may be included, and what belongs into a mapping as comments that say where. */
export function renderSuggestYaml({ suggestions }: SuggestReport): string {
	const rules = suggestions.flatMap(one =>
		one.entry.kind === 'quality' ? [`  # ${visibleText(one.evidence)}`, `  ${keyYaml(one.entry.name)}: ${one.entry.yaml}`] : [],
	);
	const others = suggestions.flatMap(one =>
		one.entry.kind === 'quality' ? [] : [`# ${visibleText(one.evidence)}`, `#   ${visibleText(placeOf(one))}`],
	);
	return `${[...(rules.length > 0 ? ['quality:', ...rules] : []), ...others].join('\n')}\n`;
}

function pathOf({ mapping, column, entry }: RuleSuggestion): readonly string[] {
	switch (entry.kind) {
		case 'quality':
			return ['quality', entry.name];
		case 'column':
			return ['mappings', mapping, 'columns', column, entry.key];
		case 'check':
			return ['mappings', mapping, 'reconcile', 'checks'];
	}
}

function placeOf(one: RuleSuggestion): string {
	return `${pathOf(one).map(keyYaml).join('.')}: ${one.entry.yaml}`;
}

/** With blanks and dots a name is still a plain key. */
function keyYaml(name: string): string {
	return /^[a-z][\w .]*\w$/i.test(name) ? name : wordYaml(name);
}

function groups(suggestions: readonly RuleSuggestion[]): readonly (readonly [string, readonly RuleSuggestion[]])[] {
	const found = new Map<string, RuleSuggestion[]>();
	for (const one of suggestions) {
		const own = found.get(one.mapping) ?? [];
		own.push(one);
		found.set(one.mapping, own);
	}
	return [...found];
}
