/** What the data fit of mappings, or anything else, reads of tables, by the sizes that the catalog knows: told before it runs on a production database. */

import type { Table } from '../catalog/catalog';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { thousands } from './words';

export interface FitCost {
	/** Undefined when no table was ever analysed. */
	readonly rows?: number;
	readonly bytes?: number;
	readonly tables: number;
}

/** Each table once, though several mappings may read it. */
export function costOf(facts: SpecFacts, mappings: readonly MappingFacts[]): FitCost {
	const names = new Set(
		mappings.flatMap(({ reads, items }) => [...reads.map(one => one.table), ...items.flatMap(one => one.relation?.name ?? [])]),
	);
	return costOfTables([...names].flatMap(name => facts.source?.tables.get(name) ?? []));
}

export function costOfTables(tables: readonly Table[]): FitCost {
	const rows = tables.flatMap(table => table.estimatedRows ?? []);
	const bytes = tables.flatMap(table => table.bytes ?? []);
	return {
		tables: tables.length,
		...(rows.length > 0 ? { rows: sum(rows) } : {}),
		...(bytes.length > 0 ? { bytes: sum(bytes) } : {}),
	};
}

/** `about 91,000 rows (12 MB) in 5 tables of "legacy_erp"`. */
export function costWords({ rows, bytes, tables }: FitCost, connection: string): string {
	const size = bytes === undefined ? '' : ` (${bytesWords(bytes)})`;
	const many = rows === undefined ? 'nobody knows how many rows' : `about ${thousands(Math.round(rows))} rows`;
	return `${many}${size} in ${tables} ${tables === 1 ? 'table' : 'tables'} of "${connection}"`;
}

function bytesWords(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
	const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
	return `${Number((bytes / 1024 ** power).toPrecision(2))} ${units[power]}`;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, one) => total + one, 0);
}
