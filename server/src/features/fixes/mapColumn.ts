/** Maps a target column that nothing fills: from the source column of the same name, else with a place to write. */

import { columnOf } from '../../core/catalog/lookup';
import { quoteIdentifier } from '../../core/sql/quote';
import { guessFor } from '../completion/targetColumns';
import type { Fix, FixContext } from './fix';
import { insertInMapping } from './insert';

export function mapColumn({ facts, problem }: FixContext): readonly Fix[] {
	const { column, mapping: name, table } = problem.data ?? {};
	const mapping = facts.mapping(String(name));
	if (!mapping || typeof column !== 'string' || mapping.ignoredColumns.has(column)) return [];
	if (problem.code === 'unmapped-source-column') {
		const item = mapping.items.find(one => one.relation?.name === table);
		const isFree = mapping.table && columnOf(mapping.table, column) && !mapping.column(column);
		if (!item || !isFree) return [];
		const expression = `${quoteIdentifier(item.alias)}.${quoteIdentifier(column)}`;
		const edit = insertInMapping(facts, mapping, ['columns'], column, expression, false);
		return edit ? [{ title: `Map it to "${column}" of the target`, isPreferred: true, edit }] : [];
	}
	if (problem.code !== 'unmapped-required-column' && problem.code !== 'unmapped-target-column') return [];
	const guess = guessFor(column, mapping);
	const edit = insertInMapping(facts, mapping, ['columns'], column, guess ?? '', true);
	if (!edit) return [];
	return [
		{
			title: guess === undefined ? `Map "${column}"` : `Map "${column}" from ${guess}`,
			isPreferred: guess === undefined ? undefined : true,
			edit,
		},
	];
}
