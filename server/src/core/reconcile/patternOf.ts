/** Names the pattern that a difference belongs to: its kind, and the columns that it is about. */

import { assertNever } from '../base/assertNever';
import type { LedgerEntry } from './ledger';
import type { AcceptedBy, RowDifference } from './result';

/** What makes differences alike. */
export interface PatternKey {
	readonly kind: RowDifference['kind'];
	/** Of a changed row: its differing columns, none for combinations that have no pattern of their own. Of a rejected one: what refused it. */
	readonly columns?: readonly string[];
	/** Of a rejected row: why. */
	readonly code?: string;
	/** The entry of the ledger that accepts it. */
	readonly accepted?: LedgerEntry;
}

/** For the text of an accepted pattern its name and reason do. */
type PatternTextKey = Omit<PatternKey, 'accepted'> & { readonly accepted?: AcceptedBy };

/** The sentence that people read; equal for differences of one pattern. */
export function patternText({ kind, columns = [], code, accepted }: PatternTextKey): string {
	if (accepted) return `accepted as "${accepted.name}": ${accepted.reason}`;
	switch (kind) {
		case 'missing':
			return 'missing in the target';
		case 'extra':
			return 'not in the source';
		case 'duplicate':
			return 'keys that stand for several rows';
		case 'changed':
			if (columns.length === 0) return 'other combinations of columns differ';
			return `${listed(columns)} ${columns.length === 1 ? 'differs' : 'differ'}`;
		case 'rejected':
			return `rejected: ${listed(columns)} ${reason(code)}`;
		default:
			return assertNever(kind);
	}
}

/** The pattern among `known` that a difference belongs to; its own when it has none there. */
export function patternOf(difference: RowDifference, known: { has(text: string): boolean }): string {
	const own = patternText({ ...patternKeyOf(difference), accepted: difference.accepted });
	const others = patternText({ kind: difference.kind });
	return !known.has(own) && known.has(others) ? others : own;
}

function patternKeyOf(difference: RowDifference): PatternKey {
	switch (difference.kind) {
		case 'changed':
			return { kind: 'changed', columns: difference.columns.map(column => column.name) };
		case 'rejected':
			return { kind: 'rejected', columns: [difference.column], code: difference.code };
		default:
			return { kind: difference.kind };
	}
}

function reason(code: string | undefined): string {
	if (code === 'missing-parent') return 'refers to no row';
	return code === 'parent-rejected' ? 'refers to a rejected row' : 'cannot take the value';
}

function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
