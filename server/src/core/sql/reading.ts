/** What one analysis gathers on its walk over a tree, and the levels of names that it walks through. Holds no rule of SQL itself. */

import type { ColumnRef, SelectStmt } from 'libpg-query';

import type { Finding, FindingArgs, FixData } from '../base/problem';
import type { Span } from '../base/span';
import type {
	BaseColumn,
	ColumnRead,
	FunctionCall,
	ItemUse,
	OutputColumn,
	RelationColumn,
	Scope,
	ScopeColumn,
	ScopeItem,
	SqlNames,
	TableRead,
} from './analysis';
import type { Fragment } from './fragment';
import type { SqlSource } from './source';

/** The names that one FROM clause gives. */
export interface Namespace {
	readonly items: readonly ScopeItem[];
	/** What a name without a qualifier may be, in the order of `*`. */
	readonly columns: readonly ScopeColumn[];
	/** Whether there may be more columns than these. */
	readonly open: boolean;
}

/** A query's names, inside those of the queries around it. */
export interface Level {
	readonly namespace: Namespace;
	readonly outer?: Level;
	/** The WITH queries that FROM clauses here may name. */
	readonly ctes?: CteScope;
}

/** A list of WITH queries, the nearest first. */
export interface CteScope extends QueryFacts {
	readonly name: string;
	readonly next?: CteScope;
}

export interface QueryFacts {
	/** Undefined when they cannot be known. */
	readonly columns: readonly RelationColumn[] | undefined;
	/** What is read whatever columns are asked of it. */
	readonly always: readonly BaseColumn[];
}

export interface SelectFacts extends QueryFacts {
	readonly columns: readonly OutputColumn[] | undefined;
}

/** Where an item of a FROM clause stands. */
export interface FromPlace {
	/** The items before it, which LATERAL ones see. */
	readonly before: Namespace;
	readonly outer: Level | undefined;
	readonly ctes: CteScope | undefined;
}

/** The facts of one analysis, filled as the walk goes. */
export interface Reading {
	readonly source: SqlSource;
	readonly fragment: Fragment;
	readonly names: SqlNames;
	/** The level of the piece itself: an aggregate is only its own when it stands there. */
	readonly top: Level;
	readonly reads: ColumnRead[];
	readonly tables: TableRead[];
	readonly itemUses: ItemUse[];
	readonly functions: FunctionCall[];
	readonly aggregates: FunctionCall[];
	readonly findings: Finding[];
	/** Offsets of `using (…)` lists that a join has taken, see `from.ts`. */
	readonly takenUsing: Set<number>;
	/** What references turned out to be, and what subqueries of expressions give: for `types`. */
	readonly columns: Map<ColumnRef, RelationColumn>;
	readonly queries: Map<SelectStmt, SelectFacts>;
	/** Reads a query inside of `outer`. A member, because expressions hold queries and queries hold expressions. */
	readonly query: (reading: Reading, select: SelectStmt, outer: Level | undefined, ctes: CteScope | undefined) => SelectFacts;
}

export const EMPTY_NAMESPACE: Namespace = { items: [], columns: [], open: false };

export function report(reading: Reading, code: string, span: Span, args: FindingArgs, data?: FixData): void {
	reading.findings.push({ code, span, args, data });
}

/** Runs `walk` and forgets what it gathered. */
export function unheard<Value>(reading: Reading, walk: () => Value): Value {
	const lists = [reading.reads, reading.tables, reading.functions, reading.aggregates, reading.findings];
	const lengths = lists.map(list => list.length);
	const taken = [...reading.takenUsing];
	const value = walk();
	for (const [index, list] of lists.entries()) list.length = lengths[index] ?? 0;
	reading.takenUsing.clear();
	for (const offset of taken) reading.takenUsing.add(offset);
	return value;
}

/** What a reference of the tree was found to read. */
export function readOf({ source, fragment, reads }: Reading, { location }: ColumnRef): ColumnRead | undefined {
	const at = fragment.offsetOf(location);
	const { start } = source.spanAt(at, at);
	return reads.find(read => read.span.start === start);
}

/** The names of a scope; without one, names that nothing is known of. */
export function namespaceOf(scope: Scope | undefined): Namespace {
	if (!scope) return { items: [], columns: [], open: true };
	const known = namespaces.get(scope);
	if (known) return known;
	const { items, open, unqualified } = scope;
	const made = unqualified ? { items, columns: unqualified, open } : itemsNamespace(items, open);
	namespaces.set(scope, made);
	return made;
}

/** All expressions of a mapping stand over one scope. */
const namespaces = new WeakMap<Scope, Namespace>();

/** Items of which nothing is merged. Their columns are listed at the first name without a qualifier, as many specs write none. */
export function itemsNamespace(items: readonly ScopeItem[], open: boolean): Namespace {
	let columns: readonly ScopeColumn[] | undefined;
	return {
		items,
		get columns() {
			columns ??= items.flatMap(columnsOfItem);
			return columns;
		},
		open,
	};
}

/** An item's columns as a name without a qualifier finds them. */
export function columnsOfItem(item: ScopeItem): readonly ScopeColumn[] {
	const { alias, nullable: isOuter } = item;
	// Key by key: V8 gives every object that is spread into a literal with more keys a hidden class of its own.
	return (item.columns ?? []).map(({ name, reads, type, nullable }) => ({ name, reads, type, nullable: isOuter || nullable, alias }));
}

/** Each base column once. */
export function uniqueColumns(columns: readonly BaseColumn[]): readonly BaseColumn[] {
	if (columns.length < 2) return columns;
	const seen = new Map<string, BaseColumn>();
	for (const column of columns) seen.set(`${column.table}\0${column.column}`, column);
	return seen.size === columns.length ? columns : [...seen.values()];
}
