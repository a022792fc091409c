/**
 * What each strategy would mean for this spec: how long the systems stand still by it, whether that is allowed, and what it requires of the
 * spec. Each choice is judged with the others as they are declared. Estimates come from `estimate`; nothing is run.
 */

import { lazy, oncePer } from '../base/memo';
import type { SpecFacts } from '../mapping/facts';
import { type Estimate, type EstimateInput, estimateOf, plus, type Range, renderRange, times } from './estimate';
import { phasesOf } from './phases';
import { availabilities, type Dimension, type Plan, patterns, planOf, type Strategy, synchronisations, transfers } from './plan';
import { durationAt } from './planValues';
import { type Requirement, requirementsOf } from './requirements';
import { minuteMs, renderDuration } from './time';

export interface StrategyVerdict {
	readonly estimate: Estimate;
	/** How long the systems stand still by the strategy as it is declared. */
	readonly downtime: Range;
	readonly allowedMs?: number;
	readonly windowMs?: number;
	readonly fit: Fit;
	/** Judged when they are asked for: who types is only told when the declared strategy cannot be. */
	readonly choices: readonly Choice[];
}

/** `unknown`: nothing says what is allowed. */
export type Fit = 'fits' | 'tight' | 'exceeds' | 'unknown';

export interface Choice {
	readonly about: Dimension;
	readonly option: string;
	readonly isDeclared: boolean;
	readonly downtime: Range;
	readonly fit: Fit;
	/** Whether it can be done: not when it contradicts the limits; with work, when something that it requires is missing. */
	readonly feasible: 'yes' | 'with-work' | 'no';
	/** A sentence each. */
	readonly why: readonly string[];
	readonly requires: readonly Requirement[];
}

/** What is chosen along each dimension. */
export interface Combination {
	readonly pattern: (typeof patterns)[number];
	readonly availability: (typeof availabilities)[number];
	readonly synchronisation: (typeof synchronisations)[number];
	readonly transfer: (typeof transfers)[number];
}

/** What is not declared is the plainest: all at once, in a maintenance window, copied once by the databases themselves. */
export function declaredOf({ pattern, availability, synchronisation, transfer, phases }: Strategy): Combination {
	return {
		pattern: pattern?.word ?? (phases.length > 1 ? 'phased' : 'big-bang'),
		availability: availability?.word ?? 'maintenance-window',
		synchronisation: synchronisation?.word ?? 'one-time-copy',
		transfer: transfer?.word ?? 'database-copy',
	};
}

/** Without results and counts it is made once per facts. */
export function strategyVerdict(facts: SpecFacts, input: EstimateInput = {}): StrategyVerdict {
	return (input.results ?? []).length === 0 && !input.phaseRows ? ofSpec(facts) : makeVerdict(facts, input);
}

const ofSpec = oncePer((facts: SpecFacts) => makeVerdict(facts, {}));

function makeVerdict(facts: SpecFacts, input: EstimateInput): StrategyVerdict {
	const plan = planOf(facts.spec);
	const estimate = estimateOf(facts, input);
	const declared = declaredOf(plan.strategy);
	const allowedMs = plan.scope.downtimeAllowed?.ms;
	const downtime = downtimeOf(facts, estimate, declared);
	const choice = (about: Dimension, option: string): Choice => {
		const combination = { ...declared, [about]: option } as Combination;
		return choiceOf(facts, plan, estimate, about, option, combination, declared[about] === option, allowedMs);
	};
	const choices = lazy(() => [
		...patterns.map(option => choice('pattern', option)),
		...availabilities.map(option => choice('availability', option)),
		...synchronisations.map(option => choice('synchronisation', option)),
		...transfers.map(option => choice('transfer', option)),
	]);
	return {
		estimate,
		downtime,
		...(allowedMs === undefined ? {} : { allowedMs }),
		...windowOf(facts),
		fit: fitOf(downtime, allowedMs),
		get choices() {
			return choices();
		},
	};
}

function windowOf({ spec }: SpecFacts): { readonly windowMs?: number } {
	const window = durationAt(spec.cutover?.value, 'window');
	return window ? { windowMs: window.ms } : {};
}

export function fitOf({ leastMs, mostMs }: Range, allowedMs: number | undefined): Fit {
	if (allowedMs === undefined) return 'unknown';
	if (mostMs <= allowedMs) return 'fits';
	return leastMs > allowedMs ? 'exceeds' : 'tight';
}

/** Pointing the systems at the other side. */
const switching: Range = { leastMs: 0, mostMs: 5 * minuteMs };
/** What goes through while both sides are written: the last writes settle. */
const settling: Range = { leastMs: 0, mostMs: 15 * minuteMs };

/** What has to be done while nobody may write. */
export function downtimeOf(facts: SpecFacts, estimate: Estimate, { pattern, availability, synchronisation, transfer }: Combination): Range {
	if (synchronisation === 'dual-write') return settling;
	if (availability === 'zero-downtime') return switching;
	const slower = estimate.slower(transfer);
	const last = pattern === 'phased' ? lastPhases(facts, estimate) : undefined;
	if (synchronisation === 'delta') {
		const delta = times(estimate.delta, slower);
		return last ? plus(times(last, slower), delta, estimate.verification, switching) : plus(delta, estimate.verification, switching);
	}
	return plus(times(last ?? estimate.whole, slower), switching);
}

/** Phases that no other comes after: what they move is moved at the cutover. */
function lastPhases(facts: SpecFacts, { phases }: Estimate): Range | undefined {
	const { order } = phasesOf(facts);
	const followed = new Set(order.flatMap(({ after }) => after.map(({ text }) => text)));
	const last = phases.filter(({ phase }) => !followed.has(phase));
	return last.length === 0 ? undefined : plus(...last.map(({ range }) => range));
}

function choiceOf(
	facts: SpecFacts,
	plan: Plan,
	estimate: Estimate,
	about: Dimension,
	option: string,
	combination: Combination,
	isDeclared: boolean,
	allowedMs: number | undefined,
): Choice {
	const downtime = downtimeOf(facts, estimate, combination);
	const fit = fitOf(downtime, allowedMs);
	const against = contradictions(plan, combination, about);
	const requires = requirementsOf(facts, plan, about, option);
	const isPossible = fit !== 'exceeds' && against.length === 0;
	const isReady = requires.every(({ missing }) => missing.length === 0);
	return {
		about,
		option,
		isDeclared,
		downtime,
		fit,
		feasible: isPossible ? (isReady ? 'yes' : 'with-work') : 'no',
		why: [...against, ...fitWords(downtime, fit, allowedMs)],
		requires,
	};
}

/** What cannot be whatever the figures are. */
function contradictions(plan: Plan, { availability, synchronisation }: Combination, about: Dimension): readonly string[] {
	const { dataLossAllowed, downtimeAllowed } = plan.scope;
	const why: string[] = [];
	const isOfBoth = about === 'availability' || about === 'synchronisation';
	if (isOfBoth && availability === 'zero-downtime' && synchronisation === 'one-time-copy') {
		why.push('What is written while the copy runs never arrives, as nothing stands still and nothing follows.');
	}
	if (about === 'availability' && availability === 'maintenance-window' && downtimeAllowed?.ms === 0) {
		why.push('No downtime is allowed at all.');
	}
	const lag = plan.strategy.dualWrite?.lagAllowed;
	if (about === 'synchronisation' && synchronisation === 'dual-write' && lag && dataLossAllowed && lag.ms > dataLossAllowed.ms) {
		why.push(
			`The second side may be ${renderDuration(lag.ms)} behind, and only ${renderDuration(dataLossAllowed.ms)} of work may be lost.`,
		);
	}
	return why;
}

function fitWords(downtime: Range, fit: Fit, allowedMs: number | undefined): readonly string[] {
	const words = `The systems stand still for ${renderRange(downtime)}`;
	if (allowedMs === undefined) return [`${words}; nothing says how long they may ("scope: { continuity: { downtime_allowed } }").`];
	const allowed = `${renderDuration(allowedMs)} are allowed`;
	switch (fit) {
		case 'exceeds':
			return [`${words}, and only ${allowed}.`];
		case 'tight':
			return [`${words}, which may be more than the ${renderDuration(allowedMs)} allowed; a rehearsal would tell.`];
		default:
			return [`${words} of the ${renderDuration(allowedMs)} allowed.`];
	}
}

/** `fits: 6 h of 24 h`: what the lens says. */
export function fitSummary({ downtime, allowedMs, fit }: StrategyVerdict): string {
	const most = renderRange(downtime);
	if (allowedMs === undefined) return `${most} of downtime, nothing says how much is allowed`;
	const words = { fits: 'fits', tight: 'tight', exceeds: 'does not fit', unknown: '' }[fit];
	return `${words}: ${most} of ${renderDuration(allowedMs)}`;
}
