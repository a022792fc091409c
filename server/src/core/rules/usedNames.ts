/** What the SQL of a spec uses: relations and parameters. Remembered by mapping, as every keystroke asks and one mapping changes. */

import { oncePer } from '../base/memo';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';

export interface UsedNames {
	/** Views and lookups of the spec, as in `Relation.name`. */
	readonly relations: ReadonlySet<string>;
	readonly parameters: ReadonlySet<string>;
}

/** Made once per facts. */
export const usedNames = oncePer(({ mappings, views, lookups, queries }: SpecFacts): UsedNames => {
	const others = usedIn([...views.map(view => view.piece), ...lookups.flatMap(lookup => lookup.piece ?? []), ...queries]);
	const relations = new Set(others.relations);
	const parameters = new Set(others.parameters);
	for (const mapping of mappings) {
		const used = usedBy(mapping);
		for (const name of used.relations) relations.add(name);
		for (const name of used.parameters) parameters.add(name);
	}
	return { relations, parameters };
});

/** Made once per mapping. */
export const usedBy = oncePer((mapping: MappingFacts): UsedNames => usedIn(mapping.pieces));

function usedIn(pieces: readonly SqlPiece[]): UsedNames {
	return {
		relations: new Set(
			pieces.flatMap(piece =>
				piece.analysis.tables.flatMap(({ relation }) => (relation && relation.kind !== 'table' ? relation.name : [])),
			),
		),
		parameters: new Set(pieces.flatMap(piece => piece.parameters)),
	};
}
