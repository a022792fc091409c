/** The draft of two connections' catalogs, and its text: all schemas that hold tables. */

import type { Catalog } from '../catalog/catalog';
import { catalogLookup } from '../catalog/lookup';
import { type Draft, draftMigration } from './draft';
import { renderDraft } from './renderDraft';
import { draftSchemas, draftTables } from './scope';

/** By name. */
export interface DraftConnections {
	readonly source: string;
	readonly target: string;
}

export function draftSpec(
	sides: DraftConnections,
	catalogs: { readonly source: Catalog; readonly target: Catalog },
): { readonly draft: Draft; readonly text: string } {
	const schemas = { source: draftSchemas(catalogs.source), target: draftSchemas(catalogs.target) };
	const draft = draftMigration(draftTables(catalogs.source, schemas.source), draftTables(catalogs.target, schemas.target), {
		source: catalogLookup(catalogs.source, schemas.source),
		target: catalogLookup(catalogs.target, schemas.target),
	});
	const text = renderDraft(draft, {
		name: `${sides.source}-to-${sides.target}`,
		source: { connection: sides.source, schemas: schemas.source },
		target: { connection: sides.target, schemas: schemas.target },
	});
	return { draft, text };
}
