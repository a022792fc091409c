/**
 * A target column that is NOT NULL, has no default, is not made by the database, and is not filled.
 *
 * **Why it matters.** The target refuses every row of the mapping.
 *
 * **What to do.** Map it, give it a value (`{ value: … }`), or say who fills it (`{ generated: trigger }`).
 */

import { coverageOf } from '../mapping/coverage';
import type { SpecRule } from './rule';

export const unmappedRequiredColumn: SpecRule = {
	code: 'unmapped-required-column',
	group: 'coverage',
	severity: 'error',
	title: 'A required column without a source',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ column, table }) =>
		`"${column}" of "${table}" is NOT NULL and has no default, but nothing fills it, so the target would refuse every row; map it, or give it a value`,
	check(facts, report) {
		for (const { mapping, columns } of coverageOf(facts).mappings) {
			const { table } = mapping;
			if (!table) continue;
			for (const { name, requiredUnmapped } of columns) {
				if (requiredUnmapped)
					report(
						mapping.mapping.target?.span ?? mapping.mapping.name.span,
						{ column: name, table: `${table.schema}.${table.name}` },
						{ data: { column: name, mapping: mapping.name } },
					);
			}
		}
	},
};
