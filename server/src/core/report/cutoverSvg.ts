/**
 * A cutover as a Gantt chart: a bar for every step, slack behind it, the critical path, freeze, window and the point of no return. One SVG
 * without script; whoever shows it brings the colours, or takes `cutoverSvgStyle`. Everything of the spec is text.
 */

import type { StepState } from '../strategy/happenings';
import { dayMs, hourMs, minuteMs, parseInstantMs, renderClock, renderDate } from '../strategy/time';
import type { TimedStep, Timeline } from '../strategy/timeline';
import type { LiveCutover } from './cutoverModel';
import { lengthWords, momentWords, periodWords, planSentences, slackWords, wayBackWords } from './cutoverWords';
import { type Html, html } from './html';

export interface CutoverSvgOptions {
	/** Of the figure, read out first. */
	readonly title: string;
	/** Told apart when a page has several. */
	readonly id?: string;
	/** Brings its own colours, for light and dark: not where a page forbids styles. */
	readonly styled?: boolean;
	readonly live?: Pick<LiveCutover, 'statuses' | 'nowMs'>;
	/** Our own words in another language. */
	readonly say?: (sentence: string) => string;
}

const labelWidth = 210;
const chartWidth = 700;
const rowHeight = 24;
const headHeight = 44;
const barHeight = 14;
const width = labelWidth + chartWidth + 20;

/** Without steps it is empty, and its title says so. */
export function renderCutoverSvg(timeline: Timeline, options: CutoverSvgOptions): string {
	const { id = 'cutover', live, say = same } = options;
	const scale = scaleOf(timeline);
	const height = headHeight + timeline.steps.length * rowHeight + 12;
	const title = `${options.title}: ${say(lengthWords(timeline))}`;
	const description = [periodWords(timeline), ...planSentences(timeline)].map(say).join(' ');
	const rows = timeline.steps.map((one, n) => stepRow(one, n, timeline, scale, live?.statuses(one.name).state, say));
	const style: Html | undefined = options.styled ? { markup: `<style>${cutoverSvgStyle}</style>` } : undefined;
	return html`<svg xmlns="http://www.w3.org/2000/svg" class="cutover" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${style}<rect class="cutover-page" width="${width}" height="${height}" fill="none"/>${freezeBand(timeline, scale, height, say)}${axis(timeline, scale, height)}${rows}${criticalLinks(timeline, scale)}${lines(timeline, scale, height, live?.nowMs, say)}</svg>`
		.markup;
}

/** The colours of light and dark pages, and of print. */
export const cutoverSvgStyle = [
	'.cutover{font:12px system-ui,sans-serif}.cutover text{fill:#1f2328}.cutover .cutover-axis{fill:#59636e;font-size:11px}',
	'.cutover .cutover-grid{stroke:#d1d9e0}.cutover .cutover-bar{fill:#4f7fbf}.cutover .cutover-bar.critical{fill:#c4572a}',
	'.cutover .cutover-slack{fill:#4f7fbf;opacity:.25}.cutover .cutover-link{stroke:#c4572a;fill:none}.cutover .cutover-freeze{fill:#8fb4d9;opacity:.18}',
	'.cutover .cutover-window{stroke:#59636e}.cutover .cutover-point{stroke:#a40e26}.cutover .cutover-today{stroke:#1a7f37}',
	'.cutover .finished{opacity:.45}.cutover .failed{fill:#a40e26}.cutover .skipped{opacity:.2}',
	'@media (prefers-color-scheme:dark){.cutover text{fill:#e6edf3}.cutover .cutover-axis{fill:#9198a1}.cutover .cutover-grid{stroke:#3d444d}',
	'.cutover .cutover-bar{fill:#6fa1e0}.cutover .cutover-bar.critical{fill:#e8835a}.cutover .cutover-slack{fill:#6fa1e0}.cutover .cutover-link{stroke:#e8835a}',
	'.cutover .cutover-point{stroke:#ff7b88}.cutover .cutover-today{stroke:#57c26c}.cutover .cutover-window{stroke:#9198a1}.cutover .failed{fill:#ff7b88}}',
].join('');

interface Scale {
	readonly startMs: number;
	readonly endMs: number;
	x(atMs: number): number;
}

/** From the first to the last; the window's end is shown as long as it does not squeeze the steps. */
function scaleOf({ startMs, endMs, steps, windowEndMs }: Timeline): Scale {
	const first = steps.reduce((least, one) => Math.min(least, one.startMs), startMs);
	const length = Math.max(endMs - first, minuteMs);
	const isNear = windowEndMs !== undefined && windowEndMs > endMs && windowEndMs - first <= length * 2;
	const last = isNear ? windowEndMs : first + length;
	return { startMs: first, endMs: last, x: atMs => round(labelWidth + ((atMs - first) / (last - first)) * chartWidth) };
}

function round(number: number): number {
	return Math.round(number * 10) / 10;
}

type Say = (sentence: string) => string;

function same(sentence: string): string {
	return sentence;
}

function stepRow(one: TimedStep, n: number, timeline: Timeline, { x }: Scale, state: StepState | undefined, say: Say): Html {
	const { step, startMs, finishMs, latestFinishMs, isCritical } = one;
	const y = headHeight + n * rowHeight;
	const barY = y + (rowHeight - barHeight) / 2;
	const length = Math.max(round(x(finishMs) - x(startMs)), 2);
	const slack = round(x(latestFinishMs) - x(finishMs));
	const times = `${momentWords(timeline, startMs)} to ${momentWords(timeline, finishMs, startMs)}`;
	const told = [one.name, say(times), step.owner?.text, say(`slack: ${slackWords(one)}`), say(`way back: ${wayBackWords(one)}`)]
		.filter(Boolean)
		.join(' · ');
	const kind = [isCritical ? 'critical' : '', state ?? ''].filter(Boolean).join(' ');
	const slackBar =
		slack <= 0
			? undefined
			: html`<rect class="cutover-slack" x="${x(finishMs)}" y="${barY + 4}" width="${slack}" height="${barHeight - 8}"/>`;
	return html`<g><title>${told}</title><text x="${labelWidth - 8}" y="${y + 16}" text-anchor="end">${shortened(one.name)}</text><rect class="cutover-bar${kind ? ` ${kind}` : ''}" x="${x(startMs)}" y="${barY}" width="${length}" height="${barHeight}" rx="2"/>${slackBar}</g>`;
}

/** What does not fit beside its bar is cut; the row's title has it whole. */
function shortened(name: string): string {
	const characters = [...name];
	return characters.length > 30 ? `${characters.slice(0, 29).join('')}…` : name;
}

function axis(timeline: Timeline, scale: Scale, height: number): readonly Html[] {
	return ticksOf(timeline, scale).map(atMs => {
		const at = scale.x(atMs);
		const { isDated, zone } = timeline;
		const clock = isDated ? renderClock(atMs, zone) : momentWords(timeline, atMs);
		const isNewDay = isDated && (clock === '00:00' || atMs - scale.startMs < hourMs);
		const date = isNewDay
			? html`<text class="cutover-axis" x="${at}" y="14" text-anchor="middle">${renderDate(atMs, zone)}</text>`
			: undefined;
		return html`<line class="cutover-grid" x1="${at}" x2="${at}" y1="${headHeight - 8}" y2="${height - 8}"/>${date}<text class="cutover-axis" x="${at}" y="30" text-anchor="middle">${clock}</text>`;
	});
}

const tickLengths = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200].map(minutes => minutes * minuteMs);

/** Round times of the clock, about a dozen. */
function ticksOf({ isDated, zone }: Timeline, { startMs, endMs }: Scale): readonly number[] {
	const length = tickLengths.find(ms => (endMs - startMs) / ms <= 12) ?? Math.ceil((endMs - startMs) / 12 / dayMs) * dayMs;
	const midnightMs = isDated ? (parseInstantMs(renderDate(startMs, zone), zone) ?? startMs) : 0;
	const ticks: number[] = [];
	for (let atMs = midnightMs + Math.ceil((startMs - midnightMs) / length) * length; atMs <= endMs; atMs += length) ticks.push(atMs);
	return ticks;
}

function freezeBand({ freeze }: Timeline, { x, startMs, endMs }: Scale, height: number, say: Say): Html | undefined {
	if (!freeze || freeze.endMs <= startMs || freeze.startMs >= endMs) return undefined;
	const start = x(Math.max(freeze.startMs, startMs));
	const end = x(Math.min(freeze.endMs, endMs));
	return html`<rect class="cutover-freeze" x="${start}" y="${headHeight - 8}" width="${round(end - start)}" height="${height - headHeight}"><title>${say('Freeze')}</title></rect>`;
}

/** From the end of each step of the critical path to the beginning of the next. */
function criticalLinks({ schedule, steps }: Timeline, { x }: Scale): readonly Html[] {
	const rows = new Map(steps.map((one, n) => [one.name, { one, y: headHeight + n * rowHeight + rowHeight / 2 }]));
	return schedule.criticalPath.slice(1).flatMap((name, n) => {
		const before = rows.get(schedule.criticalPath[n] ?? '');
		const next = rows.get(name);
		if (!before || !next) return [];
		const at = x(before.one.finishMs);
		return [html`<path class="cutover-link" d="M${at} ${before.y + barHeight / 2} V${next.y - barHeight / 2}"/>`];
	});
}

function lines(
	{ windowEndMs, pointOfNoReturn }: Timeline,
	{ x, startMs, endMs }: Scale,
	height: number,
	nowMs: number | undefined,
	say: Say,
): readonly Html[] {
	const line = (atMs: number | undefined, kind: string, words: string) =>
		atMs === undefined || atMs < startMs || atMs > endMs
			? []
			: [
					html`<line class="cutover-${kind}" x1="${x(atMs)}" x2="${x(atMs)}" y1="${headHeight - 8}" y2="${height - 8}" stroke-dasharray="4 3"><title>${say(words)}</title></line>`,
				];
	return [
		...line(windowEndMs, 'window', 'End of the window'),
		...line(pointOfNoReturn?.startMs, 'point', 'Point of no return'),
		...line(nowMs, 'today', 'Now'),
	];
}
