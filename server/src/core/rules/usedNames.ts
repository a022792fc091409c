/** What the SQL of a spec uses: relations and parameters. Remembered by mapping, as every keystroke asks and one mapping changes. */

import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';

export interface UsedNames {
	/** As in `Relation.name`. */
	readonly relations: ReadonlySet<string>;
	readonly parameters: ReadonlySet<string>;
}

const bySpec = new WeakMap<SpecFacts, UsedNames>();
const byMapping = new WeakMap<MappingFacts, UsedNames>();

export function usedNames(facts: SpecFacts): UsedNames {
	const known = bySpec.get(facts);
	if (known) return known;
	const { mappings, views, lookups, queries } = facts;
	const others = usedIn([...views.map(view => view.piece), ...lookups.flatMap(lookup => lookup.piece ?? []), ...queries]);
	const relations = new Set(others.relations);
	const parameters = new Set(others.parameters);
	for (const mapping of mappings) {
		const used = usedBy(mapping);
		for (const name of used.relations) relations.add(name);
		for (const name of used.parameters) parameters.add(name);
	}
	const used = { relations, parameters };
	bySpec.set(facts, used);
	return used;
}

function usedBy(mapping: MappingFacts): UsedNames {
	const used = byMapping.get(mapping) ?? usedIn(mapping.pieces);
	byMapping.set(mapping, used);
	return used;
}

function usedIn(pieces: readonly SqlPiece[]): UsedNames {
	return {
		relations: new Set(pieces.flatMap(piece => piece.analysis.tables.flatMap(table => table.relation?.name ?? []))),
		parameters: new Set(pieces.flatMap(piece => piece.parameters)),
	};
}
