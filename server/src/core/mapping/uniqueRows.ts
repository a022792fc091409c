/**
 * Whether the rows that a mapping reads can be told apart by some of their columns, as far as the unique keys of the source say. Follows
 * joins: what a key of a table determines, determines what that table is joined with. Knows nothing of views and subqueries.
 */

import type { Table, UniqueKey } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import { columnOf } from '../catalog/lookup';
import type { Join, JoinColumn, ScopeItem } from '../sql/analysis';
import type { MappingFacts } from './facts';

export type Uniqueness =
	| { readonly kind: 'unique' | 'unknown' }
	/** The item that may bring several rows for one value of the columns. */
	| { readonly kind: 'repeated'; readonly item: ScopeItem };

/** `strict`: two rows that are equal but for a NULL count as the same. */
export function uniqueRows(mapping: MappingFacts, source: CatalogLookup, by: readonly JoinColumn[], strict: boolean): Uniqueness {
	const { from, where, groupBy, items, scopeKnown } = mapping;
	const tables = items.map(item => item.relation && source.tables.get(item.relation.name));
	if (!scopeKnown || groupBy || items.length === 0 || tables.some(table => !table || !hasKeys(table))) return { kind: 'unknown' };
	const joins = from?.analysis.joins ?? [];
	const known = new Set([...by, ...(where?.analysis.fixed ?? []), ...joins.flatMap(fixedBy)].map(nameOf));
	const determined = new Set<ScopeItem>();
	for (let isGrowing = true; isGrowing; ) {
		isGrowing = false;
		for (const [index, item] of items.entries()) {
			const table = tables[index];
			if (!table || determined.has(item) || !keysOf(table, strict).some(key => covers(known, item, key))) continue;
			determined.add(item);
			for (const { name } of table.columns) known.add(nameOf({ alias: item.alias, column: name }));
			isGrowing = true;
		}
		for (const join of joins)
			for (const [one, other] of join.pairs) isGrowing = follow(known, join, one, other) || follow(known, join, other, one) || isGrowing;
	}
	const repeated = items.find(item => !determined.has(item));
	if (!repeated) return { kind: 'unique' };
	const index = items.indexOf(repeated);
	return mayHaveHiddenKey(tables[index], repeated, known) ? { kind: 'unknown' } : { kind: 'repeated', item: repeated };
}

function hasKeys({ kind }: Table): boolean {
	return kind === 'table' || kind === 'partitioned';
}

function keysOf(table: Table, strict: boolean): readonly UniqueKey[] {
	const isSolid = (key: UniqueKey) => key.nullsNotDistinct || key.columns.every(name => columnOf(table, name)?.nullable === false);
	return [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys]
		.filter(key => key.where === undefined && (key.expressions ?? []).length === 0 && key.columns.length > 0)
		.filter(key => !strict || isSolid(key));
}

function covers(known: ReadonlySet<string>, { alias }: ScopeItem, key: UniqueKey): boolean {
	return key.columns.every(column => known.has(nameOf({ alias, column })));
}

/** An outer join keeps rows of its other side whatever its condition says of them. */
function fixedBy({ kind, left, right, fixed }: Join): readonly JoinColumn[] {
	const bound = kind === 'left' ? right : kind === 'right' ? left : kind === 'full' ? [] : [...left, ...right];
	return fixed.filter(({ alias }) => bound.includes(alias));
}

/** An equality hands on what is known; that of an outer join only to the side that it may leave empty. */
function follow(known: Set<string>, { kind, left, right }: Join, one: JoinColumn, other: JoinColumn): boolean {
	if (!known.has(nameOf(one)) || known.has(nameOf(other)) || kind === 'full') return false;
	if (kind === 'left' && !right.includes(other.alias)) return false;
	if (kind === 'right' && !left.includes(other.alias)) return false;
	known.add(nameOf(other));
	return true;
}

/** A partial index, or one over expressions, may be just what is meant. */
function mayHaveHiddenKey(table: Table | undefined, { alias }: ScopeItem, known: ReadonlySet<string>): boolean {
	const hidden = table?.uniqueKeys.filter(key => key.where !== undefined || (key.expressions ?? []).length > 0) ?? [];
	return hidden.some(key => key.columns.every(column => known.has(nameOf({ alias, column }))));
}

function nameOf({ alias, column }: JoinColumn): string {
	return `${alias}\0${column}`;
}
