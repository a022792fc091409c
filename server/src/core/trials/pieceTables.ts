/** The tables that a piece of SQL, or a mapping, reads, also by way of the spec's views. */

import { ownNameOf } from '../mapping/compileUserSql';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';

/** `schema.table` of the catalog. */
export function tablesOfPieces(pieces: readonly SqlPiece[], facts: SpecFacts): ReadonlySet<string> {
	const found = new Set<string>();
	const seen = new Set<SqlPiece>();
	const visit = (piece: SqlPiece | undefined) => {
		if (!piece || seen.has(piece)) return;
		seen.add(piece);
		for (const read of piece.analysis.tables) {
			const own = ownNameOf(read);
			if (own?.kind === 'view') visit(facts.views.find(({ view }) => view.name.text === own.name)?.piece);
			else if (own) visit(facts.lookups.find(({ lookup }) => lookup.name.text === own.name)?.piece);
			else if (read.relation) found.add(read.relation.name);
		}
	};
	for (const piece of pieces) visit(piece);
	return found;
}

export function tablesOfMapping({ pieces }: MappingFacts, facts: SpecFacts): ReadonlySet<string> {
	return tablesOfPieces(pieces, facts);
}
