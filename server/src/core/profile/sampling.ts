/** How much of a table is read, as the FROM clause of its statements. A sample of a table is the same rows in every statement of a profile. */

import type { Table } from '../catalog/catalog';
import { quoteLiteral, quoteName } from '../sql/quote';

export interface Sampling {
	/** What stands behind FROM, under this alias. */
	relation(alias: string): string;
	readonly kind: 'whole' | 'sample';
	/** The server's own estimate of the whole table. */
	readonly ofRows?: number;
	/** Set when the relation ends after so many rows: fewer are the whole table. */
	readonly limit?: number;
}

/** Below this a sample of blocks would be too few of them. */
const fewRows = 100_000;

/** One row: the estimated rows of a table and its partitions, 0 when it was never analysed. */
export function sizeQuery(table: Table): string {
	const name = `to_regclass(${quoteLiteral(quoteName(table.schema, table.name))})`;
	return `select coalesce(sum(c.reltuples) filter (where c.reltuples > 0 and c.relkind <> 'p'), 0)::bigint::text from pg_catalog.pg_class c
where c.oid = ${name} or c.oid in (select t.relid from pg_catalog.pg_partition_tree(${name}) t)`;
}

/** `sample`: rows or `n%`; undefined: all. `estimatedRows`: 0 when unknown. */
export function planSampling(table: Table, sample: string | undefined, estimatedRows: number): Sampling {
	const name = quoteName(table.schema, table.name);
	const whole: Sampling = { relation: alias => `${name} as ${alias}`, kind: 'whole' };
	if (sample === undefined) return whole;
	const ofRows = estimatedRows > 0 ? { ofRows: estimatedRows } : {};
	const percent = /^(.*)%$/.exec(sample)?.[1];
	if (percent !== undefined) return { relation: shareOf(table, Number(percent), estimatedRows), kind: 'sample', ...ofRows };
	const rows = Number(sample);
	if (estimatedRows === 0 || !takesSamples(table)) {
		return { relation: alias => `(select * from ${name} limit ${rows}) as ${alias}`, kind: 'sample', limit: rows, ...ofRows };
	}
	if (estimatedRows <= rows) return whole;
	return { relation: shareOf(table, (100 * rows) / estimatedRows, estimatedRows), kind: 'sample', ...ofRows };
}

/** `wanted` of the `rows` that `sampling` reads, spread over all of them. */
export function partOf(table: Table, sampling: Sampling, rows: number, wanted: number): Sampling['relation'] {
	if (rows <= wanted) return sampling.relation;
	const percent = (100 * wanted) / rows;
	if (sampling.kind === 'sample' || !takesSamples(table)) {
		return alias => `(select * from ${sampling.relation('r')} where random() < ${percent / 100}) as ${alias}`;
	}
	return alias => `${sampling.relation(alias)} tablesample bernoulli (${percent}) repeatable (1)`;
}

function shareOf(table: Table, percent: number, estimatedRows: number): Sampling['relation'] {
	const name = quoteName(table.schema, table.name);
	if (!takesSamples(table)) return alias => `(select * from ${name} where random() < ${percent / 100}) as ${alias}`;
	const method = estimatedRows < fewRows ? 'bernoulli' : 'system';
	return alias => `${name} as ${alias} tablesample ${method} (${percent}) repeatable (1)`;
}

/** PostgreSQL 18 manual, SELECT: a TABLESAMPLE clause is for tables and materialized views only. */
function takesSamples({ kind }: Table): boolean {
	return kind === 'table' || kind === 'partitioned' || kind === 'materialized-view';
}
