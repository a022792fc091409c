/** The lenses above the cutover and its steps: how long it takes and when each step is, and a way to the timeline. Computed from the spec alone. */

import { oncePer } from '../core/base/memo';
import type { Span } from '../core/base/span';
import { lengthWords, momentWords, slackWords, wayBackWords } from '../core/report/cutoverWords';
import { placeFinder } from '../core/report/located';
import { headOf } from '../core/strategy/planValues';
import { type TimedStep, type Timeline, timelineOf } from '../core/strategy/timeline';
import type { LensSpec, MappingLenses } from './lens';

/** Of one file: the cutover stands in the spec itself, never in a fragment. */
export function cutoverLenses(file: string, spec: LensSpec, suffix: string): readonly MappingLenses[] {
	const { facts } = spec;
	const { cutover } = facts.spec;
	const timeline = timelineOf(facts);
	if (facts.spec.file !== file || !cutover || !timeline || timeline.steps.length === 0) return [];
	const find = placeFinder(facts, name => name);
	const lens = (name: string, span: Span, entry: string, title: string): MappingLenses => ({
		uri: spec.uri,
		mapping: name,
		entry,
		lenses: [
			{
				range: find(span).range,
				command: { title: `${title}${suffix}`, command: 'crosswalk.showCutover', arguments: [{ uri: spec.uri }] },
			},
		],
	});
	return [
		lens('cutover', headOf(cutover, 'cutover'), 'cutover', timelineTitle(timeline)),
		...stepTitles(timeline).map(({ step, title }) => lens(step.text, step.span, `step ${step.text}`, title)),
	];
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
