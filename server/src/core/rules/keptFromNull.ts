/** Whether the rows of a mapping may be chosen so that a column is never NULL. Speaks of what is written, not of what it does. For rules. */

import type { MappingFacts } from '../mapping/facts';

interface Read {
	readonly alias?: string;
	readonly column: string;
}

/** A condition or a join that speaks of the column, or of the table that an outer join brings, may keep its NULLs out. */
export function isKeptFromNull({ from, where, rowIgnores, items }: MappingFacts, read: Read): boolean {
	const conditions = [from, where, ...rowIgnores.map(one => one.piece)].flatMap(piece => piece?.analysis.reads ?? []);
	if (conditions.some(other => isSame(read, other))) return true;
	const isOuter = items.some(item => item.nullable && item.alias === read.alias);
	return isOuter && (where?.analysis.reads ?? []).some(other => other.alias === read.alias);
}

function isSame(one: Read, other: Read): boolean {
	return one.column === other.column && (one.alias === other.alias || one.alias === undefined || other.alias === undefined);
}
