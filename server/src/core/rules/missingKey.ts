/**
 * A mapping whose rows cannot be told apart: the target has not exactly one unique key that the mapping fills, and none is written.
 *
 * **Why it matters.** Without a key, rows of source and target cannot be paired, so nobody can say which one differs.
 *
 * **What to do.** Write `key: [columns]` with target columns that identify a row on both sides, or `key: none` to compare rows as a whole.
 */

import type { MappingRule } from './rule';

export const missingKey: MappingRule = {
	code: 'missing-key',
	group: 'keys and order',
	severity: 'error',
	title: 'A mapping without a key',
	needs: ['target'],
	whole: true,
	scope: 'mapping',
	message: ({ table, candidates }) =>
		candidates === undefined
			? `No unique key of "${table}" is filled by this mapping, so its rows cannot be paired; write "key: [columns]", or "key: none" to compare whole rows`
			: `Several unique keys of "${table}" could identify its rows (${candidates}); write which one: "key: [columns]"`,
	check({ key, mapping, table }, _surroundings, report) {
		if (key.kind !== 'missing' || !table) return;
		const candidates = key.candidates.length > 0 ? key.candidates.map(columns => columns.join(', ')).join(' or ') : undefined;
		report(mapping.target?.span ?? mapping.name.span, { table: `${table.schema}.${table.name}`, candidates });
	},
};
