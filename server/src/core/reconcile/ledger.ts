/**
 * The ledger of known differences (`accept` of a reconcile section): which entry a difference belongs to, and whether an entry still holds
 * once all of its rows are known. Conditions are evaluated by the servers; here only their answers are read.
 */

import type { AcceptedBy, DifferenceKind } from './result';

/** The column by which both SELECTs of a relation with a ledger say which conditions hold for a row: a `1` or `0` for each entry. */
export const ACCEPTED = '$accepted';

export interface LedgerEntry extends AcceptedBy {
	/** Columns that may differ, as the target and as the comparison calls them; empty: whole rows. */
	readonly columns: ReadonlySet<string>;
	/** How many rows at most: a number, or a share of the rows of the source. Undefined: any number. */
	readonly atMost?: { readonly rows: number } | { readonly percent: number };
}

/**
 * The first entry that accepts the difference. `columns`: what differs, or what refused the row. `answers`: what the row says in
 * `ACCEPTED`. A key that stands for several rows is never accepted, as nobody can say which row is meant.
 */
export function acceptedBy(
	ledger: readonly LedgerEntry[],
	kind: DifferenceKind,
	columns: readonly string[],
	answers: string | null,
): LedgerEntry | undefined {
	if (ledger.length === 0 || kind === 'duplicate') return undefined;
	return ledger.find((entry, index) => {
		if (answers?.[index] !== '1') return false;
		return entry.columns.size === 0 || (columns.length > 0 && columns.every(column => entry.columns.has(column)));
	});
}

/** Why an entry that so many rows belong to counts again, as a sentence; undefined while it holds. */
export function whyExceeded({ name, atMost }: LedgerEntry, rows: number, sourceRows: number): string | undefined {
	if (atMost === undefined) return undefined;
	const isShare = 'percent' in atMost;
	if (isShare ? rows * 100 <= atMost.percent * sourceRows : rows <= atMost.rows) return undefined;
	const bound = isShare ? `${atMost.percent}% of the rows` : `${atMost.rows} ${atMost.rows === 1 ? 'row' : 'rows'}`;
	return `the accepted difference "${name}" holds for at most ${bound}, and ${rows} ${rows === 1 ? 'is' : 'are'} found: they count again`;
}
