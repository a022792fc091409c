/** Compares a run with an earlier one, check by check. Knows no rows. */

import type { CheckResult, Verdict } from '../reconcile/result';
import type { CheckChange, CheckState, ReconcileReport, RunChanges } from './model';
import { thousands } from './numbers';
import type { RunRecord } from './runRecord';

/** The report with what is other than in an earlier run, when they have a check in common. */
export function withChanges(report: ReconcileReport, earlier: RunRecord | undefined): ReconcileReport {
	const changes = changesSince(earlier, report.checks);
	return changes ? { ...report, changes } : report;
}

function changesSince(earlier: RunRecord | undefined, checks: readonly CheckResult[]): RunChanges | undefined {
	if (!earlier) return undefined;
	const before = new Map(earlier.checks.map(check => [nameOf(check), check]));
	const common = checks.flatMap(after => {
		const found = before.get(nameOf(after));
		return found ? [{ before: found, after }] : [];
	});
	if (common.length === 0) return undefined;
	const changes = common.flatMap(({ before: found, after }) => {
		const states = { before: stateOf(found), after: stateOf(after) };
		const isSame = states.before.verdict === states.after.verdict && states.before.differences === states.after.differences;
		return isSame ? [] : [{ ...(after.mapping === undefined ? {} : { mapping: after.mapping }), check: after.check, ...states }];
	});
	return { since: earlier.startedAt, changes };
}

/** `customers  rows  identical, was 237 differences`. */
export function changeText({ before, after }: CheckChange): string {
	const [now, was] = [stateText(after), stateText(before)];
	return now === was ? now : `${now}, was ${was}`;
}

/** Whether it came nearer to what it should be. */
export function isBetter({ before, after }: CheckChange): boolean {
	const [was, now] = [worst.indexOf(before.verdict), worst.indexOf(after.verdict)];
	return now === was ? (after.differences ?? 0) < (before.differences ?? 0) : now > was;
}

const worst: readonly Verdict[] = ['failed', 'not-run', 'partial', 'different', 'accepted', 'identical'];

/** `237 differences`, `partial with 3 differences`, `identical`. */
export function stateText({ verdict, differences }: CheckState): string {
	const counted =
		differences === undefined || differences === 0 ? '' : `${thousands(differences)} ${differences === 1 ? 'difference' : 'differences'}`;
	if (verdict === 'different' && counted) return counted;
	return counted ? `${verdict.replace('-', ' ')} with ${counted}` : verdict.replace('-', ' ');
}

function nameOf({ mapping, check }: CheckResult): string {
	return `${mapping ?? ''}\0${check}`;
}

/** What is compared of a check. */
export function stateOf({ verdict, found }: CheckResult): CheckState {
	if (found?.kind === 'count') return { verdict, differences: Math.abs(found.source - found.target) };
	if (found?.kind !== 'rows') return { verdict };
	const { missing, extra, changed, rejected, duplicate } = found.differences;
	return { verdict, differences: missing + extra + changed + rejected + duplicate };
}
