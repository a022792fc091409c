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
import type { MappingFacts, SpecFacts } from '../mapping/facts';
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
		const readers = readersOf(facts);
		for (const { table, state, columns } of coverageOf(facts).source?.tables ?? []) {
			const [first, ...others] = state === 'mapped' ? (readers.get(fullName(table)) ?? []) : [];
			if (!first) continue;
			for (const { name, state } of columns) {
				if (state !== 'unmapped' || [first, ...others].some(({ mapping }) => hiddenIn(facts).in(mapping)(name))) continue;
				report(
					first.span,
					{ column: name, table: fullName(table) },
					{ data: { column: name, table: fullName(table), mapping: first.mapping.name } },
				);
			}
		}
	},
};

interface Reader {
	readonly mapping: MappingFacts;
	readonly span: Span;
}

/** Who reads each table: those that name it in a FROM clause first, then those that read it through a view. */
function readersOf({ mappings }: SpecFacts): ReadonlyMap<string, readonly Reader[]> {
	const readers = new Map<string, Reader[]>();
	const add = (table: string, mapping: MappingFacts, span: Span) => {
		const known = readers.get(table) ?? [];
		if (known.at(-1)?.mapping !== mapping) known.push({ mapping, span });
		readers.set(table, known);
	};
	for (const mapping of mappings) for (const { relation, span } of mapping.items) if (relation) add(relation.name, mapping, span);
	for (const mapping of mappings) {
		const span = mapping.mapping.source?.span ?? mapping.mapping.name.span;
		for (const { table } of mapping.reads) add(table, mapping, span);
	}
	return readers;
}
