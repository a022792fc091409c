/**
 * Rows of the source that look up what another mapping does not bring, or itself rejects. Found by looking at the data:
 * `crosswalk validate --live`.
 *
 * **Why it matters.** Such a row is rejected, and so are the rows that look it up.
 *
 * **What to do.** Bring the missing rows, leave these out with a reason (`ignore.rows`), or say what becomes of them (`otherwise: null`).
 */

import type { ForwardingRule } from './rule';

export const lookupWithoutPartner: ForwardingRule = {
	code: 'lookup-without-partner',
	group: 'data',
	severity: 'error',
	title: 'Lookups that find nothing',
	scope: 'finding',
	message: ({ message }) => String(message),
};
