/**
 * The cutover in time: every step with its earliest and latest times, slack and way back; the freeze, the messages, who is busy when, and
 * what comes after. By the plan alone, or by what has happened so far. Judges nothing: rules and reports do. Without `starts` times count
 * from 0, in UTC.
 */

import type { SpecFacts } from '../mapping/facts';
import { keep } from '../mapping/kept';
import type { Section, Spec } from '../spec/spec';
import { type Communication, type Cutover, cutoverOf, onlyChecks, type Step } from './cutover';
import { planOf } from './plan';
import type { Duration } from './planValues';
import { type Activity, type Schedule, type Scheduled, schedule } from './schedule';
import { parseMoment, type Stretch, shifted, type Zone } from './time';
import { type Workload, workloadOf } from './workload';

export interface Timeline extends Stretch {
	readonly cutover: Cutover;
	readonly zone: Zone;
	/** Whether `starts` is known, so that times are those of a calendar. */
	readonly isDated: boolean;
	readonly schedule: Schedule;
	/** By their start; what is waited for stands first. */
	readonly steps: readonly TimedStep[];
	/** By name. */
	step(name: string): TimedStep | undefined;
	readonly windowEndMs?: number;
	readonly downtimeAllowed?: Duration;
	/** Undefined while either end is not known. */
	readonly freeze?: Stretch;
	/** The first step from which there is no way back. */
	readonly pointOfNoReturn?: TimedStep;
	/** In time; those without a known time last. */
	readonly communications: readonly TimedCommunication[];
	readonly workload: readonly Workload[];
	readonly support?: Stretch;
	readonly retiresMs?: number;
	/** Steps without a duration: they count as nothing, so that every sum is the least that it can be. */
	readonly untimed: readonly Step[];
}

export interface TimedStep extends Scheduled {
	readonly step: Step;
	/** To undo all that has begun when it ends. Undefined once there is no way back. */
	readonly wayBack?: Span;
}

/** A length that may be longer: not everything in it says how long it takes. */
export interface Span {
	readonly ms: number;
	readonly isLeast: boolean;
}

export interface TimedCommunication {
	readonly communication: Communication;
	readonly atMs?: number;
}

/** What has happened to a step. */
export type Happened = Pick<Activity, 'startedMs' | 'finishedMs' | 'finishesNotBeforeMs' | 'notBeforeMs'>;

const kept = keep<Section, Timeline>();

/** By the plan. Made again only when a section that it depends on is another. Undefined without a cutover. */
export function timelineOf(facts: Pick<SpecFacts, 'identity' | 'spec'>): Timeline | undefined {
	const { cutover, scope, strategy } = facts.spec;
	return cutover && kept(facts, cutover, [scope, strategy], () => makeTimeline(facts.spec, cutover));
}

/** By what has happened so far: what is known of a step takes the place of its plan. `beganMs` counts where no start is written. */
export function forecastOf(spec: Spec, happened: (step: Step) => Happened, beganMs?: number): Timeline | undefined {
	return spec.cutover && makeTimeline(spec, spec.cutover, happened, beganMs);
}

function makeTimeline(spec: Spec, section: Section, happened: (step: Step) => Happened = () => ({}), beganMs?: number): Timeline {
	const cutover = cutoverOf(section);
	const { zone, window, support, retire } = cutover;
	const startMs = cutover.starts?.atMs ?? beganMs ?? 0;
	const planned = schedule(
		cutover.steps.map(step => ({
			name: step.name.text,
			durationMs: step.duration?.ms ?? 0,
			after: step.after.map(name => name.text),
			...notEarly(step, happened(step), startMs),
		})),
		startMs,
	);
	const steps = timedSteps(cutover, planned);
	const byName = new Map(steps.map(one => [one.name, one]));
	const { endMs } = planned;
	const supportEnds = support?.lasts && shifted(endMs, support.lasts.text, zone);
	return {
		cutover,
		zone,
		isDated: cutover.starts !== undefined || beganMs !== undefined,
		startMs,
		endMs,
		schedule: planned,
		steps,
		step: name => byName.get(name),
		windowEndMs: window && startMs + window.ms,
		downtimeAllowed: planOf(spec).scope.downtimeAllowed,
		freeze: freezeOf(cutover, startMs, byName),
		pointOfNoReturn: steps.find(one => one.step.isPointOfNoReturn),
		communications: communicationsOf(cutover, startMs, byName),
		workload: workloadOf(cutover, steps),
		support: supportEnds === undefined ? undefined : { startMs: endMs, endMs: supportEnds },
		retiresMs: retire?.after && shifted(endMs, retire.after.text, zone),
		untimed: cutover.steps.filter(step => step.duration === undefined),
	};
}

/** What waits for nothing waits for the start, also when something was done before. */
function notEarly(step: Step, happened: Happened, startMs: number): Happened {
	const { notBeforeMs } = happened;
	return step.after.length > 0 || notBeforeMs === undefined ? happened : { ...happened, notBeforeMs: Math.max(notBeforeMs, startMs) };
}

function timedSteps({ steps }: Cutover, planned: Schedule): readonly TimedStep[] {
	const byName = new Map(steps.map(step => [step.name.text, step]));
	const inTime = planned.activities
		.flatMap(one => {
			const step = byName.get(one.name);
			return step ? [{ ...one, step }] : [];
		})
		// The sort is stable: what begins at the same time stays behind what it waits for.
		.sort((one, other) => one.startMs - other.startMs);
	const noReturnMs = inTime.find(one => one.step.isPointOfNoReturn)?.startMs;
	// Of the first so many steps.
	const undone: Span[] = [{ ms: 0, isLeast: false }];
	for (const { step } of inTime) {
		const { ms, isLeast } = undone.at(-1) ?? { ms: 0, isLeast: false };
		undone.push({ ms: ms + (step.rollback?.duration?.ms ?? 0), isLeast: isLeast || lacksLength(step) });
	}
	let begun = 0;
	const byFinish = new Map<string, number>();
	for (const one of [...inTime].sort((a, b) => a.finishMs - b.finishMs)) {
		while ((inTime[begun]?.startMs ?? Number.POSITIVE_INFINITY) < one.finishMs) begun++;
		byFinish.set(one.name, Math.max(begun, inTime.indexOf(one) + 1));
	}
	return inTime.map(one => {
		const isBeyond = one.step.isPointOfNoReturn || (noReturnMs !== undefined && one.finishMs > noReturnMs);
		return isBeyond ? one : { ...one, wayBack: undone[byFinish.get(one.name) ?? 0] };
	});
}

/** Whether undoing a step takes a time that nobody wrote down. */
export function lacksLength(step: Step): boolean {
	return step.rollback === undefined ? !onlyChecks(step) : step.rollback.duration === undefined;
}

/** It begins when its first step begins, and ends when its last one is done. */
function freezeOf({ freeze, zone }: Cutover, beginMs: number, steps: ReadonlyMap<string, TimedStep>): Stretch | undefined {
	const at = (text: string | undefined, end: 'startMs' | 'finishMs') => momentMs(text, zone, beginMs, steps, end);
	const startMs = at(freeze?.starts?.text, 'startMs');
	const endMs = at(freeze?.ends?.text, 'finishMs');
	return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

/** Of a step they are told when it is done. */
function communicationsOf(
	{ communications, zone }: Cutover,
	startMs: number,
	steps: ReadonlyMap<string, TimedStep>,
): readonly TimedCommunication[] {
	const timed = communications.map(communication => ({
		communication,
		atMs: momentMs(communication.at?.text, zone, startMs, steps, 'finishMs'),
	}));
	return timed.sort((one, other) => (one.atMs ?? Number.POSITIVE_INFINITY) - (other.atMs ?? Number.POSITIVE_INFINITY) || 0);
}

function momentMs(
	text: string | undefined,
	zone: Zone,
	startMs: number,
	steps: ReadonlyMap<string, TimedStep>,
	end: 'startMs' | 'finishMs',
): number | undefined {
	if (text === undefined) return undefined;
	const step = steps.get(text);
	if (step) return step[end];
	const moment = parseMoment(text, zone);
	if (moment.kind === 'instant') return moment.atMs;
	return moment.kind === 'offset' ? shifted(startMs, moment.text, zone) : undefined;
}
