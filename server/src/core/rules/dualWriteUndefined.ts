/**
 * Both sides are to be written, and not all of the terms are: who writes, which side is first, what becomes of conflicts, how far the second
 * may be behind, and when it ends.
 *
 * **Why it matters.** With two sides that are written, every term that nobody decided is decided by the first failure.
 *
 * **What to do.** Write `dual_write: { by, first, conflicts, lag_allowed, ends }`.
 */

import { listWords } from '../spec/shapeWords';
import { planOf } from '../strategy/plan';
import { headOf } from '../strategy/planValues';
import { missingTerms } from '../strategy/requirements';
import type { SpecRule } from './rule';

export const dualWriteUndefined: SpecRule = {
	code: 'dual-write-undefined',
	group: 'plan',
	severity: 'error',
	title: 'Dual writing without its terms',
	whole: true,
	scope: 'spec',
	message: ({ missing }) => `Both sides are to be written, but ${missing} of "dual_write" is not; the first failure would decide it`,
	check({ spec }, report) {
		const plan = planOf(spec);
		const { synchronisation, dualWrite } = plan.strategy;
		if (!spec.strategy || (synchronisation?.word !== 'dual-write' && !dualWrite)) return;
		const missing = dualWrite ? missingTerms(plan) : ['by', 'first', 'conflicts', 'lag_allowed', 'ends'];
		if (missing.length === 0) return;
		const span = synchronisation?.span ?? headOf(spec.strategy, 'strategy');
		report(
			span,
			{
				missing: listWords(
					missing.map(term => `"${term}"`),
					'and',
				),
			},
			{ data: { missing: missing.join() } },
		);
	},
};
