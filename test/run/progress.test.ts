/** What a progress line has to tell, from the events of a run. */

import { expect, test } from 'vitest';
import { followProgress } from '../../server/src/run/progress';
import type { ReconcileEvent } from '../../server/src/run/reconcileEvent';

const check = (index: number, mapping: string, expectedRows?: number): ReconcileEvent => ({
	kind: 'check',
	index,
	total: 3,
	mapping,
	check: 'rows',
	expectedRows,
});
const read = (index: number, rows: number, elapsedMs: number): ReconcileEvent => ({
	kind: 'progress',
	index,
	mapping: '',
	check: 'rows',
	rows: { source: rows, target: 0 },
	elapsedMs,
});
const result = (index: number): ReconcileEvent => ({
	kind: 'result',
	index,
	result: { check: 'rows', verdict: 'identical', elapsedMs: 1 },
});

function lines(...events: readonly ReconcileEvent[]): readonly string[] {
	const follow = followProgress();
	return events.map(event => {
		const told = follow(event);
		if (!told) return '-';
		return [told.number, told.mapping, told.rows?.source, told.leftMs === undefined ? '' : `${told.leftMs} ms left`, told.others]
			.filter(one => one !== '')
			.join(' ');
	});
}

test('the check that runs longest is shown, until it is over', () => {
	expect(lines(check(0, 'a'), check(1, 'b'), result(0), read(1, 5, 9), result(1))).toEqual(['1 a  0', '1 a  1', '2 b  0', '2 b 5 0', '-']);
});

test('an end is foretold once enough is read, and not beyond what was expected', () => {
	const told = lines(check(0, 'a', 1000), read(0, 10, 100), read(0, 250, 100), read(0, 1200, 500), result(0));
	expect(told).toEqual(['1 a  0', '1 a 10 0', '1 a 250 300 ms left 0', '1 a 1200 0', '-']);
});
