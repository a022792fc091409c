/** What compiling a mapping needs to know beyond the spec, and what comes out. */

import type { Span } from '../base/span';
import type { TableRead } from '../sql/analysis';
import type { SqlText } from '../sql/composed';
import type { SqlPiece } from './facts';
import type { Leaf } from './keyLeaves';

export interface CompileOptions {
	/** `server_version_num` of each side. */
	readonly sourceVersion: number;
	readonly targetVersion: number;
	/** Types of the user's expressions as the source server describes them, by `DescribedOutput.id` (see `compileDescribe`). */
	readonly types?: ReadonlyMap<string, string>;
	/** The rows of query lookups, by name. One that is absent is compiled as an empty table with a comment: good for showing only. */
	readonly lookupRows?: ReadonlyMap<string, LookupRows>;
	/** What is read in place of a table; undefined: the table itself. */
	readonly standIn?: (piece: SqlPiece, read: TableRead) => StandIn | undefined;
	/** Mappings whose rows are not asked for: whatever looks them up finds its parent. */
	readonly assumedParents?: ReadonlySet<string>;
}

/** Rows that stand for a table. */
export interface StandIn {
	/** Equal for equal rows. */
	readonly name: string;
	readonly columns: readonly string[];
	/** A query of these columns. */
	rows(clause: { user(piece: SqlPiece): SqlText }): SqlText;
}

export interface LookupRows {
	readonly columns: readonly { readonly name: string; readonly type?: string }[];
	readonly rows: readonly (readonly (string | null)[])[];
}

/** A column that both SELECTs of a comparison yield, in the same order and type. */
export interface ComparedColumn {
	/** The target column; for a lookup by several columns `COLUMN.KEY`. */
	readonly name: string;
	/** The target column that it belongs to. */
	readonly column: string;
	/** A type of PostgreSQL that both servers have. Of integers the SELECTs may yield narrower ones. */
	readonly type: string;
	readonly isKey: boolean;
	/** The line of the spec that produces it, in the first member of the group. */
	readonly span: Span;
	/** Set for what a lookup finds, and for a constant. */
	readonly origin?: 'lookup' | 'value';
	/** Why it cannot be compared; then the SELECTs do not yield it. */
	readonly notCompared?: string;
}

/** A compared column with where the target keeps it. */
export interface PlannedColumn extends ComparedColumn {
	/** Undefined when it is not compared. */
	readonly leaf?: Leaf;
	/** Which of the target column's leaves. */
	readonly index: number;
}

/** Two SELECTs whose rows are equal when the migration is right. */
export interface CompiledComparison {
	readonly columns: readonly ComparedColumn[];
	/** False: `key: none`, or a key that cannot be compared. */
	readonly hasKey: boolean;
	/** Whether the target's catalog promises that no two of its rows have one key. */
	readonly targetKeyIsUnique: boolean;
	/** Why rows of the two sides cannot be brought together; they can be counted all the same. */
	readonly notPaired?: string;
	/** The mappings of the group, in the order of the numbers in `$member`. */
	readonly members: readonly { readonly mapping: string; readonly spans: ReadonlyMap<string, Span> }[];
	/** Yields the columns, then the ones of `ABOUT`. */
	readonly source: SqlText;
	/** Yields the columns, then `$dangling`. */
	readonly target: SqlText;
}

/**
 * What a source row says about itself, all NULL when it is fine: the target column that refused it, the value that was refused as text, and
 * the code (`refused-value`, `missing-parent`, `parent-rejected`); then the number of its mapping in the group.
 */
export const ABOUT = { rejected: '$rejected', value: '$rejected_value', code: '$rejected_code', member: '$member' } as const;

/**
 * Where a row lies in the first table of its mapping, or in the target table, as a `ctid`: what a scan can be divided by. Only there when
 * every row has such a place.
 */
export const PLACE = '$place';
