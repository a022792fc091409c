/** A cutover for a terminal: the steps as a table with bars in time, and beside it what has happened and what is known. */

import type { StepState } from '../strategy/happenings';
import { renderObstacles } from '../strategy/judgeGate';
import { renderDuration } from '../strategy/time';
import type { TimedStep, Timeline } from '../strategy/timeline';
import { liveSentences } from './cutoverLiveWords';
import type { CutoverReport } from './cutoverModel';
import {
	afterwardsSentences,
	communicationSentences,
	firstMsOf,
	lengthWords,
	momentWords,
	periodWords,
	planSentences,
	slackWords,
	spareWords,
	wayBackWords,
	workloadSentences,
} from './cutoverWords';
import { type Style, styleOf } from './style';
import { visibleText } from './visibleText';

export interface CutoverTextOptions {
	readonly color: boolean;
	/** In characters. */
	readonly width: number;
}

export function renderCutoverText(report: CutoverReport, { color, width }: CutoverTextOptions): string {
	const { plan, live } = report;
	const style = styleOf(color);
	const shown = live?.forecast ?? plan;
	const spare = spareWords(shown);
	const head = [
		style.bold(`Cutover of ${visibleText(report.name)}`),
		visibleText(`${periodWords(shown)}: ${lengthWords(shown)}${spare === undefined ? '' : `, ${spare}`}`),
	];
	const parts = [
		head,
		tableLines(report, shown, style, width),
		(live ? liveSentences(report, live) : planSentences(plan)).map(visibleText),
		section('Gates', gateLines(report), style),
		section('Communications', communicationSentences(shown), style),
		section('Workload', workloadSentences(shown), style),
		section('Afterwards', afterwardsSentences(shown), style),
	];
	return `${parts
		.filter(lines => lines.length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
	return lines.length === 0 ? [] : [style.bold(title), ...lines.map(line => `  ${visibleText(line)}`)];
}

function gateLines({ plan, live, gates }: CutoverReport): readonly string[] {
	const shown = live?.forecast ?? plan;
	return [...gates].map(([name, gate]) => {
		const obstacles = renderObstacles(gate);
		const words = { passed: 'green', failed: 'red', stale: 'stale', 'not-run': 'not run', open: 'open' }[gate.verdict];
		const first = obstacles.slice(0, 3).join('; ');
		const more = obstacles.length > 3 ? `; and ${obstacles.length - 3} more` : '';
		const nothing = gate.parts.length === 0 ? ' (it waits for nothing)' : '';
		return `${name} at ${momentWords(shown, shown.step(name)?.finishMs ?? 0, shown.startMs)}: ${words}${nothing}${first ? `: ${first}${more}` : ''}`;
	});
}

const marks: Readonly<Record<StepState, string>> = { waiting: ' ', running: '▶', finished: '✓', failed: '✗', skipped: '–' };

function tableLines({ live }: CutoverReport, shown: Timeline, style: Style, width: number): readonly string[] {
	if (shown.steps.length === 0) return ['There are no steps.'];
	const stateOf = (name: string): StepState => live?.statuses(name).state ?? 'waiting';
	const rows = shown.steps.map(one => [
		live ? marks[stateOf(one.name)] : one.isCritical ? '*' : ' ',
		momentWords(shown, one.startMs, shown.startMs),
		momentWords(shown, one.finishMs, shown.startMs),
		visibleText(`${one.name}${one.step.isPointOfNoReturn ? ' !' : ''}`),
		visibleText(one.step.owner?.text ?? '?'),
		one.step.duration ? renderDuration(one.finishMs - one.startMs) : '?',
		slackWords(one),
		wayBackWords(one),
	]);
	const titles = ['', 'start', 'end', 'step', 'owner', 'takes', 'slack', 'way back'];
	const widths = titles.map((title, n) => Math.max(title.length, ...rows.map(row => [...(row[n] ?? '')].length)));
	const line = (cells: readonly string[]) => cells.map((cell, n) => pad(cell, widths[n] ?? 0)).join('  ');
	const barWidth = Math.max(minimalBar, Math.min(mostBar, width - line(titles).length - 2));
	return [
		style.dim(`${line(titles)}`.trimEnd()),
		...rows.map((row, n) => {
			const one = shown.steps[n];
			const cells = line(row);
			const isOver = one !== undefined && ['finished', 'skipped'].includes(stateOf(one.name));
			const text = isOver ? style.dim(cells) : one && stateOf(one.name) === 'failed' ? style.red(cells) : cells;
			return `${text}  ${one ? bar(one, shown, barWidth, style) : ''}`.trimEnd();
		}),
		style.dim(live ? '✓ finished  ▶ under way  ✗ failed  – skipped  ! point of no return' : '* critical  ! point of no return  ░ slack'),
	];
}

const minimalBar = 12;
const mostBar = 48;

/** At least one character; slack behind it. */
function bar({ startMs, finishMs, latestFinishMs, isCritical }: TimedStep, shown: Timeline, width: number, style: Style): string {
	const firstMs = firstMsOf(shown);
	const total = Math.max(shown.endMs - firstMs, 1);
	const column = (atMs: number) => Math.round(((atMs - firstMs) / total) * width);
	const start = Math.min(column(startMs), width - 1);
	const length = Math.max(column(finishMs) - start, 1);
	const slack = Math.max(column(latestFinishMs) - start - length, 0);
	const paint = isCritical ? style.yellow : style.blue;
	return `${' '.repeat(start)}${paint('█'.repeat(length))}${style.dim('░'.repeat(slack))}`;
}

function pad(text: string, width: number): string {
	return text + ' '.repeat(Math.max(width - [...text].length, 0));
}
