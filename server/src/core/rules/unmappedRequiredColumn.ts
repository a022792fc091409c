/**
 * A target column that is NOT NULL, has no default, is not made by the database, and is not filled; also one that is left out, where no
 * trigger could fill it.
 *
 * **Why it matters.** The target refuses every row of the mapping.
 *
 * **What to do.** Map it, give it a value (`{ value: … }`), or say who fills it (`{ generated: trigger }`).
 */

import { oncePer } from '../base/memo';
import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { coverageOf, type MappingCoverage, mappingCoverage, type TargetColumnCoverage } from '../mapping/coverage';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const unmappedRequiredColumn: SpecRule = {
	code: 'unmapped-required-column',
	group: 'coverage',
	severity: 'error',
	title: 'A required column without a source',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ column, table, ignored }) =>
		ignored === undefined
			? `"${column}" of "${table}" is NOT NULL and has no default, but nothing fills it, so the target would refuse every row; map it, or give it a value`
			: `"${column}" of "${table}" is left out here, but it is NOT NULL and has no default, so the target would refuse every row; map it, or give it a value`,
	ofMapping: mappingCoverage,
	check(facts, report) {
		for (const coverage of coverageOf(facts).mappings) {
			const { mapping, table } = coverage.mapping;
			for (const { name, ignoredBy } of missing(coverage)) {
				if (!table || (!ignoredBy && hiddenIn(facts).in(coverage.mapping)(name))) continue;
				report(
					ignoredBy?.span ?? mapping.target?.span ?? mapping.name.span,
					{ column: name, table: fullName(table), ignored: ignoredBy?.reason },
					{ data: { column: name, mapping: coverage.mapping.name } },
				);
			}
		}
	},
};

/** Found once per mapping, as most mappings lack nothing. */
const missing = oncePer(({ mapping: { table }, columns }: MappingCoverage): readonly TargetColumnCoverage[] =>
	columns.filter(column => column.requiredUnmapped || (table && isIgnoredRequired(table, column))),
);

function isIgnoredRequired(table: Table, { name, state }: TargetColumnCoverage): boolean {
	const column = state === 'ignored' ? columnOf(table, name) : undefined;
	if (!column || column.nullable || column.default !== undefined || column.identity || column.generated !== undefined) return false;
	return !table.triggers.some(trigger => /\b(BEFORE|INSTEAD OF)\b.*\bINSERT\b/is.test(trigger.definition));
}
