/** Every piece of SQL of a spec. */

import type { SpecFacts, SqlPiece } from './facts';

export function piecesOf({ mappings, views, lookups, queries }: SpecFacts): readonly SqlPiece[] {
	return [
		...mappings.flatMap(mapping => mapping.pieces),
		...views.map(view => view.piece),
		...lookups.flatMap(lookup => lookup.piece ?? []),
		...queries,
	];
}
