/** How a target column is written down from what was compared in its place: its own value, or a query for the id behind a natural key. */

import { fullName } from '../catalog/lookup';
import type { PlannedColumn } from '../mapping/compileOptions';
import type { Leaf } from '../mapping/keyLeaves';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier, quoteLiteral, quoteName } from '../sql/quote';
import type { CellValue } from './result';

export interface RepairColumn {
	readonly name: string;
	/** The names of what is compared in its place. */
	readonly cells: readonly string[];
	value(values: ReadonlyMap<string, CellValue>): string;
	/** Over the target table as `t`. */
	condition(values: ReadonlyMap<string, CellValue>): string;
}

/** In the order of the mapping. Columns that are not compared are not written. */
export function repairColumns(planned: readonly PlannedColumn[]): readonly RepairColumn[] {
	const names = [...new Set(planned.flatMap(one => (one.leaf ? [one.column] : [])))];
	return names.map(name => {
		const cells = planned.flatMap(one => (one.column === name && one.leaf ? [{ name: one.name, leaf: one.leaf }] : []));
		const value = (values: ReadonlyMap<string, CellValue>) => writtenValue(cells, values);
		return {
			name,
			cells: cells.map(cell => cell.name),
			value,
			condition(values) {
				const written = value(values);
				const family = familyOf(cells[0]?.leaf.declaredType ?? '');
				if (written !== 'null' && (family === 'json' || family === 'jsonb')) return `t.${quoteIdentifier(name)}::jsonb = ${written}::jsonb`;
				return written === 'null' ? `t.${quoteIdentifier(name)} is null` : `t.${quoteIdentifier(name)} = ${written}`;
			},
		};
	});
}

interface Cell {
	readonly name: string;
	readonly leaf: Leaf;
}

function writtenValue(cells: readonly Cell[], values: ReadonlyMap<string, CellValue>): string {
	const [first] = cells;
	if (!first || cells.some(cell => (values.get(cell.name) ?? null) === null)) return 'null';
	if (first.leaf.joins.length === 0) return literalOf(first, values);
	return idOf(first, cells, values);
}

/** The id of the looked-up row with that natural key, through further lookups when the key holds some. */
function idOf(first: Cell, cells: readonly Cell[], values: ReadonlyMap<string, CellValue>): string {
	const aliases = new Map<string, string>();
	const joins: string[] = [];
	const aliasOf = (path: Leaf['joins']): string => {
		const key = JSON.stringify(path.map(join => [join.column, fullName(join.table), join.take]));
		const known = aliases.get(key);
		const last = path.at(-1);
		if (known !== undefined || !last) return known ?? '';
		const parent = path.length > 1 ? aliasOf(path.slice(0, -1)) : undefined;
		const alias = `p${aliases.size + 1}`;
		aliases.set(key, alias);
		const table = `${quoteName(last.table.schema, last.table.name)} ${alias}`;
		joins.push(
			parent === undefined ? table : `join ${table} on ${alias}.${quoteIdentifier(last.take)} = ${parent}.${quoteIdentifier(last.column)}`,
		);
		return alias;
	};
	const conditions = cells.map(cell => `${aliasOf(cell.leaf.joins)}.${quoteIdentifier(cell.leaf.column)} = ${literalOf(cell, values)}`);
	const take = `${aliasOf(first.leaf.joins.slice(0, 1))}.${quoteIdentifier(first.leaf.joins[0]?.take ?? '')}`;
	return `(select ${take} from ${joins.join(' ')} where ${conditions.join(' and ')})`;
}

/** Without a type, so that the column's own input decides: a cast to `varchar(20)` would cut what is too long, and nobody would see it. */
function literalOf({ name }: Cell, values: ReadonlyMap<string, CellValue>): string {
	return quoteLiteral(String(values.get(name)));
}
