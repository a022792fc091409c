/** One line on stderr that says how far a long task is, on a terminal only. */

import { thousands } from '../core/report/numbers';
import { plural } from '../core/report/style';
import { visibleText } from '../core/report/visibleText';
import type { FitProgress } from '../run/fit';
import { followProgress, type Progress } from '../run/progress';
import type { ReconcileEvent } from '../run/reconcileEvent';
import type { Output } from './world';

export interface ProgressLine {
	show(event: ReconcileEvent): void;
	/** Takes the line away. */
	clear(): void;
}

const toStartAndClear = '\r\u001b[K';

export function progressLine(output: Output): ProgressLine {
	if (!output.isTerminal) return { show: () => {}, clear: () => {} };
	const follow = followProgress();
	const write = (line: string) => output.write(toStartAndClear + line.slice(0, (output.columns ?? 80) - 1));
	let shown: { readonly progress: Progress; readonly at: number } | undefined;
	// A server that reads a large table in one go says nothing meanwhile: the clock shows that something runs.
	const tick = () => {
		if (!shown) return;
		const { progress, at } = shown;
		const since = Date.now() - at;
		const left = progress.leftMs === undefined ? {} : { leftMs: Math.max(0, progress.leftMs - since) };
		write(lineOf({ ...progress, ...left, elapsedMs: progress.elapsedMs + since }));
	};
	let timer: NodeJS.Timeout | undefined;
	return {
		show(event) {
			timer ??= setInterval(tick, 1000).unref();
			if (event.kind === 'wait') write(`looking again at ${plural(event.checks, 'check')} in ${seconds(event.ms)} …`);
			const progress = follow(event);
			if (progress) write(lineOf(progress));
			if (progress || event.kind !== 'progress') shown = progress && { progress, at: Date.now() };
		},
		clear() {
			clearInterval(timer);
			timer = undefined;
			shown = undefined;
			output.write(toStartAndClear);
		},
	};
}

/** A line of words in its place. */
export function statusLine(output: Output): { show(words: string): void; clear(): void } {
	if (!output.isTerminal) return { show: () => {}, clear: () => {} };
	return {
		show: words => output.write(toStartAndClear + words.slice(0, (output.columns ?? 80) - 1)),
		clear: () => output.write(toStartAndClear),
	};
}

/** `3/24 customers: counting unique keys of about 91,000 rows …`. */
export function fitProgressWords({ mapping, number, total, what, expectedRows }: FitProgress): string {
	const of = expectedRows === undefined ? '' : ` of about ${thousands(Math.round(expectedRows))} rows`;
	return `${number}/${total} ${visibleText(mapping)}: looking at ${what}${what === 'rows' ? of.replace(/ rows$/, '') : of} …`;
}

/** `3/24 customers rows: 12,000 | 12,000 of about 90,000 rows, 4 s, 26 s left; 1 more runs`. */
function lineOf({ mapping, check, number, total, others, rows, expectedRows, elapsedMs, leftMs }: Progress): string {
	// A free pair of queries has no mapping.
	const place = `${number}/${total} ${visibleText(mapping === undefined ? check : `${mapping} ${check}`)}`;
	const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'runs' : 'run'}`;
	if (!rows) return `${place} …${elapsedMs < 1000 ? '' : ` ${seconds(elapsedMs)}`}${more}`;
	const share = expectedRows ? ` of about ${thousands(Math.round(expectedRows))}` : '';
	const left = leftMs === undefined ? '' : `, ${seconds(leftMs)} left`;
	return `${place}: ${thousands(rows.source)} | ${thousands(rows.target)}${share} rows, ${seconds(elapsedMs)}${left}${more}`;
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(0)} s`;
}
