/** The result of `crosswalk reconcile` as test results: one test for each check. What was not looked at whole never passes. */

import { assertNever } from '../base/assertNever';
import type { CheckResult } from '../reconcile/result';
import { checkSummary } from './checkSummary';
import type { DifferenceTextOptions } from './differenceText';
import { renderJunit, type TestCase, type TestOutcome } from './junit';
import type { ReconcileReport } from './model';
import { checkNameOf, detailsOf, subjectOf } from './reconcileText';
import { styleOf } from './style';

export function renderReconcileJunit(report: ReconcileReport, options: DifferenceTextOptions): string {
	const cases = report.checks.map(check => caseOf(check, options));
	return renderJunit([{ name: report.spec, cases, elapsedMs: report.elapsedMs }]);
}

function caseOf(check: CheckResult, options: DifferenceTextOptions): TestCase {
	const message = checkSummary(check);
	const lines = detailsOf(check, options, styleOf(false));
	const start = { group: subjectOf(check), name: checkNameOf(check), elapsedMs: check.elapsedMs };
	const kind = outcomeOf(check);
	return kind ? { ...start, outcome: { kind, message, lines } } : { ...start, output: [message, ...lines] };
}

function outcomeOf({ verdict }: CheckResult): TestOutcome['kind'] | undefined {
	switch (verdict) {
		case 'identical':
		case 'accepted':
			return undefined;
		case 'different':
		case 'partial':
			return 'failure';
		case 'failed':
			return 'error';
		case 'not-run':
			return 'skipped';
		default:
			return assertNever(verdict);
	}
}
