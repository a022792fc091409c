/** What a piece of SQL reads and what is wrong with it: the face of the SQL room, as plain data. */

import type { Finding } from '../base/problem';
import type { Span } from '../base/span';
import type { Typed } from './types/typeOf';
import type { Signature, UserTypeKind } from './types/typeSystem';

/** What one place of a spec allows. */
export type SqlPlace =
	/** One scalar expression over `scope`. */
	| 'expression'
	/** A condition over `scope`. */
	| 'condition'
	/** A FROM clause. */
	| 'from'
	/** The list of a GROUP BY clause over `scope`. */
	| 'group-by'
	/** One SELECT (also VALUES, WITH … SELECT). */
	| 'query';

/** What table names mean to a piece of SQL. */
export interface SqlNames {
	/** A table, view, lookup or view of the spec; undefined when there is none. `unknowable` when no catalog can tell. */
	relation(schema: string | undefined, name: string): Relation | 'unknowable' | undefined;
	/** The nearest name for a message, written as the user would write it. */
	nearestRelation(schema: string | undefined, name: string): string | undefined;
	/** How the functions of that name behave. `unknowable` without a catalog (built-in functions are known without one). */
	functions(schema: string | undefined, name: string): FunctionKnowledge | 'unknowable' | undefined;
	/** The nearest known function name. */
	nearestFunction(name: string): string | undefined;
	/** The worst volatility of the user's own operators of that name; undefined when there are none. */
	operators?(name: string): FunctionKnowledge['volatility'] | undefined;
	/** The worst volatility of the functions that cast values to the user's own type of that name; undefined when there are none. */
	casts?(schema: string | undefined, type: string): FunctionKnowledge['volatility'] | undefined;
	/** The user's functions of that name as they can be called; undefined when no catalog can tell. */
	signatures?(schema: string | undefined, name: string): readonly Signature[] | undefined;
	/** The user's type of that name. Without a schema: the only one of that name. */
	type?(schema: string | undefined, name: string): UserTypeKind | undefined;
}

export interface FunctionKnowledge {
	/** The worst of the overloads. */
	readonly volatility: 'immutable' | 'stable' | 'volatile';
	readonly aggregate: boolean;
	/** Only a window function, such as `row_number`. */
	readonly window: boolean;
	/** Known to have effects, or to reach outside, whatever its volatility says. A volatile function of the user's is unsafe in any case. */
	readonly unsafe: boolean;
	/** Its columns when it stands in a FROM clause: `scalar` is one column, named after the alias; undefined when they cannot be known. */
	readonly columns?: 'scalar' | readonly string[];
}

/** Something that can stand in a FROM clause. */
export interface Relation {
	/** `schema.table` of a catalog table; `view NAME`, `lookup.NAME` for the spec's own. */
	readonly name: string;
	readonly kind: 'table' | 'view' | 'lookup';
	/** Undefined when they cannot be known (a view over an unknown table). */
	readonly columns: readonly RelationColumn[] | undefined;
	/** Base columns that reading the relation at all reads (join conditions and filters of a view). */
	readonly always: readonly BaseColumn[];
}

export interface RelationColumn {
	readonly name: string;
	/** The base columns that it is made of; a catalog table's column is made of itself. */
	readonly reads: readonly BaseColumn[];
	/** The catalog's type when the column is passed through unchanged. */
	readonly type?: string;
	readonly nullable?: boolean;
}

/** `schema.table` and column of a catalog. */
export interface BaseColumn {
	readonly table: string;
	readonly column: string;
}

/** A name of the FROM clause that expressions may use. */
export interface ScopeItem {
	/** The alias, or the table's own name. */
	readonly alias: string;
	readonly relation: Relation | undefined;
	/** The table's name where it is written. */
	readonly span: Span;
	/** Where its alias is written; undefined when it goes by the table's own name. */
	readonly aliasSpan: Span | undefined;
	/** Whether an outer join can make all of its columns NULL. */
	readonly nullable: boolean;
	/** Columns as seen through this item (an alias may rename them); undefined when unknown. */
	readonly columns: readonly RelationColumn[] | undefined;
	/** Set when it may have more columns than these: a function whose result is of any kind. */
	readonly open?: true;
}

/** A FROM clause as seen by the expressions over it. */
export interface Scope {
	readonly items: readonly ScopeItem[];
	/** Whether some table or its columns are unknown: then an unknown name may be right, and is not reported. */
	readonly open: boolean;
	/** What a name without a qualifier may be, in the order of `*`. Undefined: every column of every item (nothing is merged by USING). */
	readonly unqualified?: readonly ScopeColumn[];
}

/** A column that a name without a qualifier may be. */
export interface ScopeColumn extends RelationColumn {
	/** The item that it belongs to; of columns merged by USING or NATURAL, the first one. */
	readonly alias: string;
}

export interface ColumnRead {
	/** Where the reference stands. */
	readonly span: Span;
	/** The part of it that names the column. */
	readonly columnSpan: Span;
	/** The alias that it resolved to; undefined when it did not resolve, or resolved to a column of the output (ORDER BY, GROUP BY). */
	readonly alias?: string;
	/** `*` when the whole row is read. */
	readonly column: string;
	readonly base: readonly BaseColumn[];
}

/** The name of an item of the FROM clause where it is used: before a column or `*`, or for its whole row. */
export interface ItemUse {
	/** The name alone. */
	readonly span: Span;
	readonly item: ScopeItem;
}

export interface TableRead {
	readonly span: Span;
	readonly relation: Relation | undefined;
	/** As written. */
	readonly name: string;
}

export interface FunctionCall {
	readonly span: Span;
	readonly schema?: string;
	readonly name: string;
}

export interface OutputColumn extends RelationColumn {
	/** The expression, or the `*`. */
	readonly span: Span;
}

/** A column of an item of the FROM clause. */
export interface JoinColumn {
	readonly alias: string;
	readonly column: string;
}

/** A join, with what it asks for as far as that can be said in columns. */
export interface Join {
	readonly kind: 'inner' | 'left' | 'right' | 'full' | 'cross';
	/** The first table that it brings. */
	readonly span: Span;
	/** The aliases of its sides. */
	readonly left: readonly string[];
	readonly right: readonly string[];
	/** Columns that must be equal. */
	readonly pairs: readonly (readonly [JoinColumn, JoinColumn])[];
	/** Columns that must be equal to a constant. */
	readonly fixed: readonly JoinColumn[];
	/** Whether its condition says anything else. */
	readonly hasOther: boolean;
}

export interface SqlAnalysis {
	readonly place: SqlPlace;
	/** Whether it parsed and is what its place allows. The lists below are empty when not. */
	readonly ok: boolean;
	/** Every column reference, in order of position; also those inside subqueries. */
	readonly reads: readonly ColumnRead[];
	readonly tables: readonly TableRead[];
	readonly itemUses: readonly ItemUse[];
	readonly functions: readonly FunctionCall[];
	/** Codes `sql-syntax`, `not-an-expression`, `not-a-query`, `writes-data`, `unsafe-function`, `unknown-table`, `unknown-column`, `ambiguous-column`, `unknown-function`, `aggregate-without-group-by`. */
	readonly findings: readonly Finding[];
	/** Of a FROM clause: the names that expressions over it may use. */
	readonly scope?: Scope;
	/** Of a FROM clause: its joins, without those inside of subqueries. */
	readonly joins?: readonly Join[];
	/** Of a condition: columns that are equal to a constant wherever it is true. */
	readonly fixed?: readonly JoinColumn[];
	/** Of an expression: for each `||` of texts that gives NULL because columns may be NULL, these columns. */
	readonly nullConcatenations?: readonly (readonly ColumnRead[])[];
	/** Of a query: its columns; undefined when they cannot be known. */
	readonly output?: readonly OutputColumn[];
	/** Of a query: what it reads whatever columns are asked of it (conditions, joins, grouping). Of the others: all that is read. */
	readonly always: readonly BaseColumn[];
	/** Of an expression: whether it is one plain column reference. */
	readonly plainColumn?: ColumnRead;
	/** Of an expression: its type (`unknown` for an untyped literal) and whether it can be NULL, as far as both are known. */
	readonly value?: Typed;
	/** Of an expression: whether it holds an aggregate outside of a subquery. */
	readonly aggregates: boolean;
}
