/**
 * A target column that one mapping fills twice.
 *
 * **Why it matters.** Only one value can be stored; which one, nobody can say by looking.
 *
 * **What to do.** Remove one of the two entries.
 */

import type { Text } from '../spec/spec';
import type { MappingRule } from './rule';

export const columnMappedTwice: MappingRule = {
	code: 'column-mapped-twice',
	group: 'coverage',
	severity: 'error',
	title: 'A target column that is filled twice',
	scope: 'mapping',
	message: ({ column }) => `"${column}" is filled twice in this mapping; remove one of the two`,
	check({ mapping }, _surroundings, report) {
		const first = new Map<string, Text>();
		for (const { column } of mapping.columns) {
			const earlier = first.get(column.text);
			if (!earlier) first.set(column.text, column);
			else
				report(
					column.span,
					{ column: column.text },
					{ related: [{ span: earlier.span, message: `"${column.text}" is filled here first` }] },
				);
		}
	},
};
