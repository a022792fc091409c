/** One verdict out of many: the worst decides, and nothing that was left out passes as green. */

import type { CheckResult, Verdict } from './result';

const worstFirst: readonly Verdict[] = ['failed', 'different', 'partial', 'not-run', 'accepted', 'identical'];

export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
	return worstFirst.find(verdict => verdicts.includes(verdict)) ?? 'not-run';
}

export type VerdictCounts = Readonly<Record<'identical' | 'different' | 'accepted' | 'partial' | 'failed' | 'notRun', number>>;

export function countVerdicts(checks: readonly CheckResult[]): VerdictCounts {
	const count = (verdict: Verdict) => checks.filter(check => check.verdict === verdict).length;
	return {
		identical: count('identical'),
		different: count('different'),
		accepted: count('accepted'),
		partial: count('partial'),
		failed: count('failed'),
		notRun: count('not-run'),
	};
}
