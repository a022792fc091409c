/** Leaves out what nobody decided about, with a reason for the user to write: in the mapping, or at the top for every mapping. */

import { fullName } from '../../core/catalog/lookup';
import type { Fix, FixContext } from './fix';
import { insertAtTop, insertInMapping, reason } from './insert';

export function ignoreColumn({ facts, problem }: FixContext): readonly Fix[] {
	const { column, mapping: name, table } = problem.data ?? {};
	const mapping = facts.mapping(String(name));
	switch (problem.code) {
		case 'unmapped-target-column': {
			if (!mapping) return [];
			const inMapping = insertInMapping(facts, mapping, ['ignore', 'target'], String(column), reason, true);
			const full = mapping.table && `${fullName(mapping.table)}.${column}`;
			return made(`Leave out "${column}" with a reason`, inMapping, full, 'target');
		}
		case 'unmapped-source-column': {
			const item = mapping?.items.find(one => one.relation?.name === table);
			const inMapping = mapping && item && insertInMapping(facts, mapping, ['ignore', 'source'], `${item.alias}.${column}`, reason, true);
			return made(`Leave out "${column}" with a reason`, inMapping, `${table}.${column}`, 'source');
		}
		case 'unmapped-source-table':
			return made('', undefined, String(table), 'source');
		case 'unmapped-target-table':
			return made('', undefined, String(table), 'target');
		default:
			return [];
	}

	function made(title: string, inMapping: Fix['edit'] | undefined, full: string | undefined, side: 'source' | 'target'): readonly Fix[] {
		const atTop = full === undefined ? undefined : insertAtTop(facts, ['ignore', side], full, reason);
		return [
			...(inMapping ? [{ title, edit: inMapping }] : []),
			...(atTop ? [{ title: `Leave out "${full}" in the whole spec, with a reason`, edit: atTop }] : []),
		];
	}
}
