/** What a lookup column refers to: the looked-up mapping, its key, and the column of its target table whose value is taken. */

import type { Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import type { ColumnFacts, LookupOriginFacts, MappingFacts } from './facts';
import type { LinkedFacts } from './kept';

export interface LookupTarget {
	readonly mapping: MappingFacts;
	/** Undefined when neither a foreign key nor a single primary key column says so and nothing is written. */
	readonly take: string | undefined;
}

/** The mappings that a lookup column may refer to, in the order tried; names that nobody knows are left out. */
export function lookupTargets(
	facts: LinkedFacts,
	table: Table | undefined,
	column: ColumnFacts,
	origin: LookupOriginFacts,
): readonly LookupTarget[] {
	return origin.alternatives.flatMap(({ mapping: name }) => {
		const mapping = facts.mapping(name);
		return mapping ? [{ mapping, take: origin.take ?? takenColumn(table, column.name, mapping.table) }] : [];
	});
}

/** The column that the foreign key of `column` references in `parent`, else its single primary key column. */
function takenColumn(table: Table | undefined, column: string, parent: Table | undefined): string | undefined {
	if (!parent) return undefined;
	for (const key of table?.foreignKeys ?? []) {
		const index = key.columns.indexOf(column);
		if (index >= 0 && `${key.references.schema}.${key.references.table}` === fullName(parent)) return key.references.columns[index];
	}
	const primary = parent.primaryKey?.columns ?? [];
	return primary.length === 1 ? primary[0] : undefined;
}
