/** Names that stand in the SQL of a block: views, lookups, and aliases of FROM clauses. Goes by the analysis, as SQL that does not parse has none. */

import type { Span } from '../../core/base/span';
import { touches } from '../../core/base/span';
import type { SqlPiece } from '../../core/mapping/facts';
import type { SpecBlock } from '../../core/spec/spec';
import type { ScopeItem } from '../../core/sql/analysis';
import { tokensOf } from '../../core/sql/tokens';
import type { ScalarNode } from '../../core/yaml/nodes';
import { nameOfItem, nameOfRelation } from './definitions';
import type { Name, NameUse } from './name';

/** `pieces`: all of the block, so that an alias is found in whichever of them it is given. */
export function sqlNames(block: SpecBlock, pieces: readonly SqlPiece[]): readonly NameUse[] {
	const aliases = aliasesOf(pieces);
	return pieces.flatMap(({ scalar, analysis }) => {
		const { node } = scalar;
		if (node.alias !== undefined) return [];
		const tokens = tokensOf(node.value);
		const uses = new Map<number, NameUse>();
		const take = (name: Name | undefined, span: Span, lastOf = 1) => {
			if (!name || !isWithin(span, scalar.span)) return;
			const token = tokens.nameAt(indexAt(node, span.start), lastOf).at(-1);
			const isDefinition = name.at !== undefined && isWithin(span, name.at);
			if (token) uses.set(token.start, { name, isDefinition, block, scalar: node, start: token.start, end: token.end, written: 'sql' });
		};
		// Of `lookup.NAME` the last part is the name.
		for (const { relation, span } of analysis.tables) if (relation) take(nameOfRelation(relation), span, 2);
		for (const { item, span } of analysis.itemUses) take(nameOfItem(item), span);
		for (const alias of aliases) if (alias.at) take(alias, alias.at);
		return [...uses.values()];
	});
}

/** Where the name at an offset of the block leads in the FROM clause: of a column, to the table that it is of. */
export function fromItemAt(pieces: readonly SqlPiece[], items: readonly ScopeItem[], at: number): Span | undefined {
	for (const { analysis } of pieces) {
		const use = analysis.itemUses.find(({ span }) => touches(span, at));
		const read = analysis.reads.find(({ span }) => touches(span, at));
		const ofRead = read && analysis.itemUses.find(({ span }) => read.span.start <= span.start && span.end <= read.span.end);
		const item = (use ?? ofRead)?.item ?? items.find(one => one.alias === read?.alias);
		if (item) return item.aliasSpan ?? item.span;
	}
	return undefined;
}

function aliasesOf(pieces: readonly SqlPiece[]): readonly Name[] {
	const items = pieces.flatMap(({ analysis }) => [...(analysis.scope?.items ?? []), ...analysis.itemUses.map(use => use.item)]);
	const names = items.flatMap(item => nameOfItem(item) ?? []).filter(name => name.kind === 'alias');
	return [...new Map(names.map(name => [name.at?.start, name])).values()];
}

function isWithin(span: Span, scalar: Span): boolean {
	return span.block === scalar.block && scalar.start <= span.start && span.end <= scalar.end;
}

/** The index of the content that stands at an offset of the block. */
function indexAt(node: ScalarNode, offset: number): number {
	let low = 0;
	let high = node.value.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (node.offsetAt(middle) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
