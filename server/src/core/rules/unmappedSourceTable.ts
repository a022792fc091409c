/**
 * A table of the source's schemas that no mapping reads and nobody left out.
 *
 * **Why it matters.** All of its rows stay behind unnoticed.
 *
 * **What to do.** Map it, copy it, or add it to the top's `ignore: { source: … }` with the reason.
 */

import { fullName } from '../catalog/lookup';
import { coverageOf } from '../mapping/coverage';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const unmappedSourceTable: SpecRule = {
	code: 'unmapped-source-table',
	group: 'coverage',
	severity: 'warning',
	title: 'A source table that nobody decided about',
	needs: ['source'],
	whole: true,
	scope: 'spec',
	message: ({ table }) =>
		`No mapping reads the source table "${table}", and nobody says why, so its rows stay behind; map it, copy it, or ignore it with a reason`,
	check(facts, report) {
		for (const { table, state } of coverageOf(facts).source?.tables ?? []) {
			if (state !== 'unmapped' || hiddenIn(facts).has(table.name)) continue;
			report(facts.spec.source?.span ?? facts.spec.top, { table: fullName(table) }, { data: { table: fullName(table) } });
		}
	},
};
