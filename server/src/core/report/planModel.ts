/**
 * The plan of a spec as plain data: scope, strategy, phases, rehearsals, risks. What `crosswalk plan` prints in every format, what the panel
 * shows, and what the strategy document is made of. Facts that a text embeds are in their places.
 */

import { coverageOf } from '../mapping/coverage';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { loadOrder } from '../mapping/loadOrder';
import { type Attention, attentionOf } from '../strategy/attention';
import { complexityOf, type Grade, type Reason } from '../strategy/complexity';
import { type DataKnown, dataQualityOf } from '../strategy/dataQuality';
import type { EarlyRows, Reference } from '../strategy/earlyRows';
import { type PhaseRows, renderRange } from '../strategy/estimate';
import { renderGate } from '../strategy/gate';
import { awaitedIn, judgeGate, type Ledger } from '../strategy/judgeGate';
import type { PhaseCounts } from '../strategy/phaseRows';
import { phasesOf, sharesOf } from '../strategy/phases';
import { type Plan, planOf } from '../strategy/plan';
import { type PlanFact, planFacts, withFacts } from '../strategy/planFacts';
import type { Gate } from '../strategy/planValues';
import { riskRegister } from '../strategy/riskRegister';
import { type SuggestedRisk, suggestedRisks } from '../strategy/suggestedRisks';
import { type Choice, declaredOf, fitSummary, type StrategyVerdict, strategyVerdict } from '../strategy/verdict';
import { volumesOf } from '../strategy/volumes';
import { type CoverageReport, coverageReport } from './coverageModel';
import { type LeftOut, leftOutOf } from './leftOut';

import { plural } from './style';

export interface PlanReport {
	readonly format: 1;
	/** The spec's file. */
	readonly spec: string;
	readonly name?: string;
	readonly description?: string;
	readonly source: PlanSide;
	readonly target: PlanSide;
	readonly mappings: readonly PlannedMapping[];
	/** By name, as a text may embed them. */
	readonly facts: readonly PlanFact[];
	readonly outOfScope: readonly LeftOut[];
	/** Tables and columns that nobody decided about. */
	readonly undecided: readonly string[];
	readonly attention: readonly Attention[];
	readonly loadOrder: { readonly steps: readonly (readonly string[])[]; readonly cycles: readonly (readonly string[])[] };
	readonly strategy: PlannedStrategy;
	readonly phases: readonly PlannedPhase[];
	readonly rehearsals: readonly PlannedRehearsal[];
	readonly risks: readonly PlannedRisk[];
	readonly suggestedRisks: readonly SuggestedRisk[];
}

export interface PlanSide {
	readonly connection: string;
	/** Absent without a catalog. */
	readonly coverage?: CoverageReport['source'] | CoverageReport['target'];
	readonly percent?: number;
}

export interface PlannedMapping {
	readonly name: string;
	readonly description?: string;
	readonly sources: readonly string[];
	readonly target: string;
	readonly rows?: number;
	readonly rowsFrom?: 'run' | 'catalog';
	readonly bytes?: number;
	readonly growthPerDay?: number;
	readonly grade: Grade;
	readonly points: number;
	readonly reasons: readonly Reason[];
	readonly criticality?: string;
	readonly data?: string;
	readonly problems: number;
	readonly differing: number;
	/** What its data is like, as far as somebody has looked: a phrase each. */
	readonly quality: readonly string[];
	readonly phases: readonly string[];
}

export interface PlannedStrategy {
	/** As declared, or the plainest. */
	readonly declared: {
		readonly pattern: string;
		readonly availability: string;
		readonly synchronisation: string;
		readonly transfer: string;
	};
	readonly isDeclared: boolean;
	readonly justification?: string;
	readonly verdict: StrategyVerdict['fit'];
	/** `fits: 2 h of 24 h`. */
	readonly summary: string;
	readonly limits: readonly Named[];
	readonly durations: readonly { readonly name: string; readonly leastMs: number; readonly mostMs: number; readonly text: string }[];
	readonly basis: readonly string[];
	readonly choices: readonly PlannedChoice[];
	readonly fallback: readonly Named[];
	readonly dualWrite: readonly Named[];
}

export interface Named {
	readonly name: string;
	readonly value: string;
}

export interface PlannedChoice extends Pick<Choice, 'about' | 'option' | 'isDeclared' | 'fit' | 'feasible' | 'why' | 'requires'> {
	readonly downtime: string;
}

export interface PlannedPhase {
	readonly name: string;
	readonly mappings: readonly string[];
	readonly filters: readonly Named[];
	readonly after: readonly string[];
	readonly owner?: string;
	readonly starts?: string;
	readonly rows?: number;
	readonly duration: string;
	readonly gate?: PlannedGate;
	/** What is known of its filters: `takes nothing`, rows counted. */
	readonly notes: readonly string[];
}

export interface PlannedGate {
	readonly text: string;
	/** By the newest results, when there are any. */
	readonly verdict?: string;
}

export interface PlannedRehearsal {
	readonly name: string;
	readonly on?: string;
	readonly when?: string;
	readonly data?: string;
	readonly owner?: string;
	readonly took?: string;
	readonly verdict?: string;
	readonly gate?: PlannedGate;
}

export interface PlannedRisk {
	readonly rank: number;
	readonly name: string;
	readonly description?: string;
	readonly likelihood?: string;
	readonly impact?: string;
	readonly score?: number;
	readonly owner?: string;
	readonly mitigation?: string;
	readonly contingency?: string;
	readonly review?: string;
	readonly isReviewDue: boolean;
	readonly watch?: string;
	readonly state: 'raised' | 'open' | 'closed';
	readonly because: readonly string[];
}

export interface PlanInput extends DataKnown {
	readonly ledger?: Ledger;
	readonly problems?: readonly { readonly code: string; readonly severity: string; readonly mapping?: string }[];
	/** When somebody counted. */
	readonly phaseCounts?: readonly PhaseCounts[];
	readonly earlyRows?: readonly EarlyRows[];
	/** `2026-11-22`. */
	readonly today?: string;
}

export function planReport(spec: string, facts: SpecFacts, input: PlanInput = {}): PlanReport {
	const plan = planOf(facts.spec);
	const results = (input.ledger?.entries ?? []).map(({ result }) => result);
	const estimates = { results, phaseRows: rowsByPhase(input.phaseCounts), fit: input.fit };
	const verdict = strategyVerdict(facts, estimates);
	const known = planFacts(facts, estimates, verdict);
	const coverage = coverageOf(facts);
	const numbers = coverageReport(spec, coverage);
	const gate = gateTeller(facts, input.ledger);
	const order = loadOrder(facts);
	const { name, description } = facts.spec;
	return {
		format: 1,
		spec,
		...(name ? { name: name.text } : {}),
		...(description ? { description: description.text } : {}),
		source: sideOf(facts, 'source', numbers),
		target: sideOf(facts, 'target', numbers),
		mappings: mappingsOf(facts, plan, input, results),
		facts: known,
		outOfScope: leftOutOf(coverage),
		undecided: [
			...(numbers.source ? [...numbers.source.tables.unmapped, ...numbers.source.columns.unmapped] : []),
			...(numbers.target ? [...numbers.target.tables.unmapped, ...numbers.target.columns.unmapped] : []),
		],
		attention: attentionOf(facts),
		loadOrder: { steps: order.steps, cycles: order.cycles },
		strategy: strategyOf(plan, verdict, known),
		phases: phasesIn(facts, verdict, input, gate),
		rehearsals: plan.strategy.rehearsals.map(one => ({
			name: one.name.text,
			...texts({ on: one.on, when: one.when, data: one.data, owner: one.owner, took: one.took, verdict: one.verdict }),
			...(one.gate ? { gate: gate(one.gate) } : {}),
		})),
		risks: risksOf(facts, input, results, known),
		suggestedRisks: suggestedRisks(facts, { ...estimates, problems: input.problems }, verdict),
	};
}

function rowsByPhase(counts: readonly PhaseCounts[] | undefined): PhaseRows | undefined {
	return counts && new Map(counts.map(({ mapping, phases }) => [mapping, new Map(phases.map(({ phase, rows }) => [phase, rows]))]));
}

function sideOf({ spec }: SpecFacts, side: 'source' | 'target', { summary, ...numbers }: CoverageReport): PlanSide {
	const percent = summary[`${side}Percent`];
	const coverage = numbers[side];
	return {
		connection: spec[side]?.connection?.text ?? '',
		...(coverage ? { coverage } : {}),
		...(percent === undefined ? {} : { percent }),
	};
}

function mappingsOf(
	facts: SpecFacts,
	plan: Plan,
	{ problems = [], fit, profiles }: PlanInput,
	results: Parameters<typeof volumesOf>[1],
): readonly PlannedMapping[] {
	const quality = new Map(dataQualityOf(facts, { fit, profiles }).map(({ mapping, notes }) => [mapping, notes]));
	const volumes = volumesOf(facts, results);
	const phases = phasesOf(facts);
	const criticality = new Map(plan.scope.criticality.map(({ mapping, level }) => [mapping.text, level.text]));
	const data = new Map(plan.scope.data.map(({ mapping, kind }) => [mapping.text, kind.text]));
	return coverageOf(facts).mappings.map(({ mapping, sources }): PlannedMapping => {
		const { name } = mapping;
		const found = { problems: problemsOf(name), differing: differingOf(mapping) };
		const { rows, rowsFrom, bytes, growthPerDay } = volumes.of(name) ?? {};
		const { grade, points, reasons } = complexityOf(mapping, found);
		return {
			name,
			...texts({ description: mapping.mapping.description }),
			sources,
			target: mapping.table ? `${mapping.table.schema}.${mapping.table.name}` : (mapping.mapping.target?.text ?? ''),
			...defined({ rows, rowsFrom, bytes, growthPerDay, criticality: criticality.get(name), data: data.get(name) }),
			grade,
			points,
			reasons,
			...found,
			quality: quality.get(name) ?? [],
			phases: phases.of(name).map(({ phase }) => phase),
		};
	});

	function problemsOf(name: string): number {
		return problems.filter(({ mapping, severity }) => mapping === name && (severity === 'error' || severity === 'warning')).length;
	}

	function differingOf({ name }: MappingFacts): number {
		return (results ?? []).filter(({ mapping, group, verdict }) => verdict === 'different' && (group ?? [mapping]).includes(name)).length;
	}
}

function strategyOf(plan: Plan, verdict: StrategyVerdict, known: readonly PlanFact[]): PlannedStrategy {
	const { strategy, scope } = plan;
	const { estimate } = verdict;
	const duration = (name: string, range: { readonly leastMs: number; readonly mostMs: number }) => ({
		name,
		leastMs: Math.round(range.leastMs),
		mostMs: Math.round(range.mostMs),
		text: renderRange(range),
	});
	const { fallback, dualWrite } = strategy;
	return {
		declared: declaredOf(strategy),
		isDeclared: strategy.pattern !== undefined || strategy.synchronisation !== undefined,
		...(strategy.justification ? { justification: withFacts(strategy.justification.text, known) } : {}),
		verdict: verdict.fit,
		summary: fitSummary(verdict),
		limits: named({
			'downtime allowed': scope.downtimeAllowed,
			'data loss allowed': scope.dataLossAllowed,
			'reversible for': scope.reversibleFor,
			blackouts: scope.blackouts.length > 0 ? { text: scope.blackouts.map(({ text }) => text).join(', ') } : undefined,
		}),
		durations: [
			duration('copy', estimate.copy),
			duration('indexes and constraints', estimate.indexes),
			duration('verification', estimate.verification),
			duration('all of it', estimate.whole),
			duration('a last delta', estimate.delta),
			duration('downtime', verdict.downtime),
		],
		basis: estimate.basis,
		choices: verdict.choices.map(({ downtime, ...choice }) => ({ ...choice, downtime: renderRange(downtime) })),
		fallback: named({
			until: fallback?.until,
			trigger: fallback?.trigger,
			decides: fallback?.decide,
			how: fallback?.how,
			'data written since': fallback?.newData,
		}),
		dualWrite: named({
			by: dualWrite?.by,
			first: dualWrite?.first,
			conflicts: dualWrite?.conflicts,
			'lag allowed': dualWrite?.lagAllowed,
			ends: dualWrite?.ends,
		}),
	};
}

function phasesIn(facts: SpecFacts, verdict: StrategyVerdict, input: PlanInput, gate: (one: Gate) => PlannedGate) {
	return phasesOf(facts).order.map((phase): PlannedPhase => {
		const name = phase.name.text;
		const estimate = verdict.estimate.phases.find(one => one.phase === name);
		return {
			name,
			mappings: phase.mappings.map(({ text }) => text),
			filters: phase.where.map(({ mapping, condition }) => ({ name: mapping.text, value: condition.text.trim() })),
			after: phase.after.map(({ text }) => text),
			...texts({ owner: phase.owner, starts: phase.starts }),
			...defined({ rows: estimate?.rows }),
			duration: estimate ? renderRange(estimate.range) : '',
			...(phase.gate ? { gate: gate(phase.gate) } : {}),
			notes: notesOf(facts, name, phase.mappings, input),
		};
	});
}

function notesOf(
	facts: SpecFacts,
	phase: string,
	mappings: readonly { readonly text: string }[],
	{ phaseCounts = [], earlyRows = [] }: PlanInput,
): readonly string[] {
	return mappings.flatMap(({ text }) => {
		const mapping = facts.mapping(text);
		if (!mapping) return [];
		const counted = phaseCounts.find(one => one.mapping === text);
		const empty = sharesOf(facts, mapping).empty.filter(({ taker }) => taker.phase === phase);
		const notes = empty.map(({ because }) => `finds no row of "${text}", as ${because}`);
		const early = earlyRows
			.filter(one => one.phase === phase && one.reference.mapping === mapping)
			.map(({ rows, reference }) => `loads ${plural(rows, 'row')} of "${text}" before ${rowsOf(reference)}`);
		if (!counted) return [...notes, ...early];
		const rows = counted.phases.find(one => one.phase === phase)?.rows ?? 0;
		const isLast = counted.phases.at(-1)?.phase === phase;
		return [
			...notes,
			`takes ${plural(rows, 'row')} of "${text}"`,
			...(isLast && counted.left > 0 ? [`leaves ${plural(counted.left, 'row')} of "${text}" that no phase takes`] : []),
			...early,
		];
	});
}

function rowsOf({ parents, by }: Reference): string {
	return `the rows of "${parents[0]?.name}" that they refer to by "${by}"`;
}

function risksOf(
	facts: SpecFacts,
	{ ledger, problems, today, fit }: PlanInput,
	results: Parameters<typeof volumesOf>[1],
	known: readonly PlanFact[],
): readonly PlannedRisk[] {
	// A hint is what a look at the data has shown to be no trouble.
	const codes = problems?.filter(({ severity }) => severity !== 'hint').map(({ code }) => code);
	return riskRegister(facts, { ledger, results, problems: codes, today, fit }, known).map(one => {
		const { risk, rank, state, because, isReviewDue, score } = one;
		const { name, watch, ...written } = risk;
		const watched = watch && [
			renderGate(watch),
			...watch.rules.map(({ text }) => `rule ${text}`),
			...watch.facts.map(({ fact, above, below }) =>
				[fact.text, above && `above ${above.text}`, below && `below ${below.text}`].filter(Boolean).join(' '),
			),
		];
		const { description, likelihood, impact, owner, mitigation, contingency, review } = written;
		return {
			rank,
			name: name.text,
			...texts({ description, likelihood, impact, owner, mitigation, contingency, review }),
			...defined({ score, watch: watched?.filter(part => part !== '').join(', ') }),
			isReviewDue,
			state,
			because,
		};
	});
}

/** Judges gates once there are results. */
function gateTeller(facts: SpecFacts, ledger: Ledger | undefined): (gate: Gate) => PlannedGate {
	const awaited = ledger && ledger.entries.length > 0 ? awaitedIn(facts) : undefined;
	return gate => ({ text: renderGate(gate), ...(ledger && awaited ? { verdict: judgeGate(gate, awaited, ledger).verdict } : {}) });
}

type Written = { readonly text: string } | undefined;

function texts<Key extends string>(written: Readonly<Record<Key, Written>>): Partial<Record<Key, string>> {
	const entries = Object.entries<Written>(written).flatMap(([key, value]) => (value ? [[key, value.text.trim()]] : []));
	return Object.fromEntries(entries) as Partial<Record<Key, string>>;
}

function named(written: Readonly<Record<string, Written>>): readonly Named[] {
	return Object.entries(written).flatMap(([name, value]) => (value ? [{ name, value: value.text.trim() }] : []));
}

/** Without what is undefined. */
function defined<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
	return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
