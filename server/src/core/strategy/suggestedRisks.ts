/**
 * Risks that the facts speak of and the register does not: columns that nobody decided about, values that may not fit, no way back, no
 * rehearsal, big tables without a key, a tight window. Each is a whole entry that a person may take, change or leave.
 */

import type { SpecFacts } from '../mapping/facts';
import { listWords } from '../spec/shapeWords';
import { dataQualityOf } from './dataQuality';
import { type EstimateInput, lastPassed, renderRange } from './estimate';
import { type Level, type Plan, planOf } from './plan';
import { planFacts } from './planFacts';
import { renderDuration } from './time';
import { type StrategyVerdict, strategyVerdict } from './verdict';
import { volumesOf } from './volumes';

export interface SuggestedRisk {
	/** The key of the entry. */
	readonly name: string;
	readonly description: string;
	readonly likelihood: Level;
	readonly impact: Level;
	readonly mitigation: string;
	readonly contingency: string;
	/** As YAML in one line, when something can be watched. */
	readonly watch?: string;
}

export interface SuggestionInput extends EstimateInput {
	/** Problems that the spec has, by code and mapping. */
	readonly problems?: readonly { readonly code: string; readonly severity?: string; readonly mapping?: string }[];
}

/** From so many rows on, reading a table again is no small thing. */
const bigRows = 1_000_000;

export function suggestedRisks(
	facts: SpecFacts,
	input: SuggestionInput = {},
	verdict = strategyVerdict(facts, input),
): readonly SuggestedRisk[] {
	const plan = planOf(facts.spec);
	// A spec that has neither a strategy nor a cutover is not planned yet.
	if (!facts.spec.strategy && !facts.spec.cutover) return [];
	const all = [
		unmapped(facts, input, verdict),
		unfit(facts, plan, input) ?? narrowing(plan, input),
		noWayBack(facts, plan),
		noRehearsal(plan, verdict),
		withoutKey(facts, input),
		readAgain(facts, plan, input),
		tightWindow(verdict),
	];
	const taken = new Set(plan.risks.map(({ name }) => name.text));
	return all.flatMap(risk => (risk && !taken.has(risk.name) ? [risk] : []));
}

function unmapped(facts: SpecFacts, input: EstimateInput, verdict: StrategyVerdict): SuggestedRisk | undefined {
	const count = planFacts(facts, input, verdict).find(({ name }) => name === 'unmapped_columns')?.most ?? 0;
	if (count === 0) return undefined;
	return {
		name: 'undecided_columns',
		description: `Nobody has decided about ${count} ${count === 1 ? 'column' : 'columns'}, whose data may be missed after the cutover.`,
		likelihood: 'medium',
		impact: count > 20 ? 'high' : 'medium',
		mitigation: 'Each column is mapped or left out with a reason before the last rehearsal.',
		contingency: 'The source stays readable, and what is missed is loaded by a mapping of its own.',
		watch: '{ facts: { unmapped_columns: { above: 0 } } }',
	};
}

/** The same risk as `narrowing`, counted: who has looked at the rows need not guess. */
function unfit(facts: SpecFacts, { risks }: Plan, { fit }: SuggestionInput): SuggestedRisk | undefined {
	const isWatched = risks.some(({ watch }) => watch?.facts.some(({ fact }) => fact.text === 'unfit_rows'));
	const found = dataQualityOf(facts, { fit }).filter(({ unfit: rows }) => (rows ?? 0) > 0);
	if (isWatched || found.length === 0) return undefined;
	const [first] = found;
	const note = first ? `, such as ${first.notes[0]}` : '';
	return {
		name: 'values_that_do_not_fit',
		description: `The target refuses or cuts rows of ${some(found.map(({ mapping }) => mapping))}${note}.`,
		likelihood: 'high',
		impact: 'high',
		mitigation: 'The columns are widened or the data is mended, and "crosswalk validate --live" finds nothing before the last rehearsal.',
		contingency: 'The quarantine keeps rejected rows, and the owner of the data decides about each.',
		watch: '{ facts: { unfit_rows: { above: 0 } } }',
	};
}

const narrowingCodes = ['narrowing-length', 'narrowing-precision', 'narrowing-range', 'lossy-float', 'nullable-to-not-null'];

function narrowing({ risks }: Plan, { problems = [] }: SuggestionInput): SuggestedRisk | undefined {
	const watched = new Set(risks.flatMap(({ watch }) => watch?.rules ?? []).map(({ text }) => text));
	const found = problems.filter(({ code, severity }) => severity !== 'hint' && narrowingCodes.includes(code) && !watched.has(code));
	if (found.length === 0) return undefined;
	const codes = [...new Set(found.map(({ code }) => code))];
	const mappings = [...new Set(found.flatMap(({ mapping }) => mapping ?? []))];
	return {
		name: 'values_that_do_not_fit',
		description: `Values may be longer, larger or emptier than the target takes${mappings.length > 0 ? `, in ${some(mappings)}` : ''}.`,
		likelihood: 'medium',
		impact: 'high',
		mitigation:
			'The source is looked through for such values before the last rehearsal, and the columns are widened or the data is mended.',
		contingency: 'The quarantine keeps rejected rows, and the owner of the data decides about each.',
		watch: `{ rules: [${codes.join(', ')}] }`,
	};
}

function noWayBack({ spec: { cutover } }: SpecFacts, { strategy }: Plan): SuggestedRisk | undefined {
	if (strategy.fallback || !cutover) return undefined;
	return {
		name: 'no_way_back',
		description: 'When the target fails after the cutover, nobody knows how to return to the source.',
		likelihood: 'low',
		impact: 'high',
		mitigation: 'A fallback is planned and rehearsed: until when, who decides, and what becomes of data written since.',
		contingency: 'The source is kept as it was at the freeze, and work since is entered again.',
	};
}

function noRehearsal(plan: Plan, { estimate }: StrategyVerdict): SuggestedRisk | undefined {
	if (lastPassed(plan)) return undefined;
	return {
		name: 'never_rehearsed',
		description: `No rehearsal has passed, so that the duration (${renderRange(estimate.whole)}) is an estimate that nothing was measured for.`,
		likelihood: 'high',
		impact: 'medium',
		mitigation: 'A rehearsal with a full copy is run, and its time is written under "rehearsals".',
		contingency: 'The cutover is called off at the last gate before the point of no return.',
	};
}

function withoutKey(facts: SpecFacts, { results }: EstimateInput): SuggestedRisk | undefined {
	const volumes = volumesOf(facts, results);
	const big = facts.mappings.filter(
		({ name, key }) => (key.kind === 'none' || key.kind === 'missing') && (volumes.of(name)?.rows ?? 0) >= bigRows,
	);
	if (big.length === 0) return undefined;
	return {
		name: 'big_tables_without_a_key',
		description: `Rows of ${some(big.map(({ name }) => name))} cannot be told apart, so that a difference is found and not placed.`,
		likelihood: 'medium',
		impact: 'medium',
		mitigation: 'A key is agreed on, of columns that both sides keep.',
		contingency: 'The table is loaded again as a whole.',
		watch: '{ rules: [missing-key] }',
	};
}

function readAgain(facts: SpecFacts, { strategy }: Plan, { results }: EstimateInput): SuggestedRisk | undefined {
	if (strategy.synchronisation?.word !== 'delta') return undefined;
	const volumes = volumesOf(facts, results);
	const big = facts.mappings.filter(({ name, mapping }) => !mapping.highWater && (volumes.of(name)?.rows ?? 0) >= bigRows);
	if (big.length === 0) return undefined;
	return {
		name: 'deltas_that_read_all',
		description: `The last delta reads all of ${some(big.map(({ name }) => name))} again, as nothing says what changed.`,
		likelihood: 'high',
		impact: 'medium',
		mitigation: 'A column that only grows is found or added, and written as "high_water".',
		contingency: 'The delta is started earlier, and the freeze with it.',
		watch: '{ rules: [delta-without-high-water] }',
	};
}

function tightWindow({ fit, downtime, allowedMs }: StrategyVerdict): SuggestedRisk | undefined {
	if (allowedMs === undefined || (fit !== 'tight' && fit !== 'exceeds')) return undefined;
	return {
		name: 'window_too_short',
		description: `The systems stand still for ${renderRange(downtime)}, and ${renderDuration(allowedMs)} are allowed.`,
		likelihood: fit === 'exceeds' ? 'high' : 'medium',
		impact: 'high',
		mitigation: 'What can move before the cutover moves before it: in phases, or by deltas.',
		contingency: 'At the last gate before the point of no return the cutover is called off.',
		watch: '{ facts: { headroom: { below: 0 } } }',
	};
}

function some(names: readonly string[]): string {
	const shown = names.slice(0, 3).map(name => `"${name}"`);
	return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : listWords(shown, 'and');
}
