/**
 * The lenses above the cutover and its steps: how long it takes and when each step is, and a way to the timeline. While a cutover is under way
 * they tell what has happened, and take what comes next. Computed from the spec and the log of its cutover.
 */

import { oncePer } from '../core/base/memo';
import type { Span } from '../core/base/span';
import { situationOf } from '../core/report/cutoverModel';
import { lengthWords, momentWords, slackWords, wayBackWords } from '../core/report/cutoverWords';
import { placeFinder } from '../core/report/located';
import { type Action, isOver, type Statuses } from '../core/strategy/happenings';
import { emptyLedger } from '../core/strategy/judgeGate';
import { headOf } from '../core/strategy/planValues';
import { stepActions } from '../core/strategy/stepActions';
import { minuteMs, renderDuration } from '../core/strategy/time';
import { type TimedStep, type Timeline, timelineOf } from '../core/strategy/timeline';
import type { LensSpec, MappingLenses } from './lens';

/** Of one file: the cutover stands in the spec itself, never in a fragment. */
export function cutoverLenses(file: string, spec: LensSpec, suffix: string): readonly MappingLenses[] {
	const { facts } = spec;
	const { cutover } = facts.spec;
	const timeline = timelineOf(facts);
	if (facts.spec.file !== file || !cutover || !timeline || timeline.steps.length === 0) return [];
	const find = placeFinder(facts, name => name);
	const lens = (name: string, span: Span, entry: string, title: string, actions: readonly Action[] = []): MappingLenses => {
		const { range } = find(span);
		return {
			uri: spec.uri,
			mapping: name,
			entry,
			lenses: [
				{ range, command: { title: `${title}${suffix}`, command: 'crosswalk.showCutover', arguments: [{ uri: spec.uri }] } },
				...actions.map(action => ({
					range,
					command: { title: actionTitles[action], command: 'crosswalk.cutoverStep', arguments: [{ uri: spec.uri, step: name, action }] },
				})),
			],
		};
	};
	const live = liveLenses(spec, timeline);
	if (live) {
		const { forecast, statuses } = live;
		return [
			lens(
				'cutover',
				headOf(cutover, 'cutover'),
				'cutover',
				`${timelineTitle(forecast)}${lateWords(forecast.endMs, timeline.endMs, timeline)}`,
			),
			...forecast.steps.map(one => {
				const { name } = one.step;
				const actions = stepActions(forecast, statuses, one).filter(action => action !== 'undo');
				return lens(name.text, name.span, `step ${name.text}`, liveTitle(one, live, timeline), actions);
			}),
		];
	}
	return [
		lens('cutover', headOf(cutover, 'cutover'), 'cutover', timelineTitle(timeline)),
		...stepTitles(timeline).map(({ step, title }) => lens(step.text, step.span, `step ${step.text}`, title)),
	];
}

const actionTitles: Readonly<Record<Action, string>> = { start: '▶ Start', finish: '✓ Finish', fail: '✗ Fail', skip: 'Skip', undo: 'Undo' };

interface Live {
	readonly forecast: Timeline;
	readonly statuses: Statuses;
}

/** Undefined while nothing is under way. */
function liveLenses({ facts, cutover }: LensSpec, timeline: Timeline): Live | undefined {
	const log = cutover?.log;
	if (
		!log ||
		isOver(
			log,
			timeline.steps.map(({ step }) => step),
		)
	)
		return undefined;
	const situation = situationOf(facts, emptyLedger, log, cutover.nowMs);
	return situation && { forecast: situation.timeline, statuses: situation.statuses };
}

/** `started 22:05 by ada · 12 min late`. */
function liveTitle(one: TimedStep, { forecast, statuses }: Live, plan: Timeline): string {
	const { state, startedMs, endedMs, by, note } = statuses(one.name);
	const planned = plan.step(one.name);
	const at = (ms: number | undefined) => (ms === undefined ? '' : ` ${momentWords(forecast, ms, forecast.startMs)}`);
	const who = by === undefined ? '' : ` by ${by}`;
	const why = note === undefined ? '' : `: ${note}`;
	const late = planned ? lateWords(one.finishMs, planned.finishMs, plan) : '';
	switch (state) {
		case 'waiting':
			return `${stepTitle(one, forecast)}${late}`;
		case 'running':
			return `started${at(startedMs)}${who}${late}`;
		case 'finished':
			return `finished${at(endedMs)}${who}${late}`;
		case 'failed':
		case 'skipped':
			return `${state}${at(endedMs)}${who}${why}`;
	}
}

/** Against the plan. Nothing when no start is written, and for less than a minute. */
function lateWords(ms: number, plannedMs: number, { isDated }: Timeline): string {
	const lateMs = ms - plannedMs;
	if (!isDated || Math.abs(lateMs) < minuteMs) return '';
	return ` · ${renderDuration(Math.abs(lateMs))} ${lateMs > 0 ? 'late' : 'early'}`;
}

/** `Timeline · 6 h 15 min of 24 h · ends Sun 04:15`. */
function timelineTitle(timeline: Timeline): string {
	const ends = timeline.isDated ? ` · ends ${momentWords(timeline, timeline.endMs, timeline.startMs)}` : '';
	return `Timeline · ${lengthWords(timeline)}${ends}`;
}

/** Made once per timeline, which is the same while its sections are: calendars take their time. */
const stepTitles = oncePer((timeline: Timeline) => timeline.steps.map(one => ({ step: one.step.name, title: stepTitle(one, timeline) })));

function stepTitle(one: TimedStep, timeline: Timeline): string {
	const times = `${momentWords(timeline, one.startMs, timeline.startMs)} to ${momentWords(timeline, one.finishMs, timeline.startMs)}`;
	const slack = one.isCritical ? 'critical' : `slack ${slackWords(one)}`;
	const back = one.step.isPointOfNoReturn ? 'point of no return' : one.wayBack ? `back ${wayBackWords(one)}` : 'no way back';
	return `${times} · ${slack} · ${back}`;
}
