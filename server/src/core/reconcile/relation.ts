/**
 * What is compared: two SELECTs that yield the same columns, one for each side, as plain values. How they were made (from mappings or from a
 * free pair of queries) is of no matter to the checks.
 */

import type { SqlText } from '../sql/composed';
import { compose, inParentheses } from '../sql/composed';
import type { LedgerEntry } from './ledger';
import type { Member } from './rowLayout';
import type { Tolerance } from './tolerance';

export interface ComparedRelation {
	readonly columns: readonly RelationColumn[];
	/** False: rows are compared as a multiset (`key: none`). */
	readonly hasKey: boolean;
	/** Whether the target's catalog promises that no two of its rows have one key. */
	readonly targetKeyIsUnique?: boolean;
	/** Why rows of the two sides cannot be brought together; they can be counted all the same. */
	readonly notPaired?: string;
	readonly members: readonly Member[];
	/** Whether differences keep all that the source yields. */
	readonly keepsSourceRows?: boolean;
	/** Known differences; with any, both SELECTs yield `$accepted` (see `ledger`). */
	readonly ledger?: readonly LedgerEntry[];
	/** Yields the columns by name, and those of `ABOUT`. */
	readonly source: SqlText;
	/** Yields the columns by name, and `$dangling`. */
	readonly target: SqlText;
}

export interface RelationColumn {
	readonly name: string;
	/** The same on both sides. */
	readonly type: string;
	readonly isKey: boolean;
	/** The target column that it belongs to, when that is another name: a lookup by several columns has a column for each. */
	readonly column?: string;
	readonly tolerance?: Tolerance;
	/** How the spec fills it, where explanations of differences depend on that; `query`: of a free pair. */
	readonly origin?: 'lookup' | 'value' | 'query';
	/** Left out on purpose. */
	readonly excepted?: boolean;
	/** Why it cannot be compared; then the SELECTs need not yield it. */
	readonly notCompared?: string;
}

/** Our own SQL around a SELECT. */
export function wrapSql(before: string, sql: SqlText, after: string): SqlText {
	return compose([before, inParentheses(sql), after]);
}
