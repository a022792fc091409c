/**
 * A target column that is neither filled, nor made by the database, nor left out with a reason.
 *
 * **Why it matters.** It stays empty or at its default. That may be right, but nobody decided it.
 *
 * **What to do.** Map it, or add it to `ignore: { target: … }` with the reason.
 */

import { fullName } from '../catalog/lookup';
import { coverageOf, mappingCoverage } from '../mapping/coverage';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const unmappedTargetColumn: SpecRule = {
	code: 'unmapped-target-column',
	group: 'coverage',
	severity: 'warning',
	title: 'A target column that nobody decided about',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ column, table }) =>
		`Nothing fills "${column}" of "${table}", and nobody says why, so it stays empty or at its default; map it, or ignore it with a reason`,
	ofMapping: mappingCoverage,
	check(facts, report) {
		for (const { mapping, undecided } of coverageOf(facts).mappings) {
			const { table } = mapping;
			if (!table) continue;
			for (const { name, requiredUnmapped } of undecided) {
				if (requiredUnmapped || hiddenIn(facts).in(mapping)(name)) continue;
				report(
					mapping.mapping.target?.span ?? mapping.mapping.name.span,
					{ column: name, table: fullName(table) },
					{ data: { column: name, mapping: mapping.name } },
				);
			}
		}
	},
};
