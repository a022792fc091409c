/** What analysis knows of a spec: the face of the mapping room, as plain data. Rules, compilers, coverage and features read it. */

import type { Finding } from '../base/problem';
import type { Span } from '../base/span';
import type { Column, Table } from '../catalog/catalog';
import type { CatalogChange } from '../catalog/diff';
import type { CatalogLookup } from '../catalog/lookup';
import type { Connections } from '../spec/connections';
import type { Settings } from '../spec/settings';
import type { ColumnMapping, Lookup, Mapping, Origin, Spec, SqlScalar, View } from '../spec/spec';
import type { BaseColumn, ScopeItem, SqlAnalysis, SqlNames } from '../sql/analysis';
import type { SqlSource } from '../sql/source';

export interface SpecFacts {
	/** The same object from one keystroke to the next, see `kept.ts`. */
	readonly identity: object;
	readonly spec: Spec;
	readonly connections?: Connections;
	readonly settings?: Settings;
	/** Undefined when there is no catalog for that side: then everything that needs it stays silent. */
	readonly source?: CatalogLookup;
	readonly target?: CatalogLookup;
	/** Of a side whose catalog file cannot be used: why, for example `is not JSON`. */
	readonly unreadable?: { readonly source?: string; readonly target?: string };
	/** What names mean on each side; the source side knows the views and lookups of the spec. */
	readonly sourceNames: SqlNames;
	readonly targetNames: SqlNames;
	/** Whether an environment variable is set. Undefined where nobody may look. */
	readonly isSet?: (variable: string) => boolean;
	/** Sides whose database is known to have changed since its catalog was taken. */
	readonly stale?: readonly ('source' | 'target')[];
	/** What has changed there, where it was asked for. */
	readonly drift?: { readonly source?: readonly CatalogChange[]; readonly target?: readonly CatalogChange[] };
	/** Parameter name to SQL literal. */
	readonly parameters: ReadonlyMap<string, string>;
	readonly views: readonly ViewFacts[];
	readonly lookups: readonly LookupFacts[];
	/** Written ones in order, then those made by `copy` patterns. Of a name that stands twice, both. */
	readonly mappings: readonly MappingFacts[];
	/** The first mapping of that name. */
	mapping(name: string): MappingFacts | undefined;
	/** SQL of `reconciliation`, `quality`, `acceptance`, and what stands over the target in a mapping: all that `pieces`, views and lookups lack. */
	readonly queries: readonly SqlPiece[];
	/** Of everything that belongs to no mapping. */
	readonly findings: readonly Finding[];
}

/** A piece of SQL with what it reads. */
export interface SqlPiece {
	readonly scalar: SqlScalar;
	readonly sql: SqlSource;
	readonly analysis: SqlAnalysis;
	/** Names of the parameters used. */
	readonly parameters: readonly string[];
}

export interface ViewFacts {
	readonly view: View;
	readonly piece: SqlPiece;
}

export interface LookupFacts {
	readonly lookup: Lookup;
	/** Of a query lookup. */
	readonly piece?: SqlPiece;
	/** Column names of `lookup.NAME`; undefined when unknown. */
	readonly columns?: readonly string[];
}

export interface MappingFacts {
	readonly name: string;
	readonly mapping: Mapping;
	readonly from?: SqlPiece;
	readonly where?: SqlPiece;
	readonly groupBy?: SqlPiece;
	readonly highWater?: SqlPiece;
	/** Of `source_key`, in the order of the key; empty when it is not written. */
	readonly sourceKey: readonly SqlPiece[];
	readonly rowIgnores: readonly { readonly piece: SqlPiece; readonly reason: string }[];
	/** The target table, when its catalog knows it. */
	readonly table?: Table;
	/** The names of the FROM clause. */
	readonly items: readonly ScopeItem[];
	/** Whether the FROM clause parsed and all of its tables and columns are known. */
	readonly scopeKnown: boolean;
	/** Columns that the mapping fills: written ones in order, then copied ones in the order of the target. */
	readonly columns: readonly ColumnFacts[];
	/** By target column, the first wins. */
	column(name: string): ColumnFacts | undefined;
	/** Target columns left out, with the reason (the mapping's own ignores first, then the top's). */
	readonly ignoredColumns: ReadonlyMap<string, IgnoredBy>;
	readonly key: KeyFacts;
	/** Every piece of SQL in the mapping. */
	readonly pieces: readonly SqlPiece[];
	/** Every base column of the source that the mapping reads. */
	readonly reads: readonly BaseColumn[];
	/** Of everything in the mapping's block. */
	readonly findings: readonly Finding[];
}

export interface IgnoredBy {
	readonly reason: string;
	readonly span: Span;
}

export interface ColumnFacts {
	/** The target column's name as the catalog has it, or as written. */
	readonly name: string;
	readonly column?: Column;
	/** Undefined for copied columns. */
	readonly written?: ColumnMapping;
	/** The line of the spec that produces it. */
	readonly span: Span;
	readonly origin: OriginFacts | undefined;
}

export type OriginFacts =
	| { readonly kind: 'sql'; readonly piece: SqlPiece }
	| {
			readonly kind: 'copy';
			readonly alias: string;
			readonly column: string;
			readonly type?: string;
			readonly reads: readonly BaseColumn[];
	  }
	| { readonly kind: 'value'; readonly value: Extract<Origin, { kind: 'value' }>['value'] }
	| { readonly kind: 'generated'; readonly how: Extract<Origin, { kind: 'generated' }>['how'] }
	| LookupOriginFacts;

export interface LookupOriginFacts {
	readonly kind: 'lookup';
	readonly alternatives: readonly { readonly mapping: string; readonly span: Span; readonly condition?: SqlPiece }[];
	/** The parts of `by`, in the order of the looked-up mapping's key. */
	readonly by: readonly ByFacts[];
	/** The column of the looked-up target table whose value is taken, when it can be known. */
	readonly take?: string;
}

export interface ByFacts {
	readonly span: Span;
	/** The written form, with its steps. */
	readonly written: Pick<ColumnMapping, 'transforms' | 'map' | 'otherwise' | 'round' | 'cast' | 'nullTo'>;
	readonly origin: Extract<OriginFacts, { kind: 'sql' | 'value' }> | undefined;
}

export type KeyFacts =
	| { readonly kind: 'columns'; readonly columns: readonly string[]; readonly written: boolean }
	| { readonly kind: 'none' }
	/** It must be written: `candidates` are the unique keys that might serve. */
	| { readonly kind: 'missing'; readonly candidates: readonly (readonly string[])[] }
	/** Not to be known without the target's catalog. */
	| { readonly kind: 'unknown' };
