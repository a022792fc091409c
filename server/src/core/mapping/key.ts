/** The key of a mapping: the target columns that identify a row on both sides. */

import type { Column, Table, UniqueKey } from '../catalog/catalog';
import { columnOf } from '../catalog/lookup';
import type { MappingKey } from '../spec/spec';
import type { ColumnFacts, KeyFacts } from './facts';

/** The written key, else the one unique key of the target that can serve. */
export function keyOf(written: MappingKey | undefined, table: Table | undefined, columns: readonly ColumnFacts[]): KeyFacts {
	if (written?.kind === 'none') return { kind: 'none' };
	if (written) return { kind: 'columns', columns: written.columns.map(column => column.text), written: true };
	if (!table) return { kind: 'unknown' };
	const filled = new Map(columns.filter(column => column.origin?.kind !== 'generated').map(column => [column.name, column]));
	const serves = (key: UniqueKey) => key.columns.every(name => filled.has(name) && canIdentify(columnOf(table, name)));
	if (table.primaryKey && serves(table.primaryKey)) return { kind: 'columns', columns: table.primaryKey.columns, written: false };
	const candidates = table.uniqueKeys.filter(isWhole).filter(serves);
	const [only] = candidates;
	if (only && candidates.length === 1) return { kind: 'columns', columns: only.columns, written: false };
	return { kind: 'missing', candidates: candidates.map(key => key.columns) };
}

function canIdentify(column: Column | undefined): boolean {
	return column !== undefined && !column.nullable && column.identity !== 'always' && column.generated === undefined;
}

/** Whether it guarantees uniqueness of plain columns over the whole table. */
function isWhole(key: UniqueKey): boolean {
	return key.where === undefined && (key.expressions ?? []).length === 0 && key.columns.length > 0;
}
