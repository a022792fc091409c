/**
 * A database's schema as plain data: what introspection reads, what a snapshot file holds, what analysis asks. Names are as the catalog
 * holds them (never folded, never quoted). Types are PostgreSQL's own names as `format_type` writes them, with modifiers.
 */

export interface Catalog {
	readonly engine: 'postgres';
	/** `server_version_num`, for example 150018. */
	readonly version: number;
	/** Changes when anything else here does, but for estimated rows and bytes. Equal for databases made by the same statements. */
	readonly fingerprint: string;
	readonly settings: CatalogSettings;
	/** Sorted by name, as is every list here, so that a refresh without a change is no difference. */
	readonly schemas: readonly Schema[];
	/** User casts (not the built-in ones). */
	readonly casts: readonly Cast[];
	readonly operators: readonly Operator[];
}

/** Settings that change what values or comparisons mean. */
export interface CatalogSettings {
	readonly encoding: string;
	readonly collation: string;
	readonly timezone: string;
	readonly searchPath: readonly string[];
	readonly standardConformingStrings: boolean;
}

export interface Schema {
	readonly name: string;
	readonly comment?: string;
	readonly tables: readonly Table[];
	readonly types: readonly UserType[];
	readonly functions: readonly UserFunction[];
	readonly sequences: readonly Sequence[];
}

export type TableKind = 'table' | 'partitioned' | 'view' | 'materialized-view' | 'foreign-table';

export interface Table {
	readonly schema: string;
	readonly name: string;
	readonly kind: TableKind;
	readonly comment?: string;
	/** In the table's own order. */
	readonly columns: readonly Column[];
	readonly primaryKey?: UniqueKey;
	/** Unique constraints and unique indexes, without the primary key. */
	readonly uniqueKeys: readonly UniqueKey[];
	readonly foreignKeys: readonly ForeignKey[];
	readonly checks: readonly Check[];
	readonly triggers: readonly Trigger[];
	/** Partitions folded into this table: how many, at all levels. */
	readonly partitions?: number;
	/** `reltuples` (of a partitioned table: the sum of its partitions); undefined when never analysed. Not part of the fingerprint. */
	readonly estimatedRows?: number;
	/** With TOAST and indexes, estimated as `estimatedRows` is. Not part of the fingerprint. */
	readonly bytes?: number;
}

export interface Column {
	readonly name: string;
	/** With modifiers, as `format_type` writes it; a user type with its schema (`app.order_status`). */
	readonly type: string;
	readonly nullable: boolean;
	/** The default's expression. Absent for identity and generated columns. */
	readonly default?: string;
	readonly identity?: 'always' | 'by-default';
	/** The expression of a generated column. */
	readonly generated?: string;
	/** Only when it is not the type's own: `schema.name` or `name` of pg_catalog. */
	readonly collation?: string;
	/** Whether that collation is deterministic. Only given when it is not. */
	readonly nondeterministic?: true;
	readonly comment?: string;
}

export interface UniqueKey {
	readonly name: string;
	readonly columns: readonly string[];
	/** Of a partial unique index. Such an index guarantees nothing for the whole table. */
	readonly where?: string;
	/** An index over an expression: `columns` holds only its plain columns. */
	readonly expressions?: readonly string[];
	readonly nullsNotDistinct?: true;
	readonly deferrable?: true;
}

export interface ForeignKey {
	readonly name: string;
	readonly columns: readonly string[];
	readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
	readonly onDelete?: string;
	readonly onUpdate?: string;
	readonly deferrable?: true;
	readonly notValid?: true;
}

export interface Check {
	readonly name: string;
	readonly expression: string;
	readonly notValid?: true;
}

export interface Trigger {
	readonly name: string;
	/** As `pg_get_triggerdef` writes it. */
	readonly definition: string;
	readonly enabled: boolean;
}

export type UserType = EnumType | DomainType | CompositeType | RangeType;

interface UserTypeBase {
	readonly schema: string;
	readonly name: string;
	readonly comment?: string;
}
export interface EnumType extends UserTypeBase {
	readonly kind: 'enum';
	/** In sort order. */
	readonly labels: readonly string[];
}
export interface DomainType extends UserTypeBase {
	readonly kind: 'domain';
	readonly baseType: string;
	readonly nullable: boolean;
	readonly default?: string;
	readonly checks: readonly Check[];
}
export interface CompositeType extends UserTypeBase {
	readonly kind: 'composite';
	readonly attributes: readonly { readonly name: string; readonly type: string }[];
}
export interface RangeType extends UserTypeBase {
	readonly kind: 'range';
	readonly subtype: string;
}

export type Volatility = 'immutable' | 'stable' | 'volatile';

/** A function, aggregate, window function or procedure of the user's own schemas. */
export interface UserFunction {
	readonly schema: string;
	readonly name: string;
	readonly kind: 'function' | 'aggregate' | 'window' | 'procedure';
	/** Input argument types. */
	readonly arguments: readonly string[];
	readonly variadic?: true;
	/** How many of the last arguments have defaults. */
	readonly defaults?: number;
	readonly result: string;
	readonly set?: true;
	readonly volatility: Volatility;
	readonly strict: boolean;
	readonly language: string;
}

export interface Operator {
	readonly schema: string;
	readonly name: string;
	readonly left?: string;
	readonly right: string;
	readonly result: string;
	/** `schema.function`. */
	readonly function: string;
	readonly volatility: Volatility;
}

export interface Cast {
	readonly source: string;
	readonly target: string;
	readonly context: 'implicit' | 'assignment' | 'explicit';
	/** `schema.function`, or undefined for binary-coercible and I/O casts. */
	readonly function?: string;
}

export interface Sequence {
	readonly schema: string;
	readonly name: string;
	readonly type: string;
	readonly start: string;
	readonly increment: string;
	readonly minimum: string;
	readonly maximum: string;
	readonly cycle: boolean;
	/** The column it belongs to (serial or identity). */
	readonly ownedBy?: { readonly schema: string; readonly table: string; readonly column: string };
}
