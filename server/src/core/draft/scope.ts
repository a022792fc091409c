/** What a draft is about: the base tables of some schemas of a catalog. */

import type { Catalog, Table } from '../catalog/catalog';

/** Schemas that hold tables; `chosen` alone when there are some. */
export function draftSchemas(catalog: Catalog, chosen: readonly string[] = []): readonly string[] {
	return catalog.schemas
		.filter(schema => (chosen.length === 0 ? schema.tables.some(isBase) : chosen.includes(schema.name)))
		.map(schema => schema.name);
}

export function draftTables(catalog: Catalog, schemas: readonly string[]): readonly Table[] {
	return catalog.schemas.filter(schema => schemas.includes(schema.name)).flatMap(schema => schema.tables.filter(isBase));
}

function isBase({ kind }: Table): boolean {
	return kind === 'table' || kind === 'partitioned';
}
