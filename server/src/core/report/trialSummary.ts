/** What became of a quality rule, an acceptance test or an example, in a phrase. Names and values are as they are. */

import type { AcceptanceFound, AcceptanceTiming, CellValue, ExampleFound, ManualFound, ViolationsFound } from '../reconcile/result';
import { thousands } from './numbers';
import { visibleValue } from './visibleText';

const valueLimit = 60;

/** `12 of 1,250 rows break it, at most 3% may (warning; sales until 2026-11-30)`. */
export function violationsSummary({ count, of, atMost, severity, owner, due }: ViolationsFound): string {
	const many = count === 0 ? 'no' : thousands(count);
	const rows = of === undefined ? `${many} ${count > 1 ? 'rows' : 'row'}` : `${many}${count === 0 ? '' : ' of'} ${rowsOf(of, count)}`;
	const bound = count === 0 || atMost === '0' ? '' : `, at most ${atMost} may`;
	const fix = owner === undefined ? due && `until ${due}` : [owner, due && `until ${due}`].filter(Boolean).join(' ');
	const about = count === 0 ? [] : [severity === 'error' ? '' : severity, fix ?? ''].filter(Boolean);
	return `${rows} ${count > 1 ? 'break' : 'breaks'} it${bound}${about.length > 0 ? ` (${about.join('; ')})` : ''}`;
}

/** `no row of 1,250`, `12 of 1,250 rows`. */
function rowsOf(of: number, count: number): string {
	return count === 0 ? `row of ${thousands(of)}` : `${thousands(of)} ${of === 1 ? 'row' : 'rows'}`;
}

export function acceptanceSummary({ rows, notTrue, timing, manual }: AcceptanceFound): string {
	if (manual) return manualText(manual);
	if (timing) return timingText(timing);
	if (rows !== undefined && rows !== 1) return `its query gave ${rows === 0 ? 'no row' : `${thousands(rows)} rows`} instead of one`;
	if (notTrue.length === 0) return 'every column is true';
	return notTrue.map(({ name, value }) => `"${name}" is ${value === 'false' ? 'false' : visibleValue(value, valueLimit)}`).join(', ');
}

/** `passed by Ada on 2026-11-22: looks fine`. */
function manualText({ passed, by, at, note }: ManualFound): string {
	return `${passed ? 'passed' : 'not passed'} by ${by} on ${at.slice(0, 10)}${note === undefined ? '' : `: ${note}`}`;
}

function timingText({ medianMs, runsMs, maxMs, baseline }: AcceptanceTiming): string {
	const bound = maxMs === undefined ? '' : `, at most ${maxMs} ms`;
	const other = baseline ? `; the source takes ${msText(baseline.medianMs)}` : '';
	return `${msText(medianMs)} (median of ${runsMs.length})${bound}${other}`;
}

/** Two digits tell a fast query from a faster one; more are noise. */
export function msText(ms: number): string {
	return `${ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(2))} ms`;
}

export function exampleSummary({ rows, rejected }: ExampleFound): string {
	const expected = rejected?.expected;
	const actual = rejected?.actual ?? [];
	const refused = actual.map(({ column, value, code }) => `refused by ${column} (${refusedText(value, code)})`);
	if (expected !== undefined) {
		if (refused.length > 0) return refused.join(', ');
		const produced = rows.filter(row => row.actual).length;
		return produced === 0 ? 'there is no row to refuse' : `not refused: ${produced === 1 ? 'the row is' : `${produced} rows are`} loaded`;
	}
	const missing = rows.filter(row => row.expected && !row.actual).length;
	const extra = rows.filter(row => row.actual && !row.expected).length;
	const columns = [...new Set(rows.flatMap(row => (row.expected && row.actual ? row.differing : [])))];
	const parts = [
		...refused,
		missing > 0 ? `${missing} expected ${missing === 1 ? 'row is' : 'rows are'} not there` : '',
		extra > 0 ? `${extra} ${extra === 1 ? 'row is' : 'rows are'} not expected` : '',
		columns.length > 0 ? `${columns.join(', ')} ${columns.length === 1 ? 'differs' : 'differ'}` : '',
	].filter(Boolean);
	return parts.length > 0 ? parts.join('; ') : 'as expected';
}

function refusedText(value: CellValue, code: string): string {
	return code === 'refused-value' ? visibleValue(value, valueLimit) : `${visibleValue(value, valueLimit)}, ${code}`;
}
