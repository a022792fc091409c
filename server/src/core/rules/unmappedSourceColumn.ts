/**
 * A column of a table that is migrated, which no mapping reads and nobody left out.
 *
 * **Why it matters.** Its data stays behind unnoticed: the column nobody mapped.
 *
 * **What to do.** Map it, or add it to `ignore: { source: … }` with the reason.
 */

import { fullName } from '../catalog/lookup';
import { coverageOf } from '../mapping/coverage';
import type { SpecFacts } from '../mapping/facts';
import type { SpecRule } from './rule';

export const unmappedSourceColumn: SpecRule = {
	code: 'unmapped-source-column',
	group: 'coverage',
	severity: 'warning',
	title: 'A source column that nobody decided about',
	needs: ['source'],
	whole: true,
	scope: 'spec',
	message: ({ column, table }) => `No mapping reads "${column}" of "${table}", and nobody says why; map it, or ignore it with a reason`,
	check(facts, report) {
		for (const { table, state, columns } of coverageOf(facts).source?.tables ?? []) {
			if (state !== 'mapped') continue;
			const reader = readerOf(facts, fullName(table));
			if (!reader) continue;
			for (const column of columns) {
				if (column.state !== 'unmapped') continue;
				report(
					reader.span,
					{ column: column.name, table: fullName(table) },
					{ data: { column: column.name, table: fullName(table), mapping: reader.mapping } },
				);
			}
		}
	},
};

/** Where the table is named first: in a FROM clause, else the mapping that reads it through a view. */
function readerOf(facts: SpecFacts, table: string) {
	for (const mapping of facts.mappings) {
		const item = mapping.items.find(one => one.relation?.name === table);
		if (item) return { span: item.span, mapping: mapping.name };
	}
	const mapping = facts.mappings.find(one => one.reads.some(read => read.table === table));
	return mapping && { span: mapping.mapping.source?.span ?? mapping.mapping.name.span, mapping: mapping.name };
}
