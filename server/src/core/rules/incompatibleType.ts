/**
 * A value whose type cannot be stored in its column, or be used as the expression uses it; a literal, or an entry of a map or of the file of
 * a lookup, that is no value of its column's type.
 *
 * **Why it matters.** The database refuses the statement, so not one row of the mapping arrives.
 *
 * **What to do.** Convert it: a `transform` (`parse_date`, `to_boolean`, `from_epoch`, …), a `cast`, or an expression.
 */

import { checkTransform } from '../transform/transforms';
import { reportRefused } from './refusedLiterals';
import type { MappingRule } from './rule';
import { storedValues } from './storedValues';

export const incompatibleType: MappingRule = {
	code: 'incompatible-type',
	group: 'types',
	severity: 'error',
	title: 'A type that does not fit',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ expression, type, column, table, wanted, message, connection, transform, literal, where }) => {
		if (literal !== undefined)
			return `"${literal}"${where} is no value of ${wanted}, the type of "${column}" of "${table}", so every row with it is refused; write one that is`;
		if (transform !== undefined) return `"${transform}" refuses every value here: ${message}`;
		if (message !== undefined) return `The server "${connection}" refuses this: ${message}; convert one of the values`;
		return `"${expression}" is ${type}, and "${column}" of "${table}" is ${wanted}, which cannot take it; convert it with a transform or a cast`;
	},
	check(mapping, surroundings, report) {
		for (const { compatibility, value, span, args } of storedValues(mapping, surroundings)) {
			if (value.problem) {
				const { call, message } = value.problem;
				if (checkTransform(call).length === 0) report(call.span, { ...args(), transform: call.name.text, message });
			} else if (compatibility?.assignment === 'never') report(span, args());
		}
	},
	ofSpec(facts, report) {
		reportRefused('type', facts, report);
	},
};
