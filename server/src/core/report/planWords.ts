/** The words of a plan that its text, its Markdown and its page have in common. */

import { gradeWords } from '../strategy/complexity';
import { renderBytes } from '../strategy/planFacts';
import { thousands } from './numbers';
import type { PlannedChoice, PlannedGate, PlannedMapping, PlannedRisk, PlanReport, PlanSide } from './planModel';
import { plural } from './style';

/** `1,200,000`, `?` when nobody knows; `≤` for a whole table of which the mapping takes a part at most. */
export function rowsWords({ rows, rowsFrom }: Pick<PlannedMapping, 'rows' | 'rowsFrom'>): string {
	if (rows === undefined) return '?';
	return rowsFrom === 'run' ? thousands(rows) : `~${thousands(rows)}`;
}

export function bytesWords(bytes: number | undefined): string {
	return bytes === undefined ? '?' : renderBytes(bytes);
}

/** `C complex`. */
export function gradeText({ grade }: Pick<PlannedMapping, 'grade'>): string {
	return `${grade} ${gradeWords(grade)}`;
}

/** `3 lookups (3), 8 expressions (4)`: the heaviest, with their points. */
export function reasonsWords({ reasons }: Pick<PlannedMapping, 'reasons'>, most = 4): string {
	const told = reasons.filter(({ what }) => what !== 'a mapping');
	const shown = told.slice(0, most).map(({ what, count, points }) => `${countWords(count, what)} (${points})`);
	return [...shown, ...(told.length > most ? [`${told.length - most} more`] : [])].join(', ');
}

function countWords(count: number, what: string): string {
	if (what === 'no high water') return what;
	if (what === 'change of type') return count === 1 ? '1 change of type' : `${count} changes of type`;
	if (what === 'constraint of the target') return `${plural(count, 'constraint')} of the target`;
	if (what === 'problem in the spec') return `${plural(count, 'problem')} in the spec`;
	if (what === 'check that differs') return count === 1 ? '1 check that differs' : `${count} checks that differ`;
	return plural(count, what);
}

/** `14 tables: 10 mapped, 4 left out, 0 undecided`. */
export function sideWords({ coverage, percent }: PlanSide): string {
	if (!coverage) return 'no catalog; run crosswalk introspect';
	const { tables } = coverage;
	return `${plural(tables.total, 'table')}: ${tables.mapped} mapped, ${tables.ignored} left out, ${tables.unmapped.length} undecided; ${percent} % of the columns decided`;
}

/** `11 mappings, ~1,200 rows, 3 MB, 74 rows a day, 5 to 10 person-days`. */
export function totalWords({ facts, mappings }: PlanReport): string {
	const fact = (name: string) => facts.find(one => one.name === name)?.text;
	return [
		plural(mappings.length, 'mapping'),
		`~${fact('rows')} rows`,
		fact('bytes'),
		fact('growth_per_day') === '0' ? undefined : `${fact('growth_per_day')} rows more a day`,
		`${fact('effort')} to write, review and test`,
	]
		.filter(part => part !== undefined)
		.join(', ');
}

/** `possible`, `possible with work`, `not possible`. */
export function feasibleWords({ feasible }: Pick<PlannedChoice, 'feasible'>): string {
	return { yes: 'possible', 'with-work': 'possible with work', no: 'not possible' }[feasible];
}

/** What it requires: what is missing first, with the names. */
export function requirementWords({ requires }: Pick<PlannedChoice, 'requires'>, most = 4): readonly string[] {
	return [...requires]
		.sort((one, other) => Math.sign(other.missing.length) - Math.sign(one.missing.length))
		.map(({ what, missing, isChecked }) => {
			if (!isChecked) return `requires ${what}`;
			if (missing.length === 0) return `has ${what}`;
			return `lacks ${what}: ${missing.slice(0, most).join(', ')}${missing.length > most ? ` and ${missing.length - most} more` : ''}`;
		});
}

export function gateWords(gate: PlannedGate): string {
	return gate.verdict === undefined ? gate.text : `${gate.text} (${gate.verdict === 'not-run' ? 'not run' : gate.verdict})`;
}

/** `raised: quality "emails" is broken by 3 rows`. */
export function riskStateWords({ state, because }: Pick<PlannedRisk, 'state' | 'because'>): string {
	return because.length === 0
		? state
		: `${state}: ${because.slice(0, 3).join('; ')}${because.length > 3 ? `; ${because.length - 3} more` : ''}`;
}

/** Upper case at the start. */
export function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Some names, and how many more. */
export function someNames(names: readonly string[], most = 6): string {
	return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
