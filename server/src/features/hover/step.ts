/** A step of the cutover: what it does, when it is, how much later it may be, and how long the way back is from its end. */

import type { SpecFacts } from '../../core/mapping/facts';
import { gateSentence, rollbackSentence } from '../../core/report/cutoverSteps';
import { momentWords, wayBackWords } from '../../core/report/cutoverWords';
import { renderDuration } from '../../core/strategy/time';
import { type TimedStep, type Timeline, timelineOf } from '../../core/strategy/timeline';
import { paragraphs, plain } from './told';

export function stepTold(facts: SpecFacts, name: string): string | undefined {
	const timeline = timelineOf(facts);
	const one = timeline?.step(name);
	if (!timeline || !one) return undefined;
	const { step } = one;
	const doing = [step.does?.text, step.owner && `(${step.owner.text})`].filter(Boolean).join(' ');
	return paragraphs(
		`Step **${plain(name)}**${doing ? `: ${plain(doing)}` : ''}`,
		plain(timesOf(one, timeline)),
		one.after.length > 0 ? `After ${one.after.map(other => `\`${other}\``).join(', ')}` : undefined,
		one.wayBack ? plain(`From its end back takes ${wayBackWords(one)}.`) : undefined,
		plain(rollbackSentence(step) ?? ''),
		plain(gateSentence(step) ?? ''),
	);
}

/** `22:30 to Sun 01:30, 3 h, critical: every delay moves the end`. */
function timesOf(one: TimedStep, timeline: Timeline): string {
	const times = `${momentWords(timeline, one.startMs)} to ${momentWords(timeline, one.finishMs, one.startMs)}`;
	const takes = one.step.duration ? renderDuration(one.step.duration.ms) : 'no duration is written';
	if (one.isCritical) return `${times}, ${takes}, critical: every delay moves the end`;
	return `${times}, ${takes}, slack ${renderDuration(one.slackMs)}: it may begin as late as ${momentWords(timeline, one.latestStartMs, one.startMs)}`;
}
