/**
 * Rows of the source whose value a transform, a `cast`, a `round` or the type of the column refuses. Found by looking at the data:
 * `crosswalk validate --live`.
 *
 * **Why it matters.** Such a row is rejected: it does not arrive, and reconciliation counts it until somebody decides about it.
 *
 * **What to do.** Mend the values in the source, turn them into NULL on purpose (`zero_date_to_null`, `null_if`), or leave the rows out with a
 * reason (`ignore.rows`).
 */

import type { ForwardingRule } from './rule';

export const valuesRejected: ForwardingRule = {
	code: 'values-rejected',
	group: 'data',
	severity: 'error',
	title: 'Values that a step refuses',
	scope: 'finding',
	message: ({ message }) => String(message),
};
