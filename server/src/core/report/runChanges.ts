/** Compares a run with an earlier one, check by check. Knows no rows. */

import type { CheckResult, CheckSection, Verdict } from '../reconcile/result';
import type { CheckChange, CheckState, ReconcileReport, RunChanges } from './model';
import { thousands } from './numbers';
import type { RunRecord } from './runRecord';
import { verdictWord } from './verdictWord';

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
		const { section, mapping, check } = after;
		return isSame ? [] : [{ ...(section ? { section } : {}), ...(mapping === undefined ? {} : { mapping }), check, ...states }];
	});
	return { since: earlier.startedAt, changes };
}

/** `customers  rows  identical, was 237 differences`. */
export function changeText({ section, before, after }: CheckChange): string {
	const [now, was] = [stateText(after, section), stateText(before, section)];
	return now === was ? now : `${now}, was ${was}`;
}

/** Whether it came nearer to what it should be. */
export function isBetter({ before, after }: CheckChange): boolean {
	const [was, now] = [worst.indexOf(before.verdict), worst.indexOf(after.verdict)];
	return now === was ? (after.differences ?? 0) < (before.differences ?? 0) : now > was;
}

const worst: readonly Verdict[] = ['failed', 'not-run', 'partial', 'different', 'accepted', 'identical'];

/** `237 differences`, `partial with 3 differences`, `identical`. */
export function stateText({ verdict, differences }: CheckState, section?: CheckSection): string {
	const noun = section === undefined ? 'difference' : 'violation';
	const counted = differences === undefined || differences === 0 ? '' : `${thousands(differences)} ${noun}${differences === 1 ? '' : 's'}`;
	if (verdict === 'different' && counted) return counted;
	const word = verdictWord({ verdict, section });
	return counted ? `${word} with ${counted}` : word;
}

function nameOf({ section, mapping, check }: CheckResult): string {
	return `${section ?? ''}\0${mapping ?? ''}\0${check}`;
}

/** What is compared of a check. */
export function stateOf({ verdict, found }: CheckResult): CheckState {
	if (found?.kind === 'count') return { verdict, differences: Math.abs(found.source - found.target) };
	if (found?.kind === 'violations') return { verdict, differences: found.count };
	if (found?.kind !== 'rows') return { verdict };
	const { missing, extra, changed, rejected, duplicate } = found.differences;
	return { verdict, differences: missing + extra + changed + rejected + duplicate };
}
