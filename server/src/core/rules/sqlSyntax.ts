/**
 * PostgreSQL's own parser refuses the text at the marked character.
 *
 * **Why it matters.** The statement cannot run.
 *
 * **What to do.** Mend the SQL at the marked place. Everything before it was accepted.
 */

import type { ForwardingRule } from './rule';

export const sqlSyntax: ForwardingRule = {
	code: 'sql-syntax',
	group: 'SQL',
	severity: 'error',
	title: 'SQL that PostgreSQL cannot parse',
	scope: 'finding',
	message: ({ message }) => `PostgreSQL refuses this SQL here, so it cannot run: ${message}`,
};
