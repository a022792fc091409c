/** A mapping over a part of its first table: a share of the table's pages, or of the rows of what has no pages. */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { firstTable, replaced } from '../reconcile/balanceRelation';
import { quoteIdentifier } from '../sql/quote';

export interface SampledMapping {
	readonly mapping: MappingFacts;
	/** How it is taken, for people. */
	readonly words: string;
}

/** `wanted`: a number of rows or a share such as `10%`. A reason where no sample can be taken. */
export function sampledMapping(mapping: MappingFacts, facts: SpecFacts, wanted: string): SampledMapping | { readonly notRun: string } {
	const first = mapping.from && firstTable(mapping.from);
	if (!mapping.from || !first) return { notRun: `"${mapping.name}" does not read a table first, so that no sample of it can be taken` };
	const relation = mapping.items[0]?.relation;
	const table = relation?.kind === 'table' ? facts.source?.tables.get(relation.name) : undefined;
	const isStored = table?.kind === 'table' || table?.kind === 'partitioned' || table?.kind === 'materialized-view';
	const percent = wanted.endsWith('%') ? Number(wanted.slice(0, -1)) : shareOf(Number(wanted), table?.estimatedRows);
	const name = mapping.from.sql.text.slice(first.start, first.end);
	const alias = first.hasAlias ? '' : ` as ${quoteIdentifier(first.alias)}`;
	// REPEATABLE: the statements of a run see the same rows.
	const part =
		isStored && percent !== undefined
			? {
					sql: `(select * from ${name} tablesample system (${percent}) repeatable (1))`,
					words: `about ${percent} % of the pages of ${first.name}`,
				}
			: wanted.endsWith('%')
				? undefined
				: { sql: `(select * from ${name} limit ${wanted})`, words: `the first ${wanted} rows of ${first.name}` };
	if (!part) return { notRun: `"${first.name}" is no table, so that no share of it can be taken; give a number of rows` };
	const from = { ...mapping.from, sql: replaced(mapping.from.sql, first.start, first.end, `${part.sql}${alias}`) };
	return { mapping: { ...mapping, from }, words: part.words };
}

/** Undefined: by the estimate it is the whole table, or nobody knows. */
function shareOf(rows: number, estimated: number | undefined): number | undefined {
	return estimated === undefined || estimated <= rows ? undefined : Number(((rows / estimated) * 100).toPrecision(3));
}
