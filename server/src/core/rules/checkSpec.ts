/** Runs every rule over a spec. A rule that fails is a bug of ours and must not hide the others: it is told, and left out. */

import { nearestName } from '../base/nearest';
import type { Finding, Problem, Severity } from '../base/problem';
import type { Table } from '../catalog/catalog';
import type { FitResult } from '../fit/fit';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { planOf } from '../strategy/plan';
import { fitted } from './fitted';
import { rules } from './index';
import { isSameList, lookedUpTables } from './lookedUp';
import type { MappingRule, Report, Rule, RuleGroup, SpecRule } from './rule';
import { suppressions } from './suppress';

export type SeveritySetting = Severity | 'off';

export interface CheckOptions {
	/** By code; what is not named keeps its rule's own severity. */
	readonly severities?: ReadonlyMap<string, SeveritySetting>;
	/** Hears of a rule that threw. */
	readonly onBug?: (code: string, error: unknown) => void;
	/** What was found in the data, by mapping, of the mappings as they are. */
	readonly fit?: ReadonlyMap<string, FitResult>;
	/** Problems of mappings whose facts are unchanged. */
	readonly remembered?: CheckMemo;
}

/** By the facts' identity: they are themselves remembered by text and surroundings. What a lookup takes is of the tables looked up. */
export type CheckMemo = WeakMap<MappingFacts, { readonly lookedUp: readonly (Table | undefined)[]; readonly problems: readonly Problem[] }>;

/** Whoever loses half of an expression or its quotes need not read what is wrong with the rest. */
const explaining: ReadonlySet<string> = new Set(['sql-cut-by-yaml', 'quotes-lost']);

/** A fragment without the specs that include it: its names may be theirs. */
export const needsNoSpec: ReadonlySet<RuleGroup> = new Set(['syntax and shape', 'SQL']);

export const byCode: ReadonlyMap<string, Rule> = new Map(rules.map(rule => [rule.code, rule]));

/** Every problem of the spec, silenced ones left out, in no particular order. */
export function checkSpec(facts: SpecFacts, options: CheckOptions = {}): readonly Problem[] {
	const isBroken = facts.findings.some(finding => finding.code === 'yaml-syntax');
	const isHeard = (rule: Rule) => !(isBroken && rule.whole);
	const { forwards, runs, guard } = checkingOf(facts, options);
	const problemsOf = mappingCheck(facts, options);
	const found: Problem[] = facts.findings.flatMap(finding => forwarded(finding, forwards));
	for (const finding of [...unknownCodes(facts), ...unknownWatched(facts)]) found.push(...forwarded(finding, forwards));
	for (const mapping of facts.mappings) for (const problem of problemsOf(mapping)) found.push(problem);
	for (const rule of rules)
		if (isHeard(rule) && runs(rule)) {
			if (rule.scope === 'spec') guard(rule, () => rule.check(facts, reportTo(found, rule)));
			if (rule.scope === 'mapping') guard(rule, () => rule.ofSpec?.(facts, reportTo(found, rule)));
		}
	const heard = isBroken ? found.filter(({ code }) => byCode.get(code)?.whole !== true) : found;
	const { problems, faded } = fitted(heard, facts, options.fit ?? new Map());
	return settle(problems, facts, options.severities, faded);
}

/**
 * Checks mappings that are not remembered yet, at most so many. Whether that was the last of them: so that who asks for something while a
 * large spec is opened waits for a step and not for all.
 */
export function checkAhead(facts: SpecFacts, options: CheckOptions & Required<Pick<CheckOptions, 'remembered'>>, most: number): boolean {
	const problemsOf = mappingCheck(facts, options);
	const waiting = facts.mappings.filter(mapping => !options.remembered.has(mapping));
	for (const mapping of waiting.slice(0, most)) problemsOf(mapping);
	return waiting.length <= most;
}

/** Which rules may speak of a spec, and the guard that keeps one that fails from hiding the others. */
function checkingOf(facts: SpecFacts, { onBug }: CheckOptions) {
	const isAlone = facts.spec.files[0]?.isFragment === true;
	const forwards = (rule: Rule) => !(isAlone && !needsNoSpec.has(rule.group));
	const runs = (rule: Rule) => forwards(rule) && (rule.needs ?? []).every(side => facts[side] !== undefined);
	const guard = (rule: Rule, work: () => void) => {
		try {
			work();
		} catch (error) {
			onBug?.(rule.code, error);
		}
	};
	return { forwards, runs, guard };
}

/** The problems of a mapping, remembered or found. */
function mappingCheck(facts: SpecFacts, options: CheckOptions): (mapping: MappingFacts) => readonly Problem[] {
	const { forwards, runs, guard } = checkingOf(facts, options);
	const running = rules.filter(runs);
	return mapping => {
		const lookedUp = lookedUpTables(facts, mapping);
		const known = options.remembered?.get(mapping);
		if (known && isSameList(known.lookedUp, lookedUp)) return known.problems;
		const own = mapping.findings.flatMap(finding => forwarded(finding, forwards, mapping.name));
		for (const rule of running) {
			if (rule.scope === 'mapping') guard(rule, () => rule.check(mapping, facts, reportTo(own, rule, mapping.name)));
			if (rule.scope === 'spec') guard(rule, () => rule.ofMapping?.(mapping, facts));
		}
		options.remembered?.set(mapping, { lookedUp, problems: own });
		return own;
	};
}

/** The problem of a finding that its rule `forwards`. */
export function forwarded(finding: Finding, forwards: (rule: Rule) => boolean, mapping?: string): readonly Problem[] {
	const rule = byCode.get(finding.code);
	if (!rule) throw new Error(`No rule for the finding "${finding.code}"`);
	if (!forwards(rule)) return [];
	const { span, related, data } = finding;
	const message = rule.message(finding.args);
	return [{ code: rule.code, severity: rule.severity, message, span, mapping: mapping ?? finding.mapping, related, data }];
}

/** A risk that watches a rule that there is not would never be raised. */
function unknownWatched({ spec }: SpecFacts): readonly Finding[] {
	return planOf(spec)
		.risks.flatMap(({ watch }) => watch?.rules ?? [])
		.filter(({ text }) => text !== 'all' && !byCode.has(text))
		.map(({ text, span }) => {
			const nearest = nearestName(text, byCode.keys());
			const args = { kind: 'rule', name: text, nearest };
			return { code: 'unknown-check', span, args, data: nearest === undefined ? undefined : { replacement: nearest } };
		});
}

/** A severity for a rule that there is not would set nothing. */
function unknownCodes({ settings }: SpecFacts): readonly Finding[] {
	return (settings?.codes ?? [])
		.filter(({ text }) => !byCode.has(text))
		.map(({ text, span }) => {
			const nearest = nearestName(text, byCode.keys());
			const args = { key: text, where: '"rules" of the settings', nearest };
			return { code: 'unknown-key', span, args, data: nearest === undefined ? undefined : { replacement: nearest } };
		});
}

function reportTo(problems: Problem[], rule: MappingRule | SpecRule, mapping?: string): Report {
	return (span, args, extras = {}) =>
		void problems.push({ code: rule.code, severity: rule.severity, message: rule.message(args), span, mapping, ...extras });
}

/** Severities as set; silenced and repeated ones left out, and those that another problem explains. */
export function settle(
	found: readonly Problem[],
	facts: Pick<SpecFacts, 'spec' | 'connections' | 'settings'>,
	severities: CheckOptions['severities'],
	faded: ReadonlySet<Problem> = new Set(),
): readonly Problem[] {
	const isSilenced = suppressions(facts);
	const explanations = found.filter(problem => explaining.has(problem.code));
	const isExplained = ({ code, span }: Problem) =>
		!explaining.has(code) &&
		explanations.some(({ span: by }) => by.block === span.block && by.start <= span.start && span.end <= by.end + 1);
	const seen = new Set<string>();
	return found.flatMap(problem => {
		const set = severities?.get(problem.code);
		const severity = faded.has(problem) && set !== 'off' ? problem.severity : (set ?? problem.severity);
		if (severity === 'off' || isSilenced(problem) || isExplained(problem)) return [];
		const identity = `${problem.code} ${problem.span.block} ${problem.span.start} ${problem.span.end} ${problem.message}`;
		if (seen.has(identity)) return [];
		seen.add(identity);
		return [severity === problem.severity ? problem : { ...problem, severity }];
	});
}

export function checkMemo(): CheckMemo {
	return new WeakMap();
}
