/**
 * A function that changes something, waits, or reaches outside of the database: `nextval`, `pg_sleep`, `dblink`, `lo_import`,
 * `pg_read_file`, a volatile function of your own.
 *
 * **Why it matters.** A read-only transaction does not stop all of them, so they are refused before anything is sent.
 *
 * **What to do.** Use an expression without effects. A function of your own that only reads can be declared STABLE or IMMUTABLE.
 */

import type { ForwardingRule } from './rule';

export const unsafeFunction: ForwardingRule = {
	code: 'unsafe-function',
	group: 'SQL',
	severity: 'error',
	title: 'A function with effects',
	scope: 'finding',
	message: ({ name }) =>
		`The function "${name}" may have effects, and a spec only reads, so it is never sent to a database; use a function that is declared stable or immutable`,
};
