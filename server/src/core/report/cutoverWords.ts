/** Sentences about a cutover that several outputs share. Plain text; each output escapes for itself. */

import { renderGate } from '../strategy/gate';
import { dayMs, renderClock, renderDate, renderDuration, renderInstant, renderOffset, type Zone } from '../strategy/time';
import type { Span, TimedStep, Timeline } from '../strategy/timeline';
import { plural } from './style';

/** When it begins: as planned, or with its first step when all of it is over before that, as in a rehearsal. */
export function beginMsOf({ startMs, endMs, steps }: Timeline): number {
	return endMs > startMs ? startMs : firstMsOf({ startMs, steps });
}

/** The start of what was done first, which may be before the cutover begins. */
export function firstMsOf({ startMs, steps }: Pick<Timeline, 'startMs' | 'steps'>): number {
	return Math.min(startMs, ...steps.slice(0, 1).map(one => one.startMs));
}

/** `6 h 15 min of 24 h`; with steps of unknown length `at least 6 h 15 min`. */
export function lengthWords(timeline: Timeline): string {
	const { startMs, endMs, windowEndMs, untimed } = timeline;
	const length = `${untimed.length > 0 ? 'at least ' : ''}${renderDuration(endMs - beginMsOf(timeline))}`;
	return windowEndMs === undefined ? length : `${length} of ${renderDuration(windowEndMs - startMs)}`;
}

/** `17 h 45 min to spare`, or by how much it is too long. */
export function spareWords({ endMs, windowEndMs }: Timeline): string | undefined {
	if (windowEndMs === undefined) return undefined;
	return endMs > windowEndMs ? `${renderDuration(endMs - windowEndMs)} too long` : `${renderDuration(windowEndMs - endMs)} to spare`;
}

/** `Sat 2026-12-05 22:00 to Sun 2026-12-06 04:15 (Europe/Berlin)`; without a start nothing is known of dates. */
export function periodWords(timeline: Timeline): string {
	const { isDated, endMs, zone } = timeline;
	if (!isDated) return 'no start is written, so times count from the first step';
	const startMs = beginMsOf(timeline);
	return `${renderInstant(startMs, zone)} to ${renderInstant(endMs, zone)} (${zoneWords(startMs, endMs, zone)})`;
}

/** The zone, and its offsets when the clocks change on the way. */
function zoneWords(startMs: number, endMs: number, zone: string): string {
	const first = renderOffset(startMs, zone);
	const last = renderOffset(endMs, zone);
	if (first !== last) return `${zone}, the clocks change from ${first} to ${last}`;
	return zone === first ? `UTC${first}` : zone;
}

/** `22:00` on the day of `sinceMs`, `Sun 01:30` in the days around it, else with the date; without a start `+2 h`. */
export function momentWords({ isDated, zone, startMs }: Timeline, atMs: number, sinceMs?: number): string {
	if (!isDated) return atMs === 0 ? '0' : `+${renderDuration(atMs)}`;
	// In the night in which the clocks go back an hour comes twice.
	const offset = renderOffset(atMs, zone);
	const isOther = atMs > startMs && atMs - startMs < 2 * dayMs && offset !== renderOffset(startMs, zone);
	return `${shortInstant(atMs, zone, sinceMs)}${isOther ? ` (${offset})` : ''}`;
}

function shortInstant(atMs: number, zone: Zone, sinceMs: number | undefined): string {
	if (sinceMs !== undefined && renderDate(atMs, zone) === renderDate(sinceMs, zone)) return renderClock(atMs, zone);
	const instant = renderInstant(atMs, zone);
	return sinceMs !== undefined && Math.abs(atMs - sinceMs) < 6 * dayMs ? instant.replace(/ [\d-]+ /, ' ') : instant;
}

export function spanWords({ ms, isLeast }: Span): string {
	return `${isLeast ? 'at least ' : ''}${renderDuration(ms)}`;
}

/** `1 h 10 min`, or that there is none. */
export function wayBackWords({ wayBack }: TimedStep): string {
	return wayBack ? spanWords(wayBack) : 'none';
}

export function slackWords({ slackMs, isCritical }: TimedStep): string {
	return isCritical ? 'critical' : renderDuration(slackMs);
}

/** What stands beside the steps, one sentence each, in the order in which a reader asks for it. */
export function planSentences(plan: Timeline): readonly string[] {
	return [...circleSentences(plan), ...untimedSentence(plan), ...pathSentence(plan), ...noReturnSentence(plan), ...freezeSentences(plan)];
}

function circleSentences({ schedule }: Timeline): readonly string[] {
	return schedule.circles.map(
		circle => `Steps wait for each other: ${[...circle, circle[0] ?? ''].join(' → ')}. Times are as if the last did not wait.`,
	);
}

function untimedSentence({ untimed }: Timeline): readonly string[] {
	if (untimed.length === 0) return [];
	const names = untimed.slice(0, 5).map(step => step.name.text);
	const more = untimed.length > 5 ? ` and ${untimed.length - 5} more` : '';
	return [`No duration: ${names.join(', ')}${more}; every sum is the least that it can be.`];
}

function pathSentence({ schedule }: Timeline): readonly string[] {
	return schedule.criticalPath.length === 0 ? [] : [`Critical path: ${schedule.criticalPath.join(' → ')}.`];
}

function noReturnSentence(plan: Timeline): readonly string[] {
	const { pointOfNoReturn, steps } = plan;
	if (!pointOfNoReturn) return ['There is no point of no return: every step can be undone.'];
	const longest = steps.reduce<Span>((most, { wayBack }) => (wayBack && wayBack.ms >= most.ms ? wayBack : most), { ms: 0, isLeast: false });
	const at = momentWords(plan, pointOfNoReturn.startMs);
	return [
		`Point of no return: ${pointOfNoReturn.name} at ${at}. Until then the way back takes ${longest.isLeast ? 'at least' : 'at most'} ${renderDuration(longest.ms)}.`,
	];
}

function freezeSentences(plan: Timeline): readonly string[] {
	const { freeze, cutover, downtimeAllowed } = plan;
	if (!freeze) return [];
	const what = [...(cutover.freeze?.systems ?? []).map(system => system.text), ...(cutover.freeze?.schema ? ['both schemas'] : [])];
	const allowed = downtimeAllowed ? ` of ${renderDuration(downtimeAllowed.ms)} allowed` : '';
	const times = `${momentWords(plan, freeze.startMs)} to ${momentWords(plan, freeze.endMs, freeze.startMs)}`;
	return [`Freeze: ${what.join(', ') || 'everything'}, ${times} (${renderDuration(freeze.endMs - freeze.startMs)}${allowed}).`];
}

/** What waits for checks: `reconcile: reconcile all, quality all`. */
export function gateSentences({ steps }: Timeline): readonly string[] {
	return steps.flatMap(({ name, step }) => (step.gate ? [`${name}: ${renderGate(step.gate) || 'nothing'}`] : []));
}

/** `-7 days` as a moment: when, to whom, how, by whom. */
export function communicationSentences(plan: Timeline): readonly string[] {
	return plan.communications.map(({ communication: { name, audience, channel, owner, message, at }, atMs }) => {
		const when = atMs === undefined ? `at ${at?.text ?? 'an unknown time'}` : momentWords(plan, atMs);
		const who = [audience?.text, channel && `by ${channel.text}`, owner && `from ${owner.text}`].filter(Boolean).join(', ');
		return `${when}  ${name.text}${who ? ` (${who})` : ''}${message ? `: ${message.text}` : ''}`;
	});
}

export function workloadSentences(plan: Timeline): readonly string[] {
	return plan.workload.map(({ role, steps, busyMs, clashes }) => {
		const words = clashes.map(({ steps: [one, other], startMs, isAvoidable }) => {
			const advice = isAvoidable ? 'their slack lets one follow the other' : 'no slack to do one after the other';
			return `"${one}" and "${other}" at once at ${momentWords(plan, startMs, plan.startMs)} (${advice})`;
		});
		const more = words.length > mostClashes ? [`and ${words.length - mostClashes} more at once`] : [];
		return [`${role}: ${renderDuration(busyMs)} in ${plural(steps.length, 'step')}`, ...words.slice(0, mostClashes), ...more].join('; ');
	});
}

const mostClashes = 3;

/** What comes after the last step. */
export function afterwardsSentences(plan: Timeline): readonly string[] {
	const { cutover, support, retiresMs } = plan;
	const sentences: string[] = [];
	if (cutover.support) {
		const { owner, contact, checks, endsWhen } = cutover.support;
		const until = support ? `until ${momentWords(plan, support.endMs)}` : 'after the cutover';
		const who = [
			owner && `by ${owner.text}`,
			contact && `at ${contact.text}`,
			...checks.map(({ check, often }) => `${check.text} ${often.text}`),
		];
		const details = who.filter(Boolean).join(', ');
		sentences.push(`Support ${until}${details ? `: ${details}` : ''}${endsWhen ? `; ends when: ${endsWhen.text}` : ''}.`);
	}
	if (cutover.retire) {
		const { systems, owner, keep } = cutover.retire;
		const when = retiresMs === undefined ? '' : ` at ${momentWords(plan, retiresMs)}`;
		const who = [owner && `by ${owner.text}`, keep && `kept: ${keep.text}`].filter(Boolean).join('; ');
		sentences.push(`Retire ${systems.map(system => system.text).join(', ') || 'the source'}${when}${who ? ` ${who}` : ''}.`);
	}
	return sentences;
}
