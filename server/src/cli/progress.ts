/** One line on stderr that says how far a long task is, on a terminal only. */

import { thousands } from '../core/report/numbers';
import { visibleText } from '../core/report/visibleText';
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
	let place = '';
	let expected: number | undefined;
	const write = (text: string) => output.write(toStartAndClear + text.slice(0, (output.columns ?? 80) - 1));
	return {
		show(event) {
			if (event.kind === 'check') {
				// A free pair of queries has no mapping.
				const name = event.mapping === undefined ? event.check : `${event.mapping} ${event.check}`;
				place = `${event.index + 1}/${event.total} ${visibleText(name)}`;
				expected = event.expectedRows;
				write(`${place} …`);
			} else if (event.kind === 'progress') {
				const { source, target } = event.rows;
				const share = expected ? ` of about ${thousands(Math.round(expected))}` : '';
				write(`${place}: ${thousands(source)} | ${thousands(target)} rows${share}, ${(event.elapsedMs / 1000).toFixed(0)} s`);
			}
		},
		clear: () => output.write(toStartAndClear),
	};
}
