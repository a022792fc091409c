/**
 * A statement that would change data or structure: INSERT, UPDATE, DELETE, MERGE, CREATE, COPY, SELECT INTO, FOR UPDATE, a data-
 * modifying WITH.
 *
 * **Why it matters.** A spec describes and checks; it never writes outside of `run`, `sync` and `rollback`. Such SQL is never sent to
 * a database.
 *
 * **What to do.** Write a SELECT. What must change before the migration belongs in a runbook step.
 */

import type { ForwardingRule } from './rule';

export const writesData: ForwardingRule = {
	code: 'writes-data',
	group: 'SQL',
	severity: 'error',
	title: 'SQL that changes data',
	scope: 'finding',
	message: ({ what }) => `${what} would change or lock data, and a spec only reads, so this is never sent to a database; write a SELECT`,
};
