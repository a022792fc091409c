/**
 * A json value that goes into a text column as it is.
 *
 * **Why it matters.** The text holds the quotes, braces and escapes of JSON: the string "a" becomes three characters.
 *
 * **What to do.** Take the text out of it (`doc ->> 'name'`), or write `cast: text` to say that JSON text is meant.
 */

import type { MappingRule } from './rule';
import { reportLoss } from './storedValues';

export const jsonToText: MappingRule = {
	code: 'json-to-text',
	group: 'types',
	severity: 'information',
	title: 'JSON that becomes text',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted }) =>
		`"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}: it would hold JSON with its quotes and braces; take the text out with ->>, or write "cast: text"`,
	check(mapping, surroundings, report) {
		reportLoss('json-to-text', mapping, surroundings, report);
	},
};
