/** The cutover as plain data: what happens when, by whom, how it is undone, who is told. Instants are milliseconds since 1970. */

import type { SpecFacts } from '../../mapping/facts';
import { renderGate } from '../../strategy/gate';
import { awaitedIn, judgeGate, type Ledger } from '../../strategy/judgeGate';
import { type Span, type TimedStep, type Timeline, timelineOf } from '../../strategy/timeline';
import { optional } from './mappingTables';

export interface DocumentedCutover {
	readonly zone: string;
	/** Whether times are those of a calendar; else they count in milliseconds from the first step. */
	readonly isDated: boolean;
	readonly startMs: number;
	readonly endMs: number;
	/** Whether some step has no duration, so that it may take longer. */
	readonly isLeast: boolean;
	readonly windowMs?: number;
	readonly downtimeAllowedMs?: number;
	readonly criticalPath: readonly string[];
	readonly circles: readonly (readonly string[])[];
	readonly pointOfNoReturn?: string;
	readonly freeze?: { readonly systems: readonly string[]; readonly schema: boolean; readonly startMs: number; readonly endMs: number };
	readonly roles: readonly DocumentedRole[];
	readonly steps: readonly DocumentedCutoverStep[];
	readonly communications: readonly DocumentedCommunication[];
	readonly workload: readonly { readonly role: string; readonly steps: number; readonly busyMs: number; readonly clashes: number }[];
	readonly support?: { readonly owner?: string; readonly contact?: string; readonly checks?: string; readonly endsWhen?: string };
	readonly supportEndsMs?: number;
	readonly retire?: { readonly systems: readonly string[]; readonly owner?: string; readonly keep?: string };
	readonly retiresMs?: number;
}

export interface DocumentedRole {
	readonly name: string;
	readonly who?: string;
	readonly contact?: string;
	readonly deputy?: string;
}

export interface DocumentedCutoverStep {
	readonly name: string;
	readonly does?: string;
	readonly run?: string;
	readonly owner?: string;
	readonly after: readonly string[];
	readonly startMs: number;
	readonly endMs: number;
	readonly durationMs?: number;
	readonly slackMs: number;
	readonly isCritical: boolean;
	readonly isPointOfNoReturn: boolean;
	/** What must be green, as the spec writes it. */
	readonly gate?: string;
	readonly gateVerdict?: string;
	readonly rollback?: { readonly does?: string; readonly run?: string; readonly durationMs?: number };
	/** From its end back to the beginning; absent when there is none. */
	readonly wayBack?: Span;
}

export interface DocumentedCommunication {
	readonly name: string;
	/** As written: a time, an offset or a step. */
	readonly at?: string;
	readonly atMs?: number;
	readonly audience?: string;
	readonly owner?: string;
	readonly channel?: string;
	readonly message?: string;
}

/** Undefined when the spec has no cutover. */
export function documentedCutover(facts: SpecFacts, ledger: Ledger): DocumentedCutover | undefined {
	const plan = timelineOf(facts);
	return plan && fromTimeline(facts, plan, ledger);
}

function fromTimeline(facts: SpecFacts, plan: Timeline, ledger: Ledger): DocumentedCutover {
	const { cutover } = plan;
	const awaited = ledger.entries.length > 0 ? awaitedIn(facts) : undefined;
	const verdict = (one: TimedStep) => (awaited && one.step.gate ? judgeGate(one.step.gate, awaited, ledger).verdict : undefined);
	return {
		zone: plan.zone,
		isDated: plan.isDated,
		startMs: plan.startMs,
		endMs: plan.endMs,
		isLeast: plan.untimed.length > 0,
		...optional('windowMs', plan.windowEndMs === undefined ? undefined : plan.windowEndMs - plan.startMs),
		...optional('downtimeAllowedMs', plan.downtimeAllowed?.ms),
		criticalPath: plan.schedule.criticalPath,
		circles: plan.schedule.circles,
		...optional('pointOfNoReturn', plan.pointOfNoReturn?.name),
		...optional('freeze', freezeOf(plan)),
		roles: cutover.roles.map(({ name, who, contact, deputy }) => ({
			name: name.text,
			...optional('who', who?.text),
			...optional('contact', contact?.text),
			...optional('deputy', deputy?.text),
		})),
		steps: plan.steps.map(one => stepOf(one, verdict(one))),
		communications: plan.communications.map(({ communication: { name, at, audience, owner, channel, message }, atMs }) => ({
			name: name.text,
			...optional('at', at?.text),
			...optional('atMs', atMs),
			...optional('audience', audience?.text),
			...optional('owner', owner?.text),
			...optional('channel', channel?.text),
			...optional('message', message?.text),
		})),
		workload: plan.workload.map(({ role, steps, busyMs, clashes }) => ({ role, steps: steps.length, busyMs, clashes: clashes.length })),
		...afterwards(plan),
	};
}

function freezeOf({ freeze, cutover }: Timeline): DocumentedCutover['freeze'] {
	return freeze && { systems: (cutover.freeze?.systems ?? []).map(({ text }) => text), schema: cutover.freeze?.schema === true, ...freeze };
}

function stepOf(one: TimedStep, gateVerdict: string | undefined): DocumentedCutoverStep {
	const { step } = one;
	const { rollback } = step;
	return {
		name: one.name,
		...optional('does', step.does?.text.trim()),
		...optional('run', step.run),
		...optional('owner', step.owner?.text),
		after: one.after,
		startMs: one.startMs,
		endMs: one.finishMs,
		...optional('durationMs', step.duration?.ms),
		slackMs: one.slackMs,
		isCritical: one.isCritical,
		isPointOfNoReturn: step.isPointOfNoReturn,
		...optional('gate', step.gate && renderGate(step.gate)),
		...optional('gateVerdict', gateVerdict),
		...optional(
			'rollback',
			rollback && {
				...optional('does', rollback.does?.text.trim()),
				...optional('run', rollback.run),
				...optional('durationMs', rollback.duration?.ms),
			},
		),
		...optional('wayBack', one.wayBack),
	};
}

function afterwards({
	cutover,
	support,
	retiresMs,
}: Timeline): Pick<DocumentedCutover, 'support' | 'supportEndsMs' | 'retire' | 'retiresMs'> {
	const { support: written, retire } = cutover;
	return {
		...optional(
			'support',
			written && {
				...optional('owner', written.owner?.text),
				...optional('contact', written.contact?.text),
				...optional('checks', written.checks.map(({ check, often }) => `${check.text} ${often.text}`).join(', ') || undefined),
				...optional('endsWhen', written.endsWhen?.text),
			},
		),
		...optional('supportEndsMs', support?.endMs),
		...optional(
			'retire',
			retire && {
				systems: retire.systems.map(({ text }) => text),
				...optional('owner', retire.owner?.text),
				...optional('keep', retire.keep?.text),
			},
		),
		...optional('retiresMs', retiresMs),
	};
}
