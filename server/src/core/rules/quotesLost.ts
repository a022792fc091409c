/**
 * Double quotes that YAML took for its own: `name: "OrderId"` reaches PostgreSQL as OrderId, which it folds to orderid, while a column
 * OrderId exists.
 *
 * **Why it matters.** The column is not found, or another one is read.
 *
 * **What to do.** Quote twice: `'"OrderId"'`, or name the alias: `o."OrderId"`.
 */

import type { MappingFacts, SqlPiece } from '../mapping/facts';
import type { MappingRule } from './rule';

export const quotesLost: MappingRule = {
	code: 'quotes-lost',
	group: 'syntax and shape',
	severity: 'warning',
	title: 'Quotes that YAML took away',
	scope: 'mapping',
	message: ({ name }) =>
		`YAML takes these quotes for its own, so PostgreSQL sees ${name} and reads it as "${String(name).toLowerCase()}"; to name the column "${name}", quote twice: '"${name}"'`,
	check(mapping, _surroundings, report) {
		for (const piece of mapping.pieces) {
			if (losesQuotes(piece, mapping))
				report(piece.scalar.span, { name: piece.scalar.text }, { data: { replacement: `'"${piece.scalar.text}"'` } });
		}
	},
};

function losesQuotes({ scalar }: SqlPiece, { items }: MappingFacts): boolean {
	const { text, node } = scalar;
	if (node.style !== 'double' || !/^[A-Za-z_]\w*$/.test(text) || text === text.toLowerCase()) return false;
	return items.some(item => item.columns?.some(column => column.name === text));
}
