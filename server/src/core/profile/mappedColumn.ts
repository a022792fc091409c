/** The target columns of a mapping that are filled from one column of a profiled table: what suggestions are made about. */

import type { Column, Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import { type ColumnKind, knownType } from './columnKind';
import { type ColumnProfile, columnProfile, type ProfileOf, type ReadRows, type TableProfile } from './profile';

export interface MappedColumn {
	readonly mapping: MappingFacts;
	readonly target: ColumnFacts;
	/** The source column. */
	readonly table: Table;
	readonly column: Column;
	readonly kind: ColumnKind;
	readonly profile: ColumnProfile;
	readonly whole: TableProfile;
	/** Whether nothing but the column stands in the expression. */
	readonly isPlain: boolean;
}

export function mappedColumns(facts: SpecFacts, mapping: MappingFacts, profiles: ProfileOf): readonly MappedColumn[] {
	return mapping.columns.flatMap((target): readonly MappedColumn[] => {
		const base = baseOf(target);
		const table = base && facts.source?.tables.get(base.table);
		const column = table && columnOf(table, base?.column ?? '');
		const whole = table && profiles(fullName(table));
		const profile = column && columnProfile(whole, column.name);
		// Of a column that had another type nothing is known any more.
		if (!base || !table || !column || !whole || profile?.type !== column.type || whole.read.rows === 0) return [];
		return [{ mapping, target, table, column, kind: knownType(column.type, facts.source).kind, profile, whole, isPlain: base.isPlain }];
	});
}

/** The one base column that an expression reads. */
function baseOf({ origin }: ColumnFacts): { readonly table: string; readonly column: string; readonly isPlain: boolean } | undefined {
	if (origin?.kind === 'copy') return only(origin.reads, true);
	if (origin?.kind !== 'sql' || !origin.piece.analysis.ok) return undefined;
	const { plainColumn, reads, aggregates } = origin.piece.analysis;
	if (plainColumn) return only(plainColumn.base, true);
	return aggregates
		? undefined
		: only(
				reads.flatMap(({ base }) => base),
				false,
			);
}

function only(reads: readonly { readonly table: string; readonly column: string }[], isPlain: boolean) {
	const [first] = reads;
	const isOne = first && reads.every(({ table, column }) => table === first.table && column === first.column);
	return isOne ? { ...first, isPlain } : undefined;
}

/** How many rows were read, in words. */
export function rowsOf(read: ReadRows): string {
	const rows = String(read.rows).replace(/\B(?=(\d{3})+$)/g, ',');
	return read.kind === 'whole' ? `${rows} rows` : `a sample of ${rows} rows`;
}
