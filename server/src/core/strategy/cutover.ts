/**
 * The cutover of a spec as typed values. What is missing or misshapen is absent here; whether the plan is any good is looked at elsewhere.
 * Never throws.
 */

import { oncePer } from '../base/memo';
import type { Span } from '../base/span';
import { type PlanValue, planAt, type Section, type Text } from '../spec/spec';
import { type Duration, durationAt, entriesAt, type Gate, gateAt, textAt, textsAt, wordAt } from './planValues';
import { offsetOf, parseInstantMs, parseZone, type Zone } from './time';

export interface Cutover {
	readonly span: Span;
	readonly starts?: Text & { readonly atMs: number };
	/** Where the times are told: as written, or the offset of `starts`, or UTC. */
	readonly zone: Zone;
	/** Undefined unless it is written, and there is such a zone. */
	readonly writtenZone?: Text;
	readonly window?: Duration;
	readonly roles: readonly Role[];
	readonly freeze?: Freeze;
	readonly steps: readonly Step[];
	readonly communications: readonly Communication[];
	readonly support?: Support;
	readonly retire?: Retirement;
}

export interface Role {
	readonly name: Text;
	/** The person or team. */
	readonly who?: Text;
	readonly contact?: Text;
	readonly deputy?: Text;
}

export interface Freeze {
	readonly span: Span;
	readonly systems: readonly Text[];
	readonly schema: boolean;
	/** Steps or times. */
	readonly starts?: Text;
	readonly ends?: Text;
}

export const commands = ['validate', 'reconcile', 'sync', 'run', 'rollback', 'coverage'] as const;

export type StepCommand = (typeof commands)[number];

export interface Step {
	readonly name: Text;
	readonly span: Span;
	readonly does?: Text;
	readonly run?: StepCommand;
	readonly owner?: Text;
	readonly duration?: Duration;
	readonly after: readonly Text[];
	readonly gate?: Gate;
	readonly rollback?: Rollback;
	readonly isPointOfNoReturn: boolean;
}

/** `duration` is undefined for a way back that is one sentence. */
export interface Rollback {
	readonly span: Span;
	readonly does?: Text;
	readonly run?: StepCommand;
	readonly duration?: Duration;
}

export interface Communication {
	readonly name: Text;
	readonly at?: Text;
	readonly audience?: Text;
	readonly owner?: Text;
	readonly channel?: Text;
	readonly message?: Text;
}

export interface Support {
	readonly lasts?: Duration;
	readonly owner?: Text;
	readonly contact?: Text;
	readonly checks: readonly { readonly check: Text; readonly often: Text }[];
	readonly endsWhen?: Text;
}

export interface Retirement {
	readonly systems: readonly Text[];
	readonly after?: Duration;
	readonly owner?: Text;
	readonly keep?: Text;
}

/** Made once per section, which is the same from one keystroke to the next while its text is. */
export const cutoverOf: (section: Section) => Cutover = oncePer(({ span, value }: Section) => {
	const starts = textAt(value, 'starts');
	const written = textAt(value, 'zone');
	const writtenZone = written && parseZone(written.text) === undefined ? undefined : written;
	const zone = (writtenZone && parseZone(writtenZone.text)) ?? offsetOf(starts?.text ?? '') ?? 'UTC';
	const atMs = starts && parseInstantMs(starts.text, zone);
	return {
		span,
		starts: starts && atMs !== undefined ? { ...starts, atMs } : undefined,
		zone,
		writtenZone,
		window: durationAt(value, 'window'),
		roles: entriesAt(value, 'roles').map(({ name, value: role }) => roleOf(name, role)),
		freeze: freezeOf(planAt(value, 'freeze')),
		steps: entriesAt(value, 'steps').map(({ name, value: step }) => stepOf(name, step)),
		communications: entriesAt(value, 'communications').map(({ name, value: one }) => ({
			name,
			at: textAt(one, 'at'),
			audience: textAt(one, 'audience'),
			owner: textAt(one, 'owner'),
			channel: textAt(one, 'channel'),
			message: textAt(one, 'message'),
		})),
		support: supportOf(planAt(value, 'support')),
		retire: retirementOf(planAt(value, 'retire')),
	};
});

/**
 * Whether a step looks and changes nothing: there is nothing to undo, and results of before stay true. A step that runs no command and has
 * a gate decides.
 */
export function onlyChecks({ run, gate }: Step): boolean {
	return run === 'validate' || run === 'reconcile' || run === 'coverage' || (run === undefined && gate !== undefined);
}

/** Whether the data moves in it. */
export function movesData({ run }: Step): boolean {
	return run === 'sync' || run === 'run';
}

function roleOf(name: Text, role: PlanValue): Role {
	if (role.kind === 'scalar') return { name, who: textAt(role) };
	return { name, who: textAt(role, 'name'), contact: textAt(role, 'contact'), deputy: textAt(role, 'deputy') };
}

function freezeOf(value: PlanValue | undefined): Freeze | undefined {
	if (value?.kind !== 'map') return undefined;
	return {
		span: value.span,
		systems: textsAt(value, 'systems'),
		schema: textAt(value, 'schema')?.text === 'true',
		starts: textAt(value, 'starts'),
		ends: textAt(value, 'ends'),
	};
}

function stepOf(name: Text, value: PlanValue): Step {
	return {
		name,
		span: value.span,
		does: textAt(value, 'do'),
		run: wordAt(value, commands, 'run')?.word,
		owner: textAt(value, 'owner'),
		duration: durationAt(value, 'duration'),
		after: textsAt(value, 'after'),
		gate: gateAt(value, 'gate'),
		rollback: rollbackOf(planAt(value, 'rollback')),
		isPointOfNoReturn: textAt(value, 'point_of_no_return')?.text === 'true',
	};
}

function rollbackOf(value: PlanValue | undefined): Rollback | undefined {
	if (value?.kind === 'scalar') {
		const does = textAt(value);
		return does && { span: value.span, does };
	}
	if (value?.kind !== 'map') return undefined;
	return {
		span: value.span,
		does: textAt(value, 'do'),
		run: wordAt(value, commands, 'run')?.word,
		duration: durationAt(value, 'duration'),
	};
}

function supportOf(value: PlanValue | undefined): Support | undefined {
	if (value?.kind !== 'map') return undefined;
	return {
		lasts: durationAt(value, 'for'),
		owner: textAt(value, 'owner'),
		contact: textAt(value, 'contact'),
		checks: entriesAt(value, 'checks').flatMap(({ name, value: often }) => {
			const text = textAt(often);
			return text ? [{ check: name, often: text }] : [];
		}),
		endsWhen: textAt(value, 'ends_when'),
	};
}

function retirementOf(value: PlanValue | undefined): Retirement | undefined {
	if (value?.kind !== 'map') return undefined;
	return {
		systems: textsAt(value, 'systems'),
		after: durationAt(value, 'after'),
		owner: textAt(value, 'owner'),
		keep: textAt(value, 'keep'),
	};
}
