/**
 * A column of a table that is migrated, which no mapping reads and nobody left out.
 *
 * **Why it matters.** Its data stays behind unnoticed: the column nobody mapped.
 *
 * **What to do.** Map it, or add it to `ignore: { source: … }` with the reason.
 */

import type { Span } from '../base/span';
import { fullName } from '../catalog/lookup';
import { coverageOf } from '../mapping/coverage';
import type { MappingFacts } from '../mapping/facts';
import { tableUsers } from '../mapping/ties';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const unmappedSourceColumn: SpecRule = {
	code: 'unmapped-source-column',
	group: 'coverage',
	severity: 'warning',
	title: 'A source column that nobody decided about',
	needs: ['source'],
	whole: true,
	scope: 'spec',
	message: ({ column, table }) =>
		`No mapping reads "${column}" of "${table}", and nobody says why, so its data stays behind; map it, or ignore it with a reason`,
	check(facts, report) {
		const { readers } = tableUsers(facts);
		for (const { table, state, undecided } of coverageOf(facts).source?.tables ?? []) {
			if (state !== 'mapped' || undecided.length === 0) continue;
			const name = fullName(table);
			const reading = readers.get(name) ?? [];
			const [first] = reading;
			if (!first) continue;
			for (const column of undecided) {
				if (reading.some(mapping => hiddenIn(facts).in(mapping)(column.name))) continue;
				const data = { column: column.name, table: name, mapping: first.name };
				report(readAt(first, name), { column: column.name, table: name }, { data });
			}
		}
	},
};

/** Where the mapping names the table in its FROM clause, else what it reads the table through. */
function readAt({ items, mapping }: MappingFacts, table: string): Span {
	return items.find(item => item.relation?.name === table)?.span ?? mapping.source?.span ?? mapping.name.span;
}
