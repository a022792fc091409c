/**
 * A lookup that no `map` and no `source` uses.
 *
 * **Why it matters.** It may be a leftover, or a column may pass its codes on untranslated.
 *
 * **What to do.** Use it by `map: NAME` or as the table `lookup.NAME`, or remove it.
 */

import type { SpecFacts } from '../mapping/facts';
import { piecesOf } from '../mapping/piecesOf';
import type { SpecRule } from './rule';

export const unusedLookup: SpecRule = {
	code: 'unused-lookup',
	group: 'names',
	severity: 'warning',
	title: 'A lookup that nothing uses',
	whole: true,
	scope: 'spec',
	message: ({ name }) => `Nothing uses the lookup "${name}"; use it, or remove it`,
	check(facts, report) {
		const mapped = new Set(namedMaps(facts));
		const read = new Set(piecesOf(facts).flatMap(piece => piece.analysis.tables.map(table => table.relation?.name)));
		for (const { lookup } of facts.lookups) {
			const name = lookup.name.text;
			if (!mapped.has(name) && !read.has(`lookup.${name}`)) report(lookup.name.span, { name });
		}
	},
};

function namedMaps({ spec }: SpecFacts): readonly string[] {
	return spec.mappings
		.flatMap(mapping => mapping.columns)
		.flatMap(column => [column.map, ...(column.origin?.kind === 'lookup' ? column.origin.by.map(by => by.map) : [])])
		.flatMap(map => (map?.kind === 'named' ? map.name.text : []));
}
