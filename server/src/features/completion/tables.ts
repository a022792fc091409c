/** Tables of a side, with their schema, and on the source side the views and lookups of the spec. */

import type { Table } from '../../core/catalog/catalog';
import { fullName } from '../../core/catalog/lookup';
import type { SpecFacts } from '../../core/mapping/facts';
import type { Role } from '../../core/spec/cursorPlaces';
import { quoteName } from '../../core/sql/quote';
import { asKey, asScalar, type CompletionContext, type Suggestion } from './suggestion';

type TableRole = Extract<Role, { kind: 'table' }>;

/** As a scalar of its own: `target:`, the patterns of `copy` and `ignore`. Patterns are not quoted as SQL is. */
export function tables(context: CompletionContext, role: TableRole, as: 'key' | 'value'): readonly Suggestion[] {
	const { facts, cursor, snippets } = context;
	const side = sideOf(context, role.side);
	const catalog = facts[side];
	if (!catalog) return [];
	const isIgnore = cursor.path[0] === 'ignore';
	const isPattern = cursor.path[0] === 'copy' || isIgnore;
	const mapped = as === 'key' || side === 'target' ? mappedTables(facts, side) : new Set<string>();
	return [...catalog.tables.values()]
		.filter(table => as === 'value' || !cursor.others.includes(fullName(table)))
		.map(table => {
			const name = isPattern ? fullName(table) : quoteName(table.schema, table.name);
			return {
				...describeTable(table),
				rank: mapped.has(fullName(table)) ? 1 : 0,
				...(as === 'key' ? asKey(name, cursor, snippets, isIgnore ? '${1:reason}' : '') : { newText: asScalar(name, cursor) }),
			};
		});
}

/** The side that a query is on: its own `on` says so in lookups and quality rules. */
export function sideOf({ facts, cursor }: CompletionContext, side: 'source' | 'target' | 'on'): 'source' | 'target' {
	if (side !== 'on') return side;
	const name = cursor.path[1];
	const rule = facts.spec.quality.find(one => one.name.text === name && cursor.path[0] === 'quality');
	const lookup = facts.spec.lookups.find(one => one.name.text === name && cursor.path[0] === 'lookups');
	return rule?.on ?? (lookup?.content.kind === 'query' ? lookup.content.on : 'source');
}

function mappedTables(facts: SpecFacts, side: 'source' | 'target'): ReadonlySet<string> {
	const names = facts.mappings.flatMap(({ table, items }) =>
		side === 'target' ? (table ? [fullName(table)] : []) : items.flatMap(item => item.relation?.name ?? []),
	);
	return new Set(names);
}

export function describeTable(table: Table) {
	return {
		label: fullName(table),
		kind: 'table' as const,
		detail: tableWords(table),
		documentation: table.comment,
	};
}

/** `table, about 1,200 rows`. */
export function tableWords({ kind, estimatedRows }: Table): string {
	const name = kind.replace('-', ' ');
	return estimatedRows === undefined ? name : `${name}, about ${estimatedRows.toLocaleString('en-US')} rows`;
}
