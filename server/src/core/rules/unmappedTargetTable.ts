/**
 * A table of the target's schemas that no mapping fills and nobody left out.
 *
 * **Why it matters.** It will be empty on the first day. That may be right, but nobody decided it.
 *
 * **What to do.** Map it, or add it to the top's `ignore: { target: … }` with the reason.
 */

import { fullName } from '../catalog/lookup';
import { coverageOf } from '../mapping/coverage';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const unmappedTargetTable: SpecRule = {
	code: 'unmapped-target-table',
	group: 'coverage',
	severity: 'warning',
	title: 'A target table that nobody decided about',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ table }) =>
		`No mapping fills the target table "${table}", and nobody says why, so it will be empty; map it, or ignore it with a reason`,
	check(facts, report) {
		for (const { table, state } of coverageOf(facts).target?.tables ?? []) {
			if (state !== 'unmapped' || hiddenIn(facts).has(table.name)) continue;
			report(facts.spec.target?.span ?? facts.spec.top, { table: fullName(table) }, { data: { table: fullName(table) } });
		}
	},
};
