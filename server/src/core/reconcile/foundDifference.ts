/** A difference as the comparison meets it: what it is about, and the rows as they were read. */

import type { LedgerEntry } from './ledger';
import type { ChangedColumn, RowDifference } from './result';
import type { Row } from './rowCursor';

export interface FoundDifference {
	readonly kind: RowDifference['kind'];
	/** The row of the side that has it, of the source when both have: for what rows of a pattern have in common. */
	readonly row?: Row;
	/** Of a changed row. */
	readonly changes?: readonly ChangedColumn[];
	/** Of a rejected row: the column that refuses it, the value, and why. */
	readonly refused?: Pick<Extract<RowDifference, { kind: 'rejected' }>, 'column' | 'value' | 'code' | 'span'>;
	/** Of a key that stands for several rows: how many on each side. */
	readonly rows?: { readonly source: number; readonly target: number };
	/** The entry of the ledger that accepts it. */
	readonly accepted?: LedgerEntry;
}
