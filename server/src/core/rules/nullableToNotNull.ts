/**
 * A value that may be NULL for a target column that is NOT NULL.
 *
 * **Why it matters.** One NULL, and the target refuses the row. The source allows it, so it will happen.
 *
 * **What to do.** Say what NULL becomes (`null_to: x`), leave such rows out with a reason (`ignore.rows`), or ask the source to forbid it.
 */

import type { ColumnFacts, MappingFacts } from '../mapping/facts';
import { isKeptFromNull } from './keptFromNull';
import type { MappingRule } from './rule';
import { storedValues } from './storedValues';

export const nullableToNotNull: MappingRule = {
	code: 'nullable-to-not-null',
	group: 'types',
	severity: 'warning',
	title: 'NULL for a column that refuses it',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ origin, column, table }) =>
		`"${origin}" may be NULL, but "${column}" of "${table}" is NOT NULL and would refuse the row; say what NULL becomes with "null_to", or leave such rows out`,
	check(mapping, surroundings, report) {
		for (const { facts, column, value, span, args } of storedValues(mapping, surroundings)) {
			if (column.nullable || value.nullable !== true || isFiltered(mapping, facts)) continue;
			report(span, args());
		}
	},
};

function isFiltered(mapping: MappingFacts, { origin }: ColumnFacts): boolean {
	if (origin?.kind === 'copy') return isKeptFromNull(mapping, origin);
	const pieces = origin?.kind === 'sql' ? [origin] : origin?.kind === 'lookup' ? origin.by.map(part => part.origin) : [];
	const reads = pieces.flatMap(one => (one?.kind === 'sql' ? one.piece.analysis.reads : []));
	return reads.some(read => isKeptFromNull(mapping, read));
}
