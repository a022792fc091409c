/** What every output of a cutover is made of: the plan in time, what has happened so far, and the gates by the newest results. */

import type { SpecFacts } from '../mapping/facts';
import { type CutoverLog, happenedTo, hasBegun, type Statuses, statusesOf } from '../strategy/happenings';
import { type Awaited, awaitedIn, type JudgedGate, type Ledger } from '../strategy/judgeGate';
import { gateOf, type Situation } from '../strategy/nextEvent';
import { forecastOf, type Timeline, timelineOf } from '../strategy/timeline';
import { type WayBack, wayBackFrom } from '../strategy/wayBack';

export interface CutoverReport {
	/** The spec's file, as shown. */
	readonly spec: string;
	/** The spec's name. */
	readonly name: string;
	readonly plan: Timeline;
	/** By the step that has one. */
	readonly gates: ReadonlyMap<string, JudgedGate>;
	/** Undefined while nothing has happened. */
	readonly live?: LiveCutover;
}

export interface LiveCutover {
	readonly log: CutoverLog;
	readonly statuses: Statuses;
	readonly forecast: Timeline;
	readonly nowMs: number;
	readonly wayBack: WayBack;
}

/** Undefined when the spec has no cutover. `log`: of the time through it that is under way. */
export function cutoverReport(
	facts: SpecFacts,
	shown: string,
	ledger: Ledger,
	log: CutoverLog | undefined,
	nowMs: number,
): CutoverReport | undefined {
	const plan = timelineOf(facts);
	const situation = situationOf(facts, ledger, log, nowMs);
	if (!plan || !situation) return undefined;
	const gates = plan.steps.flatMap(({ step }) => {
		const gate = gateOf(situation, step);
		return gate ? [[step.name.text, gate] as const] : [];
	});
	const { timeline, statuses } = situation;
	const live = log && { log, statuses, forecast: timeline, nowMs, wayBack: wayBackFrom(timeline, hasBegun(statuses)) };
	return { spec: shown, name: facts.spec.name?.text ?? shown, plan, gates: new Map(gates), ...(live ? { live } : {}) };
}

/** Undefined when the spec has no cutover. Without a log nothing has happened, and the timeline is the plan. */
export function situationOf(facts: SpecFacts, ledger: Ledger, log: CutoverLog | undefined, nowMs: number): Situation | undefined {
	const statuses = statusesOf(log ?? { events: [] });
	const timeline = log ? forecastOf(facts.spec, happenedTo(statuses, nowMs), beganMs(log, nowMs)) : timelineOf(facts);
	const asksForChecks = timeline?.steps.some(one => one.step.gate !== undefined) === true;
	return timeline && { timeline, statuses, ledger, awaited: asksForChecks ? awaitedIn(facts) : nothingAwaited, nowMs };
}

/** The first event; a log that is about to begin begins at this moment. */
function beganMs({ events: [first] }: CutoverLog, nowMs: number): number {
	return first ? Date.parse(first.at) : nowMs;
}

const nothingAwaited: Awaited = { reconcile: new Map(), quality: [], acceptance: [] };
