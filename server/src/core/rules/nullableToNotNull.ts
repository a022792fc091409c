/**
 * A value that may be NULL for a target column that is NOT NULL.
 *
 * **Why it matters.** One NULL, and the target refuses the row. The source allows it, so it will happen.
 *
 * **What to do.** Say what NULL becomes (`null_to: x`), leave such rows out with a reason (`ignore.rows`), or ask the source to forbid it.
 */

import type { ColumnFacts, MappingFacts } from '../mapping/facts';
import type { ColumnRead } from '../sql/analysis';
import type { MappingRule } from './rule';
import { storedValues } from './storedValues';

export const nullableToNotNull: MappingRule = {
	code: 'nullable-to-not-null',
	group: 'types',
	severity: 'warning',
	title: 'NULL for a column that refuses it',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, column, table }) =>
		`"${expression}" may be NULL, but "${column}" of "${table}" is NOT NULL and would refuse the row; say what NULL becomes with "null_to", or leave such rows out`,
	check(mapping, surroundings, report) {
		for (const { facts, column, value, span, args } of storedValues(mapping, surroundings)) {
			if (column.nullable || value.nullable !== true || isFiltered(mapping, facts)) continue;
			report(span, args);
		}
	},
};

/** A condition or a join that speaks of the column, or of the table that an outer join brings, may keep its NULLs out. */
function isFiltered({ from, where, rowIgnores, items }: MappingFacts, { origin }: ColumnFacts): boolean {
	const conditions = [from, where, ...rowIgnores.map(one => one.piece)].flatMap(piece => piece?.analysis.reads ?? []);
	const outer = new Set(items.flatMap(item => (item.nullable ? item.alias : [])));
	const isSame = (read: { alias?: string; column: string }, other: ColumnRead) =>
		read.column === other.column && (read.alias === other.alias || read.alias === undefined || other.alias === undefined);
	const filters = (read: { alias?: string; column: string }) =>
		conditions.some(other => isSame(read, other)) ||
		(read.alias !== undefined && outer.has(read.alias) && (where?.analysis.reads ?? []).some(other => other.alias === read.alias));
	if (origin?.kind === 'copy') return filters(origin);
	return origin?.kind === 'sql' && origin.piece.analysis.reads.some(filters);
}
