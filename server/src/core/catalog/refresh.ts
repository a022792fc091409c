/** The text of a snapshot file after its database was introspected again. */

import type { Catalog } from './catalog';
import { steadySizes } from './sizes';
import { parseSnapshot, renderSnapshot } from './snapshot';

/** `before` is the text of the file that is there; without a change of the schema it comes out as it went in. */
export function renderRefreshed(before: string | undefined, catalog: Catalog): string {
	const snapshot = before === undefined ? undefined : parseSnapshot(before);
	return renderSnapshot(steadySizes(snapshot && 'catalog' in snapshot ? snapshot.catalog : undefined, catalog));
}
