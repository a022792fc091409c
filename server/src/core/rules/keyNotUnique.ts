/**
 * A written `key` whose columns no unique key of the target table makes unique.
 *
 * **Why it matters.** Rows are paired by the key: where two rows have the same one, reconciliation cannot tell which belongs to which.
 *
 * **What to do.** Write the columns of a unique key, make these unique in the target, or write `key: none` to compare whole rows.
 */

import { columnOf, fullName } from '../catalog/lookup';
import type { MappingRule } from './rule';

export const keyNotUnique: MappingRule = {
	code: 'key-not-unique',
	group: 'keys and order',
	severity: 'warning',
	title: 'A key that pairs several rows',
	needs: ['target'],
	scope: 'mapping',
	message: ({ columns, table, candidates }) =>
		`No unique key of "${table}" makes (${columns}) unique, so that several rows could have one key and cannot be paired${candidates === undefined ? '; add a unique index, or write "key: none"' : `; its keys are ${candidates}`}`,
	check({ mapping, table, key }, _surroundings, report) {
		if (!table || key.kind !== 'columns' || mapping.key?.kind !== 'columns') return;
		const known = key.columns.every(name => columnOf(table, name));
		const unique = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys].filter(
			one => one.where === undefined && (one.expressions ?? []).length === 0,
		);
		if (!known || unique.some(one => one.columns.every(column => key.columns.includes(column)))) return;
		const candidates = unique.map(one => `(${one.columns.join(', ')})`).join(', ');
		report(mapping.key.span, { columns: key.columns.join(', '), table: fullName(table), candidates: candidates || undefined });
	},
};
