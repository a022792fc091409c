/**
 * What is compared: two SELECTs that yield the same columns, one for each side, as plain values. How they were made (from mappings or from a
 * free pair of queries) is of no matter to the checks.
 */

import type { SqlText } from '../sql/composed';
import { compose, inParentheses } from '../sql/composed';
import type { Member } from './rowLayout';
import type { Tolerance } from './tolerance';

export interface ComparedRelation {
	readonly columns: readonly RelationColumn[];
	/** False: rows are compared as a multiset (`key: none`). */
	readonly hasKey: boolean;
	readonly members: readonly Member[];
	/** Yields the columns by name, and the three of `ABOUT_SOURCE`. */
	readonly source: SqlText;
	/** Yields the columns by name, and `$dangling`. */
	readonly target: SqlText;
}

export interface RelationColumn {
	readonly name: string;
	/** The same on both sides. */
	readonly type: string;
	readonly isKey: boolean;
	readonly tolerance?: Tolerance;
	/** Why it cannot be compared; then the SELECTs need not yield it. */
	readonly notCompared?: string;
}

/** The target column that refused the row, the value that was refused, the number of the member of the group; NULL, NULL, 0 when all is well. */
export const ABOUT_SOURCE = { rejected: '$rejected', value: '$rejected_value', member: '$member' } as const;
/** A JSON object, column to value, of the foreign keys that lead nowhere; NULL when there are none. */
export const ABOUT_TARGET = { dangling: '$dangling' } as const;

/** Our own SQL around a SELECT. */
export function wrapSql(before: string, sql: SqlText, after: string): SqlText {
	return compose([before, inParentheses(sql), after]);
}
