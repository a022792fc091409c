/**
 * A mapping that fills a column which the target computes itself (GENERATED ALWAYS AS).
 *
 * **Why it matters.** The database refuses every row.
 *
 * **What to do.** Remove the entry; computed columns need no line. To keep a note, write `{ generated: computed }`.
 */

import { shortened } from '../spec/shapeWords';
import type { MappingRule } from './rule';

export const generatedColumnWritten: MappingRule = {
	code: 'generated-column-written',
	group: 'coverage',
	severity: 'error',
	title: 'A computed column that is filled',
	scope: 'mapping',
	message: ({ column, expression }) =>
		`The target computes "${column}" itself (${shortened(String(expression))}) and refuses every row that brings a value; remove this entry, or write { generated: computed }`,
	check({ columns }, _surroundings, report) {
		for (const { column, written, origin } of columns) {
			if (!written || column?.generated === undefined || origin?.kind === 'generated') continue;
			report(written.column.span, { column: column.name, expression: column.generated });
		}
	},
};
