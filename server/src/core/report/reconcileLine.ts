/** The result of a mapping's reconciliation in a few words, for the lens above it. */

import { assertNever } from '../base/assertNever';
import type { CheckResult } from '../reconcile/result';
import { overallVerdict } from '../reconcile/verdict';
import { differenceParts } from './checkSummary';
import { thousands } from './numbers';

/** The words of each mapping that was compared. */
export function reconcileLines(checks: readonly CheckResult[]): ReadonlyMap<string, string> {
	const namesOf = ({ section, group, mapping }: CheckResult) => group ?? (mapping === undefined || section ? [] : [mapping]);
	const names = [...new Set(checks.flatMap(namesOf))];
	return new Map(names.map(name => [name, renderReconcileLine(checks.filter(check => namesOf(check).includes(name)))]));
}

/** `✓ 91,004 = 91,004`, `✗ 3 missing, 224 changed`, `! not run`. */
export function renderReconcileLine(checks: readonly CheckResult[]): string {
	const verdict = overallVerdict(checks.map(check => check.verdict));
	const parts = checks.flatMap(({ found }) => (found?.kind === 'rows' ? differenceParts(found.differences) : []));
	const rows = rowsOf(checks);
	switch (verdict) {
		case 'identical':
			return rows ? `✓ ${thousands(rows.source)} = ${thousands(rows.target)}` : '✓ identical';
		case 'accepted':
			return `✓ ${parts.join(', ') || 'accepted'}`;
		case 'different':
			if (parts.length > 0) return `✗ ${parts.join(', ')}`;
			return rows && rows.source !== rows.target ? `✗ ${thousands(rows.source)} ≠ ${thousands(rows.target)}` : '✗ different';
		case 'failed':
			return '✗ failed';
		case 'partial':
			return `! partial${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
		case 'not-run':
			return '! not run';
		default:
			return assertNever(verdict);
	}
}

/** As counted, else as compared. */
function rowsOf(checks: readonly CheckResult[]): { readonly source: number; readonly target: number } | undefined {
	const founds = checks.map(check => check.found);
	const count = founds.find(found => found?.kind === 'count');
	if (count) return count;
	const rows = founds.find(found => found?.kind === 'rows');
	return rows?.kind === 'rows' ? rows.compared : undefined;
}
