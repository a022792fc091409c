/**
 * A target column that is NOT NULL, has no default, is not made by the database, and is not filled; also one that is left out, where no
 * trigger could fill it.
 *
 * **Why it matters.** The target refuses every row of the mapping.
 *
 * **What to do.** Map it, give it a value (`{ value: … }`), or say who fills it (`{ generated: trigger }`).
 */

import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { coverageOf, type TargetColumnCoverage } from '../mapping/coverage';
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
	check(facts, report) {
		for (const { mapping, columns } of coverageOf(facts).mappings) {
			const { table } = mapping;
			if (!table) continue;
			for (const column of columns) {
				const ignored = isIgnoredRequired(table, column) ? column.ignoredBy : undefined;
				if (!ignored && (!column.requiredUnmapped || hiddenIn(facts).in(mapping)(column.name))) continue;
				report(
					ignored?.span ?? mapping.mapping.target?.span ?? mapping.mapping.name.span,
					{ column: column.name, table: fullName(table), ignored: ignored?.reason },
					{ data: { column: column.name, mapping: mapping.name } },
				);
			}
		}
	},
};

function isIgnoredRequired(table: Table, { name, state }: TargetColumnCoverage): boolean {
	const column = state === 'ignored' ? columnOf(table, name) : undefined;
	if (!column || column.nullable || column.default !== undefined || column.identity || column.generated !== undefined) return false;
	return !table.triggers.some(trigger => /\b(BEFORE|INSTEAD OF)\b.*\bINSERT\b/is.test(trigger.definition));
}
