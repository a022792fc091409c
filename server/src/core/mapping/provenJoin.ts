/** Whether the source's catalog proves that an inner join loses no row. Speaks of keys only; the data may be better than its catalog. */

import type { ForeignKey, Table } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import { columnOf, fullName } from '../catalog/lookup';
import type { Join, JoinColumn, ScopeItem } from '../sql/analysis';

/** A foreign key whose columns are NOT NULL, in either direction, and no condition beside it. */
export function isProvenJoin(join: Join, items: readonly ScopeItem[], source: CatalogLookup): boolean {
	const [first] = join.pairs;
	if (!first || join.hasOther || join.fixed.length > 0) return false;
	const aliases = new Set(join.pairs.flat().map(column => column.alias));
	const [one, other] = first.map(({ alias }) => items.find(item => item.alias === alias));
	if (aliases.size !== 2 || !one || !other || one.nullable || other.nullable) return false;
	return hasKey(join, one, other, source) || hasKey(join, other, one, source);
}

function hasKey({ pairs }: Join, child: ScopeItem, parent: ScopeItem, source: CatalogLookup): boolean {
	const table = child.relation && source.tables.get(child.relation.name);
	const columns = pairs.map(pair => [columnIn(pair, child), columnIn(pair, parent)] as const);
	return table?.foreignKeys.some(key => isKey(key, table, parent.relation?.name, columns)) === true;
}

function isKey(
	{ columns, references, notValid }: ForeignKey,
	table: Table,
	parent: string | undefined,
	pairs: readonly (readonly [string | undefined, string | undefined])[],
): boolean {
	if (notValid || parent !== fullName({ schema: references.schema, name: references.table }) || columns.length !== pairs.length)
		return false;
	return columns.every(
		(column, index) =>
			columnOf(table, column)?.nullable === false && pairs.some(([own, its]) => own === column && its === references.columns[index]),
	);
}

function columnIn(pair: readonly JoinColumn[], { alias }: ScopeItem): string | undefined {
	return pair.find(column => column.alias === alias)?.column;
}
