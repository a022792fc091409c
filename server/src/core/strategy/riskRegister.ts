/**
 * The risks of a spec, ranked, each with what its watch says: raised by a check that fails, a rule that reports or a fact beyond its bound;
 * closed when all of that is green. Decides nothing for the team: likelihood and impact stay what they wrote.
 */

import type { SpecFacts } from '../mapping/facts';
import type { EstimateInput } from './estimate';
import { isAll } from './gate';
import { type Awaited, awaitedIn, emptyLedger, judgeGate, type Ledger, renderObstacles } from './judgeGate';
import { type Level, levels, planOf, type Risk, type Watch } from './plan';
import { isBeyond, type PlanFact, planFacts } from './planFacts';

/** `open`: nobody watches it, or not all of what is watched has a verdict. */
export type RiskState = 'raised' | 'open' | 'closed';

export interface RankedRisk {
	readonly risk: Risk;
	/** 1 to 9: likelihood times impact. Undefined when either is not written. */
	readonly score?: number;
	readonly rank: number;
	readonly state: RiskState;
	/** What raises it, or what is missing: a phrase each. */
	readonly because: readonly string[];
	/** Whether the day of its review is over. */
	readonly isReviewDue: boolean;
}

export interface RiskInput extends EstimateInput {
	readonly ledger?: Ledger;
	/** Codes of the problems that the spec has. */
	readonly problems?: readonly string[];
	/** `2026-11-22`; without it no review is due. */
	readonly today?: string;
}

/** The greatest first: raised ones before others of the same score, closed ones last. */
export function riskRegister(facts: SpecFacts, input: RiskInput = {}, known?: readonly PlanFact[]): readonly RankedRisk[] {
	const { risks } = planOf(facts.spec);
	const watches = risks.some(({ watch }) => watch);
	const awaited = watches && input.ledger ? awaitedIn(facts) : undefined;
	const watched = new Set(risks.flatMap(({ watch }) => watch?.facts ?? []).map(({ fact }) => fact.text));
	const planned = watched.size > 0 ? (known ?? planFacts(facts, input, undefined, watched)) : [];
	const judged = risks.map(risk => ({ risk, ...scoreOf(risk), ...stateOf(risk.watch, input, awaited, planned), ...reviewOf(risk, input) }));
	return judged
		.map((one, index) => ({ one, index }))
		.sort((a, b) => order(b.one) - order(a.one) || a.index - b.index)
		.map(({ one }, index) => ({ ...one, rank: index + 1 }));
}

export function scoreOf({ likelihood, impact }: Pick<Risk, 'likelihood' | 'impact'>): { readonly score?: number } {
	return likelihood && impact ? { score: weight(likelihood.word) * weight(impact.word) } : {};
}

function weight(level: Level): number {
	return levels.indexOf(level) + 1;
}

/** A risk that nobody has weighed stands above small ones. */
function order({ score = 3.5, state }: Pick<RankedRisk, 'score' | 'state'>): number {
	if (state === 'closed') return score - 100;
	return state === 'raised' ? score + 0.5 : score;
}

function reviewOf({ review }: Risk, { today }: RiskInput): Pick<RankedRisk, 'isReviewDue'> {
	return { isReviewDue: review !== undefined && today !== undefined && review.text.slice(0, 10) < today };
}

function stateOf(
	watch: Watch | undefined,
	{ ledger = emptyLedger, problems }: RiskInput,
	awaited: Awaited | undefined,
	known: readonly PlanFact[],
): Pick<RankedRisk, 'state' | 'because'> {
	if (!watch) return { state: 'open', because: [] };
	const raised: string[] = [];
	const missing: string[] = [];
	const hasChecks = [watch.reconcile, watch.quality, watch.acceptance].some(names => names.length > 0) || watch.coverage !== undefined;
	if (hasChecks && awaited) {
		const gate = judgeGate(watch, awaited, ledger);
		const failed = gate.parts.filter(({ state }) => state === 'failed');
		raised.push(...renderObstacles({ verdict: 'failed', parts: failed }));
		missing.push(...renderObstacles({ verdict: 'open', parts: gate.parts.filter(({ state }) => state !== 'failed') }));
	} else if (hasChecks) missing.push('no result has been looked at');
	if (watch.rules.length > 0 && !problems) missing.push('the rules have not been asked');
	const reported = new Set(problems ?? []);
	const codes = isAll(watch.rules) ? [...reported] : watch.rules.map(({ text }) => text).filter(code => reported.has(code));
	if (problems) raised.push(...codes.map(code => `the rule ${code} reports`));
	for (const bound of watch.facts) {
		const fact = known.find(({ name }) => name === bound.fact.text);
		const beyond = isBeyond(fact, bound);
		if (beyond === undefined) missing.push(`${bound.fact.text} is unknown`);
		else if (beyond) raised.push(`${bound.fact.text} is ${fact?.text ?? ''}${boundWords(bound)}`);
	}
	if (raised.length > 0) return { state: 'raised', because: raised };
	return missing.length > 0 ? { state: 'open', because: missing } : { state: 'closed', because: [] };
}

function boundWords({ above, below }: Watch['facts'][number]): string {
	return [above && `, above ${above.text}`, below && `, below ${below.text}`].filter(Boolean).join('');
}
