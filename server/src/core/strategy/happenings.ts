/**
 * What has happened in a cutover that is under way: the log that is kept, one event a line, and the state of every step that follows from
 * it. Refuses nothing; see `nextEvent`.
 */

import type { Step } from './cutover';
import type { Happened } from './timeline';

export const actions = ['start', 'finish', 'fail', 'skip', 'undo'] as const;

export type Action = (typeof actions)[number];

/** Whether an action goes by gates, which must be known whole. The way back must be found whatever is written. */
export function isJudged(action: Action): boolean {
	return action === 'start' || action === 'finish';
}

export interface CutoverEvent {
	readonly action: Action;
	readonly step: string;
	/** ISO 8601. */
	readonly at: string;
	readonly by: string;
	readonly note?: string;
	/** Of `finish`: what its gate was, at that moment. */
	readonly gate?: readonly string[];
}

/** One time through a cutover, from its first event on. */
export interface CutoverLog {
	/** ISO 8601. */
	readonly startedAt: string;
	/** As they were written down. */
	readonly events: readonly CutoverEvent[];
}

export type StepState = 'waiting' | 'running' | 'finished' | 'failed' | 'skipped';

export interface StepStatus {
	readonly state: StepState;
	/** Of the last event of each kind that still counts. */
	readonly startedMs?: number;
	readonly endedMs?: number;
	readonly by?: string;
	readonly note?: string;
	/** Whether it was undone; then it waits again. */
	readonly isUndone: boolean;
}

const waiting: StepStatus = { state: 'waiting', isUndone: false };

export type Statuses = (step: string) => StepStatus;

export function statusesOf({ events }: Pick<CutoverLog, 'events'>): Statuses {
	const byStep = new Map<string, StepStatus>();
	for (const event of events) byStep.set(event.step, after(byStep.get(event.step) ?? waiting, event));
	return step => byStep.get(step) ?? waiting;
}

function after({ startedMs }: StepStatus, { action, at, by, note }: CutoverEvent): StepStatus {
	const atMs = Date.parse(at);
	const told = { by, ...(note === undefined ? {} : { note }) };
	switch (action) {
		case 'start':
			return { state: 'running', startedMs: atMs, isUndone: false, ...told };
		case 'finish':
			return { state: 'finished', startedMs: startedMs ?? atMs, endedMs: atMs, isUndone: false, ...told };
		case 'fail':
			return { state: 'failed', startedMs: startedMs ?? atMs, endedMs: atMs, isUndone: false, ...told };
		case 'skip':
			return { state: 'skipped', startedMs: startedMs ?? atMs, endedMs: atMs, isUndone: false, ...told };
		case 'undo':
			return { state: 'waiting', isUndone: true, ...told };
	}
}

/** Whether nothing is left to do: every step is over, or all that had begun is undone. */
export function isOver(log: CutoverLog, steps: readonly Step[]): boolean {
	const states = steps.map(step => statusesOf(log)(step.name.text));
	if (states.every(({ state }) => state === 'finished' || state === 'skipped')) return true;
	return states.some(({ isUndone }) => isUndone) && states.every(({ state }) => state === 'waiting' || state === 'skipped');
}

/** For the forecast: what waits begins no earlier than at this moment, what is under way ends no earlier. */
export function happenedTo(statuses: Statuses, nowMs: number): (step: Step) => Happened {
	return step => {
		const { state, startedMs, endedMs } = statuses(step.name.text);
		switch (state) {
			case 'waiting':
				return { notBeforeMs: nowMs };
			case 'running':
				return { startedMs, finishesNotBeforeMs: nowMs };
			case 'failed':
				// It has to be done again, or undone: until then nothing that waits for it begins.
				return { startedMs, finishesNotBeforeMs: nowMs };
			case 'finished':
			case 'skipped':
				return { startedMs, finishedMs: endedMs };
		}
	};
}

/** What there is to undo of a cutover that is under way. */
export function hasBegun(statuses: Statuses): (step: Step) => boolean {
	return step => ['running', 'finished', 'failed'].includes(statuses(step.name.text).state);
}

/** What the file of a log begins with. */
export function renderLogStart(spec: string, startedAt: string): string {
	return `${JSON.stringify({ format: 1, cutover: spec, startedAt })}\n`;
}

export function renderEvent(event: CutoverEvent): string {
	return `${JSON.stringify({ event })}\n`;
}

/** Undefined when it is no log, or one of another format. A last line that was cut short is passed over. */
export function parseLog(text: string): CutoverLog | undefined {
	const [start, ...rest] = text.split('\n').map(parseLine);
	if (start?.format !== 1 || typeof start.startedAt !== 'string' || start.cutover === undefined) return undefined;
	return { startedAt: start.startedAt, events: rest.flatMap(line => (isEvent(line?.event) ? [line.event] : [])) };
}

function parseLine(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		return undefined;
	}
}

function isEvent(value: unknown): value is CutoverEvent {
	const { action, step, at, by } = (value ?? {}) as Partial<CutoverEvent>;
	const isKnown = actions.some(one => one === action);
	return isKnown && typeof step === 'string' && typeof by === 'string' && typeof at === 'string' && !Number.isNaN(Date.parse(at));
}
