/**
 * What stands where in the rows that a row comparison reads: the key, then the other compared columns, both in canonical text, then a few
 * columns about the row. The queries are built and their rows are read by this one agreement.
 */

import type { Span } from '../base/span';
import { isIntegerType } from '../sql/dialects/canonicalText';
import type { KeyOrder } from './keyOrder';
import type { LedgerEntry } from './ledger';
import type { CellValue, NamedValue, SourceRow } from './result';
import type { Row } from './rowCursor';
import type { Tolerance } from './tolerance';

export interface RowLayout {
	/** `by-key`: at most one row of a key on each side. `multiset`: the key is the whole row, and equal rows are counted. */
	readonly mode: 'by-key' | 'multiset';
	readonly key: readonly KeyCell[];
	readonly columns: readonly ComparedCell[];
	/** The mappings that yield rows of the source: one, or the group that shares a target. */
	readonly members: readonly Member[];
	/** Whether differences keep all that the source yields, to be written down as SQL. */
	readonly keepsSourceRows?: boolean;
	/** Known differences; with any, the last column of a row on either side says which conditions of them hold. */
	readonly ledger?: readonly LedgerEntry[];
}

export interface KeyCell {
	readonly name: string;
	readonly type: string;
	readonly order: KeyOrder;
}

export interface ComparedCell {
	readonly name: string;
	readonly type: string;
	readonly column?: string;
	readonly tolerance?: Tolerance;
	/** How the spec fills it, where explanations of differences depend on that; `query`: of a free pair. */
	readonly origin?: 'lookup' | 'value' | 'query';
}

export interface Member {
	readonly mapping: string;
	/** The columns that it yields, each with where the spec produces it. */
	readonly spans: ReadonlyMap<string, Span | undefined>;
}

/** The name of the part of a multiset's key that holds foreign keys which lead nowhere. */
export const DANGLING = '$dangling';

/** What stands behind the compared columns of a source row. */
export function aboutSource(layout: RowLayout, row: Row): AboutSource {
	const start = layout.key.length + layout.columns.length;
	return {
		rejected: row[start] ?? null,
		value: row[start + 1] ?? null,
		code: row[start + 2] ?? null,
		member: layout.members[Number(row[start + 3] ?? 0)],
	};
}

/** The column that refused the row, the value and why; all NULL when the row is fine. */
export interface AboutSource {
	readonly rejected: string | null;
	readonly value: string | null;
	readonly code: string | null;
	readonly member: Member | undefined;
}

/** Of a target row: the foreign keys that lead nowhere, column to value; undefined when there are none. */
export function danglingOf(layout: RowLayout, row: Row): Readonly<Record<string, unknown>> | undefined {
	const text = row[layout.key.length + layout.columns.length] ?? null;
	return text === null ? undefined : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

/** Which conditions of the ledger hold for a row, when there is a ledger: the last column of either side. */
export function acceptedAnswers(layout: RowLayout, row: Row): string | null {
	return layout.ledger?.length ? (row.at(-1) ?? null) : null;
}

export function keyOf(layout: RowLayout, row: Row): readonly NamedValue[] {
	const values = layout.key.map(({ name, type }, i) => ({ name, value: cellValue(row[i] ?? null, type) }));
	return values.filter(({ name, value }) => name !== DANGLING || value !== null);
}

/** What the source yields beside the key, when it is to be kept. */
export function sourceRowOf(layout: RowLayout, row: Row): { readonly sourceRow?: SourceRow } {
	if (!layout.keepsSourceRows) return {};
	return { sourceRow: layout.columns.map(({ name, type }, i) => ({ name, value: cellValue(row[layout.key.length + i] ?? null, type) })) };
}

/** A value for a report: integers as numbers when a JSON number holds them exactly, all else as the database writes it. */
export function cellValue(text: string | null, type: string): CellValue {
	if (text === null || !isIntegerType(type)) return text;
	const number = Number(text);
	return Number.isSafeInteger(number) ? number : text;
}
