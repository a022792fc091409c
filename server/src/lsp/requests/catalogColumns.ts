/** Answers `crosswalk/catalogColumns`: the columns of a table of a committed catalog, and what becomes of each. Connects to nothing. */

import { fullName } from '../../core/catalog/lookup';
import type { CatalogColumn, TableParams } from '../../protocol';
import { catalogTablesOf, firstOf, usesOf } from '../catalogUses';
import type { Session } from '../session';

export function catalogColumns(
	{ uri, connection, schema, table: name }: TableParams,
	{ session }: { readonly session: Session },
): readonly CatalogColumn[] {
	const table = catalogTablesOf(uri, connection, session).find(one => one.schema === schema && one.name === name);
	if (!table) return [];
	const uses = usesOf(uri, connection, session);
	return table.columns.map(column => {
		const covered = firstOf(uses.map(use => use.table(fullName(table))?.columns.find(one => one.name === column.name)));
		return {
			name: column.name,
			type: column.type,
			isNullable: column.nullable,
			isKey: table.primaryKey?.columns.includes(column.name) === true,
			state: covered?.state === 'used' ? 'mapped' : covered?.state,
			reason: covered?.ignoredBy?.reason,
			mapped: uses.flatMap(use => use.columns(fullName(table), column.name)),
		};
	});
}
