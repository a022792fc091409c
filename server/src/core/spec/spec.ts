/**
 * The typed spec: what the YAML of a spec and its fragments says, every node with its span. A section that is missing or misshapen is
 * absent or empty here; the schema's findings say what is wrong with it. Meaning (which table, which type) is not looked at.
 */

import type { Finding } from '../base/problem';
import type { Span } from '../base/span';
import type { ScalarNode, YamlComment } from '../yaml/nodes';
import type { CsvTable } from './sources';

export interface Spec {
	/** The file that it was read from; fragments are among `files`. */
	readonly file: string;
	readonly files: readonly SpecFile[];
	readonly name?: Text;
	readonly description?: Text;
	readonly source?: Side;
	readonly target?: Side;
	readonly parameters: readonly Parameter[];
	readonly include: readonly Text[];
	readonly lookups: readonly Lookup[];
	readonly views: readonly View[];
	readonly copies: readonly CopyPattern[];
	readonly ignore: SidedIgnores;
	/** In order; a name may stand twice (then a finding says so, and the first one counts). */
	readonly mappings: readonly Mapping[];
	readonly reconciliation: readonly QueryPair[];
	readonly quality: readonly QualityRule[];
	readonly acceptance: readonly AcceptanceTest[];
	readonly scope?: Section;
	readonly strategy?: Section;
	readonly cutover?: Section;
	readonly execution?: Section;
	readonly risks?: Section;
	/** Where the top of the spec is, for what is missing altogether. */
	readonly top: Span;
	/** What parsing and the schema found. */
	readonly findings: readonly Finding[];
}

export interface SpecFile {
	readonly file: string;
	readonly text: string;
	readonly isFragment: boolean;
	/** Where each block starts. */
	readonly blocks: readonly SpecBlock[];
}

export interface SpecBlock {
	readonly id: string;
	readonly file: string;
	readonly offset: number;
	readonly text: string;
	readonly comments: readonly YamlComment[];
}

/** A scalar's text with where it stands. */
export interface Text {
	readonly text: string;
	readonly span: Span;
	/** Whether it is written in quotes. */
	readonly quoted: boolean;
}

/** A scalar that is SQL. `node` keeps the way from characters to offsets. */
export interface SqlScalar extends Text {
	readonly node: ScalarNode;
}

/** A scalar that is a value: its digits are kept; NULL is told apart from the text "null". */
export interface Literal {
	/** Null for YAML's plain null. */
	readonly text: string | null;
	readonly span: Span;
	readonly quoted: boolean;
}

export interface Side {
	readonly connection?: Text;
	readonly schemas: readonly Text[];
	readonly span: Span;
}

export interface Parameter {
	readonly name: Text;
	readonly value: Literal;
}

export interface Lookup {
	readonly name: Text;
	readonly span: Span;
	readonly content:
		| { readonly kind: 'inline'; readonly entries: readonly MapPair[] }
		| { readonly kind: 'file'; readonly file: Text; readonly key: Text; readonly value: Text; readonly table?: CsvTable }
		| { readonly kind: 'query'; readonly on: 'source' | 'target'; readonly query: SqlScalar };
}

export interface MapPair {
	readonly key: Literal;
	readonly value: Literal;
}

export interface View {
	readonly name: Text;
	readonly query: SqlScalar;
}

export interface CopyPattern {
	readonly source: Text;
	readonly target: Text;
}

export interface SidedIgnores {
	readonly source: readonly Ignore[];
	readonly target: readonly Ignore[];
}

export interface Ignore {
	readonly pattern: Text;
	readonly reason: Text;
}

export interface Mapping {
	readonly name: Text;
	readonly block: string;
	/** The text of its block (or of its part of a file in one block): what its facts are remembered by. */
	readonly text: string;
	readonly span: Span;
	readonly description?: Text;
	readonly source?: SqlScalar;
	readonly where?: SqlScalar;
	readonly groupBy?: SqlScalar;
	readonly target?: Text;
	readonly key?: MappingKey;
	/** What `by` of a lookup means: expressions over `source`, in the order of `key`. Default: the source expressions of the key's columns. */
	readonly sourceKey: readonly SqlScalar[];
	readonly copy?: ColumnCopy;
	readonly columns: readonly ColumnMapping[];
	readonly ignoreRows: readonly RowIgnore[];
	readonly ignore: SidedIgnores;
	readonly reconcile?: ReconcileOptions;
	readonly highWater?: SqlScalar;
	readonly deletes?: 'compare' | 'none';
	readonly write: 'insert' | 'upsert' | 'replace' | 'append';
	readonly examples: readonly Example[];
	/** Set on mappings made by a `copy` pattern at the top. */
	readonly madeBy?: CopyPattern;
}

export type MappingKey =
	| { readonly kind: 'columns'; readonly columns: readonly Text[]; readonly span: Span }
	| { readonly kind: 'none'; readonly span: Span };

export type ColumnCopy = {
	readonly span: Span;
	/** Names and patterns; `*` for all. */
	readonly patterns: readonly Text[];
	readonly except: readonly Text[];
};

export interface RowIgnore {
	readonly predicate: SqlScalar;
	readonly reason: Text;
}

export interface ColumnMapping {
	/** The target column. */
	readonly column: Text;
	/** Undefined when the entry is misshapen. */
	readonly origin?: Origin;
	readonly transforms: readonly TransformCall[];
	readonly map?: ValueMap;
	readonly otherwise?: Otherwise;
	readonly round?: Literal;
	readonly cast?: Text;
	readonly nullTo?: Literal;
	readonly description?: Text;
	readonly span: Span;
}

export type Origin =
	| { readonly kind: 'sql'; readonly sql: SqlScalar }
	| { readonly kind: 'value'; readonly value: Literal }
	| LookupOrigin
	| {
			readonly kind: 'generated';
			readonly how: 'identity' | 'default' | 'trigger' | 'computed' | 'sequence';
			readonly sequence?: Text;
			readonly span: Span;
	  };

export interface LookupOrigin {
	readonly kind: 'lookup';
	/** Tried in order; with conditions: the first whose condition is true. */
	readonly alternatives: readonly { readonly mapping: Text; readonly condition?: SqlScalar }[];
	readonly by: readonly ColumnSource[];
	readonly take?: Text;
	readonly span: Span;
}

/** What `by` may be: an expression, or the object form of a column without a lookup. */
export interface ColumnSource {
	readonly origin?: Origin;
	readonly transforms: readonly TransformCall[];
	readonly map?: ValueMap;
	readonly otherwise?: Otherwise;
	readonly round?: Literal;
	readonly cast?: Text;
	readonly nullTo?: Literal;
	readonly span: Span;
}

export type ValueMap =
	| { readonly kind: 'inline'; readonly entries: readonly MapPair[]; readonly span: Span }
	| { readonly kind: 'named'; readonly name: Text };

export type Otherwise =
	| { readonly kind: 'reject' | 'null' | 'keep'; readonly span: Span }
	| { readonly kind: 'value'; readonly value: Literal; readonly span: Span };

export interface TransformCall {
	readonly name: Text;
	/** As written, whatever the transform wants. */
	readonly argument?: TransformArgument;
	readonly span: Span;
}

export type TransformArgument =
	| { readonly kind: 'scalar'; readonly value: Literal; readonly sql: SqlScalar }
	| { readonly kind: 'list'; readonly items: readonly { readonly value: Literal; readonly sql: SqlScalar }[]; readonly span: Span }
	| { readonly kind: 'map'; readonly entries: readonly { readonly key: Text; readonly values: readonly Literal[] }[]; readonly span: Span };

export interface ReconcileOptions {
	readonly span: Span;
	readonly checks?: readonly CheckOption[];
	readonly except: readonly Text[];
	readonly tolerance: readonly { readonly column: Text; readonly amount: Literal }[];
	readonly accept: readonly AcceptedDifference[];
	readonly sample?: Literal;
	readonly where?: SqlScalar;
}

export interface CheckOption {
	readonly kind: 'count' | 'rows' | 'balance' | 'checksum' | 'sum' | 'min' | 'max' | 'avg' | 'nulls' | 'distinct' | 'length';
	readonly column?: Text;
	readonly by?: SqlScalar;
	readonly span: Span;
}

export interface AcceptedDifference {
	readonly name: Text;
	readonly reason?: Text;
	readonly columns: readonly Text[];
	readonly where?: SqlScalar;
	readonly atMost?: Literal;
	readonly until?: Literal;
	readonly span: Span;
}

export interface Example {
	readonly name: Text;
	readonly given: readonly {
		readonly table: Text;
		readonly rows: readonly (readonly { readonly column: Text; readonly value: Literal }[])[];
	}[];
	readonly expect:
		| { readonly kind: 'none' }
		| { readonly kind: 'rejected'; readonly column: Text }
		| { readonly kind: 'rows'; readonly rows: readonly (readonly { readonly column: Text; readonly value: Literal }[])[] };
	readonly span: Span;
}

/** `reconciliation.NAME`. */
export interface QueryPair {
	readonly name: Text;
	readonly source?: SqlScalar;
	readonly target?: SqlScalar;
	readonly key: readonly Text[];
	readonly tolerance: readonly { readonly column: Text; readonly amount: Literal }[];
	readonly span: Span;
}

export interface QualityRule {
	readonly name: Text;
	readonly on?: 'source' | 'target';
	readonly when: 'before' | 'after';
	readonly query?: SqlScalar;
	readonly table?: Text;
	readonly rows?: SqlScalar;
	readonly atMost?: Literal;
	readonly severity?: Text;
	/** Who mends what it finds: `owner` of `fix`. */
	readonly fixOwner?: Text;
	/** Until when: `by` of `fix`. */
	readonly fixDue?: Text;
	readonly span: Span;
}

export interface AcceptanceTest {
	readonly name: Text;
	readonly owner?: Text;
	readonly steps?: Text;
	readonly query?: SqlScalar;
	readonly maxMs?: Literal;
	readonly baseline?: 'source';
	readonly span: Span;
}

/** A section of the plan as a tree of typed values, every one with its span. Its own rules read it by key. */
export interface Section {
	readonly span: Span;
	readonly value: PlanValue;
}

export type PlanValue =
	/** `sql`: the same text, for the places where it is SQL. */
	| { readonly kind: 'scalar'; readonly literal: Literal; readonly sql?: SqlScalar; readonly span: Span }
	| { readonly kind: 'map'; readonly entries: readonly { readonly key: Text; readonly value: PlanValue }[]; readonly span: Span }
	| { readonly kind: 'list'; readonly items: readonly PlanValue[]; readonly span: Span };

/** The value at a path of keys, or undefined. */
export function planAt(value: PlanValue | undefined, ...path: readonly string[]): PlanValue | undefined {
	return path.reduce<PlanValue | undefined>(
		(at, key) => (at?.kind === 'map' ? at.entries.find(entry => entry.key.text === key)?.value : undefined),
		value,
	);
}
