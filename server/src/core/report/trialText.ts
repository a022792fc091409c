/** The details of quality rules, acceptance tests and examples as lines: offending rows, and expected beside actual values, column by column. */

import type { AcceptanceFound, CheckResult, ExampleFound, ExampleRow, NamedValue, ViolationsFound } from '../reconcile/result';
import { thousands } from './numbers';
import type { Style } from './style';
import { msText } from './trialSummary';
import { visibleText, visibleValue } from './visibleText';

export interface TrialTextOptions {
	/** Columns of the terminal. */
	readonly width: number;
}

/** Without indentation; empty for what has no more to tell than its summary. */
export function trialLines({ found }: CheckResult, options: TrialTextOptions, style: Style): readonly string[] {
	switch (found?.kind) {
		case 'violations':
			return violationLines(found, style);
		case 'acceptance':
			return acceptanceLines(found);
		case 'example':
			return exampleLines(found, options, style);
		default:
			return [];
	}
}

const valueLimit = 40;

function violationLines({ count, rows, masked }: ViolationsFound, style: Style): readonly string[] {
	if (count === 0) return [];
	const lines = rows.map(rowText).filter(line => line !== '');
	const more = count - lines.length;
	const rest = lines.length > 0 && more > 0 ? [style.dim(`and ${thousands(more)} more`)] : [];
	return [...lines, ...rest, ...(masked === undefined ? [] : [style.dim(visibleText(masked))])];
}

function rowText(row: readonly NamedValue[]): string {
	return row.map(({ name, value }) => `${visibleText(name)} ${visibleValue(value, valueLimit)}`).join(', ');
}

function acceptanceLines({ timing }: AcceptanceFound): readonly string[] {
	if (!timing) return [];
	const runs = (ms: readonly number[]) => ms.map(msText).join(', ');
	return [`runs: ${runs(timing.runsMs)}`, ...(timing.baseline ? [`runs on the source: ${runs(timing.baseline.runsMs)}`] : [])];
}

function exampleLines({ rows }: ExampleFound, { width }: TrialTextOptions, style: Style): readonly string[] {
	const wrong = rows.filter(row => row.differing.length > 0 || !row.expected || !row.actual);
	return wrong.flatMap(row => rowLines(row, Math.max(12, Math.floor((width - 40) / 2)), style));
}

interface Line {
	readonly name: string;
	readonly expected: string;
	readonly actual: string;
	readonly differs: boolean;
}

/** A table of a row: each column with both values, those that differ marked. */
function rowLines(row: ExampleRow, limit: number, style: Style): readonly string[] {
	const lines = linesOf(row, limit);
	const nameWidth = Math.max(...lines.map(({ name }) => name.length));
	const valueWidth = Math.max('expected'.length, ...lines.map(({ expected }) => expected.length));
	const head = style.dim(`  ${''.padEnd(nameWidth)}  ${'expected'.padEnd(valueWidth)}  actual`);
	const body = lines.map(({ name, expected, actual, differs }) => {
		const text = `${name.padEnd(nameWidth)}  ${expected.padEnd(valueWidth)}  ${actual}`;
		return differs ? `${style.red('✗')} ${text}` : `  ${text}`;
	});
	return [head, ...body];
}

function linesOf({ expected, actual, differing }: ExampleRow, limit: number): readonly Line[] {
	const names = (expected ?? actual ?? []).map(({ name }) => name);
	const shown = (row: ExampleRow['expected'], name: string) => {
		if (!row) return '(no row)';
		const found = row.find(one => one.name === name);
		return found ? visibleValue(found.value, limit) : '';
	};
	return names.map(name => ({
		name: visibleText(name),
		expected: shown(expected, name),
		actual: shown(actual, name),
		differs: !expected || !actual || differing.includes(name),
	}));
}
