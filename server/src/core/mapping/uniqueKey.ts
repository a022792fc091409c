/** Whether a table can hold two rows of one compared key. Asks the catalog only, and takes nothing for unique that it does not promise. */

import type { Table, UniqueKey } from '../catalog/catalog';
import { columnOf } from '../catalog/lookup';
import { familyOf } from '../sql/dialects/typeFamily';
import type { PlannedColumn } from './compileOptions';

/** True when a unique key of the table is made of compared key columns only. */
export function isUniqueKey(table: Table | undefined, compared: readonly PlannedColumn[]): boolean {
	if (!table || (table.kind !== 'table' && table.kind !== 'partitioned')) return false;
	const own = compared.filter(({ isKey, leaf }) => isKey && leaf?.joins.length === 0 && staysUnique(leaf.declaredType));
	const names = new Set(own.map(({ column }) => column));
	const promises = (key: UniqueKey) => isWhole(key, table) && key.columns.length > 0 && key.columns.every(name => names.has(name));
	return (table.primaryKey !== undefined && promises(table.primaryKey)) || table.uniqueKeys.some(promises);
}

/** Two values that the type tells apart have two texts. */
function staysUnique(type: string): boolean {
	return familyOf(type) !== 'other' || type === 'uuid' || type === 'bytea';
}

/** An index may leave rows out, or let NULL stand any number of times. */
function isWhole(key: UniqueKey, table: Table): boolean {
	const isPlain = key.where === undefined && (key.expressions ?? []).length === 0;
	return isPlain && (key.nullsNotDistinct === true || key.columns.every(name => columnOf(table, name)?.nullable === false));
}
