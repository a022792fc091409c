/**
 * Decides whether something may happen in a cutover that is under way: in the order of the steps, through gates that are green, back in the
 * opposite order. There is no way to force it: whoever goes on against a gate skips the step, and the log keeps who and why. Writes nothing.
 */

import { assertNever } from '../base/assertNever';
import { onlyChecks, type Step } from './cutover';
import type { Action, CutoverEvent, Statuses } from './happenings';
import { type Awaited, type JudgedGate, judgeGate, type Ledger, renderObstacles } from './judgeGate';
import { renderInstant } from './time';
import type { Timeline } from './timeline';

export interface Situation {
	readonly timeline: Timeline;
	readonly statuses: Statuses;
	readonly ledger: Ledger;
	readonly awaited: Awaited;
	readonly nowMs: number;
}

export interface AskedEvent {
	readonly action: Action;
	readonly step: Step;
	readonly atMs: number;
	readonly by: string;
	readonly note?: string;
}

export type Decision = { readonly kind: 'event'; readonly event: CutoverEvent } | { readonly kind: 'refused'; readonly why: string };

export function nextEvent(situation: Situation, asked: AskedEvent): Decision {
	const why = timeRefused(situation, asked) ?? orderRefused(situation, asked);
	if (why !== undefined) return { kind: 'refused', why };
	const { action, step, atMs, by, note } = asked;
	const gate = action === 'finish' ? gateOf(situation, step) : undefined;
	if (gate && gate.verdict !== 'passed') return { kind: 'refused', why: gateRefused(step, gate) };
	const event: CutoverEvent = {
		action,
		step: step.name.text,
		at: new Date(atMs).toISOString(),
		by,
		...(note === undefined ? {} : { note }),
		...(gate && gate.parts.length > 0
			? { gate: gate.parts.map(({ kind, name, check }) => [kind, name, check].filter(Boolean).join(' ')) }
			: {}),
	};
	return { kind: 'event', event };
}

/** What the gate of a step says at this moment. Results of before the last change that the step waits for are stale. */
export function gateOf({ timeline, statuses, ledger, awaited }: Omit<Situation, 'nowMs'>, step: Step): JudgedGate | undefined {
	return step.gate && judgeGate(step.gate, awaited, ledger, lastChangeMs(timeline, statuses, step));
}

/** When the last step was finished that this one waits for, however far away, and that changes something. */
function lastChangeMs(timeline: Timeline, statuses: Statuses, step: Step): number | undefined {
	const seen = new Set<string>();
	const ends: number[] = [];
	const visit = (name: string) => {
		if (seen.has(name)) return;
		seen.add(name);
		const found = timeline.step(name);
		const { state, endedMs } = statuses(name);
		if (found && name !== step.name.text && !onlyChecks(found.step) && state === 'finished' && endedMs !== undefined) ends.push(endedMs);
		for (const other of found?.after ?? []) visit(other);
	};
	visit(step.name.text);
	return ends.length === 0 ? undefined : Math.max(...ends);
}

function timeRefused({ timeline, statuses, nowMs }: Situation, { action, step, atMs }: AskedEvent): string | undefined {
	const at = (ms: number) => renderInstant(ms, timeline.zone);
	if (atMs > nowMs) return `${at(atMs)} is still to come; it is ${at(nowMs)}`;
	const { startedMs, endedMs } = statuses(step.name.text);
	const lastMs = endedMs ?? startedMs;
	if (lastMs !== undefined && atMs < lastMs)
		return `"${step.name.text}" cannot ${action} at ${at(atMs)}: its last event is of ${at(lastMs)}`;
	if (action !== 'start') return undefined;
	const late = timeline.step(step.name.text)?.after.find(name => (statuses(name).endedMs ?? atMs) > atMs);
	return late === undefined ? undefined : `"${step.name.text}" cannot start at ${at(atMs)}: "${late}" was finished later`;
}

function orderRefused({ timeline, statuses }: Situation, { action, step, note }: AskedEvent): string | undefined {
	const name = step.name.text;
	const { state } = statuses(name);
	const isReady = state === 'waiting' || state === 'failed';
	switch (action) {
		case 'start': {
			if (!isReady) return `"${name}" ${stateWords[state]} already`;
			const open = (timeline.step(name)?.after ?? []).filter(other => !['finished', 'skipped'].includes(statuses(other).state));
			return open.length === 0
				? undefined
				: `"${name}" waits for ${open.map(other => `"${other}", which ${stateWords[statuses(other).state]}`).join(', and for ')}`;
		}
		case 'finish':
		case 'fail':
			if (state !== 'running') return `"${name}" ${stateWords[state]}, so it cannot ${action}; start it first`;
			return action === 'fail' && note === undefined ? `say with --note what went wrong with "${name}"` : undefined;
		case 'skip':
			if (!isReady) return `"${name}" ${stateWords[state]}, so it cannot be skipped`;
			return note === undefined ? `say with --note why "${name}" is skipped: it stays in the log` : undefined;
		case 'undo':
			return undoRefused(timeline, statuses, step, note);
		default:
			return assertNever(action);
	}
}

const stateWords = {
	waiting: 'has not begun',
	running: 'is under way',
	finished: 'is finished',
	failed: 'has failed',
	skipped: 'is skipped',
} as const;

function undoRefused(timeline: Timeline, statuses: Statuses, step: Step, note: string | undefined): string | undefined {
	const name = step.name.text;
	const begun = (other: string) => ['running', 'finished', 'failed'].includes(statuses(other).state);
	if (!begun(name)) return `"${name}" ${stateWords[statuses(name).state]}, so there is nothing to undo`;
	const closing = timeline.steps.find(one => one.step.isPointOfNoReturn && begun(one.name));
	if (closing)
		return `there is no way back by steps: "${closing.name}", the point of no return, ${stateWords[statuses(closing.name).state]}`;
	const built = timeline.steps.filter(one => one.after.includes(name) && begun(one.name)).map(one => `"${one.name}"`);
	if (built.length > 0) return `undo ${built.join(' and ')} first: ${built.length === 1 ? 'it was' : 'they were'} built on "${name}"`;
	if (step.rollback === undefined && !onlyChecks(step) && note === undefined) {
		return `the spec says nothing of how "${name}" is undone; say with --note what was done`;
	}
	return undefined;
}

function gateRefused({ name }: Step, gate: JudgedGate): string {
	const obstacles = renderObstacles(gate);
	const shown = obstacles.slice(0, mostObstacles).join('; ');
	const more = obstacles.length > mostObstacles ? `; and ${obstacles.length - mostObstacles} more` : '';
	return `the gate of "${name.text}" is not green: ${shown}${more}`;
}

const mostObstacles = 5;
