/**
 * A target column that one mapping fills twice: `copy` names it, and so does another name of `copy` or an entry of `columns`. (The same
 * key twice under `columns` is a `duplicate-key`; a pattern such as `"*"` gives way to `columns`.)
 *
 * **Why it matters.** Only one value can be stored, and nobody sees at a glance which one.
 *
 * **What to do.** Remove one of the two.
 */

import type { Text } from '../spec/spec';
import type { MappingRule } from './rule';

export const columnMappedTwice: MappingRule = {
	code: 'column-mapped-twice',
	group: 'coverage',
	severity: 'error',
	title: 'A target column that is filled twice',
	scope: 'mapping',
	message: ({ column }) => `"${column}" is filled twice in this mapping, and only one value can be stored; remove one of the two`,
	check({ mapping }, _surroundings, report) {
		const written = new Map<string, Text>();
		for (const { column } of mapping.columns) if (!written.has(column.text)) written.set(column.text, column);
		for (const pattern of mapping.copy?.patterns ?? []) {
			const column = pattern.text.slice(pattern.text.indexOf('.') + 1);
			if (/[*?]/.test(column)) continue;
			const other = written.get(column);
			if (other) report(pattern.span, { column }, { related: [{ span: other.span, message: `"${column}" is filled here, too` }] });
			else written.set(column, pattern);
		}
	},
};
