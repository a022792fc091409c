/** The result of a quality rule, an acceptance test or an example in a few words, for the lens above it. */

import type { CheckResult } from '../reconcile/result';
import { thousands } from './numbers';
import { msText } from './trialSummary';
import { verdictWord } from './verdictWord';

/** `✓ no violation`, `✗ 12 of 1,250`, `✓ 12 ms`, `! not run`. */
export function renderTrialLine(check: CheckResult): string {
	const { verdict } = check;
	if (verdict !== 'identical' && verdict !== 'accepted' && verdict !== 'different')
		return `${verdict === 'failed' ? '✗' : '!'} ${verdictWord(check)}`;
	return `${verdict === 'different' ? '✗' : '✓'} ${foundLine(check) ?? verdictWord(check)}`;
}

function foundLine({ found }: CheckResult): string | undefined {
	switch (found?.kind) {
		case 'violations': {
			const { count, of } = found;
			if (count === 0) return 'no violation';
			return of === undefined ? `${thousands(count)} ${count === 1 ? 'row' : 'rows'}` : `${thousands(count)} of ${thousands(of)}`;
		}
		case 'acceptance':
			if (found.manual) return found.manual.passed ? `passed by ${found.manual.by}` : `not passed by ${found.manual.by}`;
			return found.timing && msText(found.timing.medianMs);
		default:
			return undefined;
	}
}
