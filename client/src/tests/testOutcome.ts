/** What the Test Explorer shows of a check: whether it passed, why not, and what was expected against what is there. Knows nothing of VS Code. */

import type { PanelCheck } from '../../../server/src/core/report/panelModel';

export type TestOutcome =
	| { readonly kind: 'passed'; readonly elapsedMs: number }
	| {
			readonly kind: 'failed' | 'errored';
			readonly elapsedMs: number;
			readonly message: string;
			/** What the spec makes of the source, and what the target holds; both or none. */
			readonly expected?: string;
			readonly actual?: string;
	  }
	/** Nothing is known of it: it never ran, or not of the spec as it is. */
	| { readonly kind: 'skipped' };

type Found = NonNullable<NonNullable<PanelCheck['result']>['found']>;

/** Rows that a diff can show before nobody reads it any more. */
const mostRows = 200;

export function outcomeOf({ result, summary, kept }: PanelCheck): TestOutcome {
	if (!result || result.verdict === 'not-run') return { kind: 'skipped' };
	const { elapsedMs, verdict, reason, found } = result;
	if (verdict === 'identical' || verdict === 'accepted') return { kind: 'passed', elapsedMs };
	const message = [summary, reason, ...patterns(found)].filter(Boolean).join('\n');
	if (verdict === 'failed') return { kind: 'errored', elapsedMs, message };
	return { kind: 'failed', elapsedMs, message, ...(found && difference(found, kept)) };
}

function patterns(found: Found | undefined): readonly string[] {
	return found?.kind === 'rows' ? found.patterns.map(({ count, text }) => `${count.toLocaleString('en')} × ${text}`) : [];
}

interface Sides {
	readonly expected: string;
	readonly actual: string;
}

function difference(found: Found, kept: number): Sides | undefined {
	switch (found.kind) {
		case 'count':
			return { expected: `${found.source} rows`, actual: `${found.target} rows` };
		case 'aggregate':
			return aggregates(found);
		case 'rows':
			return rows(found, kept);
		case 'violations':
			return { expected: `at most ${found.atMost} violations`, actual: [countText(found.count), ...found.rows.map(named)].join('\n') };
		case 'acceptance':
			return acceptance(found);
		case 'example':
			return examples(found);
		default:
			return undefined;
	}
}

function aggregates({ source, target, groups }: Extract<Found, { kind: 'aggregate' }>): Sides {
	if (!groups) return { expected: cell(source), actual: cell(target) };
	const lines = (side: 'source' | 'target') => groups.rows.map(row => `${row.group ?? 'NULL'}: ${cell(row[side])}`).join('\n');
	return { expected: lines('source'), actual: lines('target') };
}

/** One line a cell that differs, so that a diff marks the characters. */
function rows(found: Extract<Found, { kind: 'rows' }>, kept: number): Sides {
	const expected: string[] = [];
	const actual: string[] = [];
	for (const row of found.rows.slice(0, mostRows)) {
		const key = named(row.key);
		if (row.kind === 'missing') expected.push(key);
		if (row.kind === 'extra') actual.push(key);
		if (row.kind === 'rejected') expected.push(`${key}  ${row.column}: refused ${cell(row.value)}`);
		if (row.kind === 'duplicate') {
			expected.push(`${key}  ${row.source} rows`);
			actual.push(`${key}  ${row.target} rows`);
		}
		if (row.kind === 'changed') {
			for (const column of row.columns) {
				expected.push(`${key}  ${column.name}: ${cell(column.source)}`);
				actual.push(`${key}  ${column.name}: ${cell(column.target)}`);
			}
		}
	}
	const more = kept > mostRows ? [`… of ${kept.toLocaleString('en')} differences`] : [];
	return { expected: [...expected, ...more].join('\n'), actual: [...actual, ...more].join('\n') };
}

function acceptance({ notTrue, timing, rows: count }: Extract<Found, { kind: 'acceptance' }>): Sides {
	const expected = notTrue.map(({ name }) => `${name}: true`);
	const actual = notTrue.map(({ name, value }) => `${name}: ${cell(value)}`);
	if (count !== undefined && count !== 1) {
		expected.push('one row');
		actual.push(`${count} rows`);
	}
	if (timing?.maxMs !== undefined && timing.medianMs > timing.maxMs) {
		expected.push(`at most ${timing.maxMs} ms`);
		actual.push(`${timing.medianMs} ms`);
	}
	return { expected: expected.join('\n'), actual: actual.join('\n') };
}

function examples({ rows: found, rejected }: Extract<Found, { kind: 'example' }>): Sides {
	const expected = found.map(row => (row.expected ? lines(row.expected) : ''));
	const actual = found.map(row => (row.actual ? lines(row.actual) : ''));
	if (rejected) {
		expected.push(rejected.expected === undefined ? '' : `rejected: ${rejected.expected}`);
		actual.push(rejected.actual.map(({ column, value }) => `rejected: ${column} (${cell(value)})`).join('\n'));
	}
	return { expected: expected.filter(Boolean).join('\n\n'), actual: actual.filter(Boolean).join('\n\n') };
}

function countText(count: number): string {
	return count === 1 ? '1 violation' : `${count} violations`;
}

interface Named {
	readonly name: string;
	readonly value: string | number | null;
}

function named(values: readonly Named[]): string {
	return values.map(({ name, value }) => `${name} = ${cell(value)}`).join(', ');
}

function lines(values: readonly Named[]): string {
	return values.map(({ name, value }) => `${name}: ${cell(value)}`).join('\n');
}

function cell(value: string | number | null | undefined): string {
	return value === null || value === undefined ? 'NULL' : String(value);
}
