/**
 * Missing or extra rows whose keys follow one another: a batch that was lost, or loaded too often. A run ends where a key of another row
 * may lie between; when not every row is told of, only whole numbers one after another are a run.
 */

import type { NamedValue } from '../result';
import type { Row } from '../rowCursor';
import type { RowLayout } from '../rowLayout';
import { keyOf } from '../rowLayout';

export interface KeyRun {
	readonly first: readonly NamedValue[];
	last: readonly NamedValue[];
	rows: number;
}

export interface KeyRuns {
	/** The run that the row belongs to: the one before, or another. */
	follow(layout: RowLayout, row: Row): KeyRun;
	/** A row that is on both sides, or of another kind, when every row is told of. */
	interrupt(): void;
}

export function keyRuns(isEveryRowTold: () => boolean): KeyRuns {
	let run: KeyRun | undefined;
	let isInterrupted = false;
	return {
		follow(layout, row) {
			const key = keyOf(layout, row);
			const follows = run && ((isEveryRowTold() && !isInterrupted) || isNext(run.last, key));
			isInterrupted = false;
			if (run && follows) {
				run.last = key;
				run.rows++;
				return run;
			}
			run = { first: key, last: key, rows: 1 };
			return run;
		},
		interrupt() {
			isInterrupted = true;
		},
	};
}

/** Whole numbers one after another; of several columns the last one counts on. */
function isNext(last: readonly NamedValue[], key: readonly NamedValue[]): boolean {
	if (key.length === 0) return false;
	return key.every(({ value }, index) => {
		const before = last[index]?.value;
		if (index < key.length - 1) return value === before;
		return typeof value === 'number' && typeof before === 'number' && value === before + 1;
	});
}

/** Fewer rows are better seen one by one. */
export const fewestOfRun = 10;
/** Of so many runs, the longest ones, each is told by itself. */
export const mostRuns = 5;

/** `legacy_no 5001 to 6000`, `order_id 7, line_no 1 to order_id 9, line_no 3`. */
export function runText({ first, last }: KeyRun): string {
	const [one] = first;
	if (one && first.length === 1) return `${one.name} ${shown(one)} to ${last[0] ? shown(last[0]) : ''}`;
	const all = (key: readonly NamedValue[]) => key.map(value => `${value.name} ${shown(value)}`).join(', ');
	return `${all(first)} to ${all(last)}`;
}

function shown({ value }: NamedValue): string {
	if (typeof value !== 'string') return String(value);
	return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
}
