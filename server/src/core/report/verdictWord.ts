/**
 * The word of a verdict for people. What is a comparison is identical or different; a rule, an acceptance test and an example have passed or
 * not. All other verdicts have one word: a rule whose violations are within its bound is accepted, and failed is what could not be judged.
 */

import type { CheckResult, CheckSection, Verdict } from '../reconcile/result';
import type { ReconcileReport } from './model';

export function verdictWord({ verdict, section }: { readonly verdict: Verdict; readonly section?: CheckSection }): string {
	if (section !== undefined && verdict === 'identical') return 'passed';
	if (section !== undefined && verdict === 'different') return 'not passed';
	return verdict === 'not-run' ? 'not run' : verdict;
}

/** Whether nothing in it is a comparison of both sides. */
export function isOfTrials(checks: readonly Pick<CheckResult, 'section'>[]): boolean {
	return checks.length > 0 && checks.every(({ section }) => section !== undefined);
}

/** The verdict of the whole. */
export function reportWord({ verdict, checks }: Pick<ReconcileReport, 'verdict' | 'checks'>): string {
	return verdictWord({ verdict, ...(isOfTrials(checks) ? { section: 'quality' } : {}) });
}

/** `Reconciliation`, or `Checks` when nothing was reconciled. */
export function reportKind({ checks }: Pick<ReconcileReport, 'checks'>): string {
	return isOfTrials(checks) ? 'Checks' : 'Reconciliation';
}

const inOrder: readonly Verdict[] = ['identical', 'different', 'accepted', 'partial', 'failed', 'not-run'];

/** For example `6 identical, 2 different, 3 passed`. */
export function verdictCounts(checks: readonly Pick<CheckResult, 'verdict' | 'section'>[]): string {
	const ordered = [...checks].sort((one, other) => inOrder.indexOf(one.verdict) - inOrder.indexOf(other.verdict));
	const counts = new Map<string, number>();
	for (const check of ordered) counts.set(verdictWord(check), (counts.get(verdictWord(check)) ?? 0) + 1);
	return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
