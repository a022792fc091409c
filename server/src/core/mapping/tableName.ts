/** Finds tables by their names as a spec writes them: `schema.table`, `table`, `"Odd Name"`. */

import type { Table } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import type { Side } from '../spec/spec';
import { parseName } from '../sql/name';

export type TableFinder = (written: string) => Table | undefined;

export function tableFinder(catalog: CatalogLookup): TableFinder {
	return written => {
		const name = parseName(written);
		return name && catalog.table(name.schema, name.name);
	};
}

/** Where names without a schema are sought: the only listed schema, then the connection's own path. */
export function searchPathOf(side: Side | undefined, searchPath: readonly string[]): readonly string[] {
	const [only] = side?.schemas ?? [];
	return only && side?.schemas.length === 1 ? [only.text, ...searchPath] : searchPath;
}
