/** Answers `crosswalk/catalogTables`: the tables of a committed catalog, and which mappings use each. Connects to nothing. */

import { fullName } from '../../core/catalog/lookup';
import type { CatalogTable, ConnectionParams } from '../../protocol';
import { catalogTablesOf, firstOf, usesOf } from '../catalogUses';
import type { Session } from '../session';

export function catalogTables({ uri, connection }: ConnectionParams, { session }: { readonly session: Session }): readonly CatalogTable[] {
	const uses = usesOf(uri, connection, session);
	return catalogTablesOf(uri, connection, session).map(table => {
		const covered = firstOf(uses.map(use => use.table(fullName(table))));
		return {
			schema: table.schema,
			name: table.name,
			kind: table.kind,
			rows: table.estimatedRows,
			state: covered?.state,
			reason: covered?.ignoredBy?.reason,
			mapped: uses.flatMap(use => use.mappings(fullName(table)).map(mapping => use.place(mapping, mapping.mapping.name.span))),
		};
	});
}
