/**
 * A mapping whose rows cannot be told apart: the target has not exactly one unique key that the mapping fills, and none is written.
 *
 * **Why it matters.** Without a key, rows of source and target cannot be paired, so nobody can say which one differs.
 *
 * **What to do.** Write `key: [columns]` with target columns that identify a row on both sides, or `key: none` to compare rows as a whole.
 */

import type { Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const missingKey: SpecRule = {
	code: 'missing-key',
	group: 'keys and order',
	severity: 'error',
	title: 'A mapping without a key',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ table, candidates }) =>
		candidates === undefined
			? `No unique key of "${table}" is filled by this mapping, so its rows cannot be paired; write "key: [columns]", or "key: none" to compare whole rows`
			: `Several unique keys of "${table}" could pair its rows (${candidates}), and they may disagree; write which one: "key: [columns]"`,
	check(facts, report) {
		for (const mapping of facts.mappings) {
			const { key, table } = mapping;
			if (key.kind !== 'missing' || !table || keysOf(table).some(columns => columns.some(hiddenIn(facts).in(mapping)))) continue;
			const candidates = key.candidates.length > 0 ? key.candidates.map(columns => columns.join(', ')).join(' or ') : undefined;
			report(mapping.mapping.target?.span ?? mapping.mapping.name.span, { table: fullName(table), candidates });
		}
	},
};

function keysOf({ primaryKey, uniqueKeys }: Table): readonly (readonly string[])[] {
	return [...(primaryKey ? [primaryKey] : []), ...uniqueKeys].map(key => key.columns);
}
