/**
 * A mapping as SQL for people to read: the SELECT of what arrives, and the INSERT that a load comes to, written as if both databases were
 * one. Nothing here is ever run by Crosswalk.
 */

import { fullName } from '../catalog/lookup';
import { sqlType } from '../catalog/typeName';
import { compose, composeList, type SqlText } from '../sql/composed';
import { comparable } from '../sql/dialects/postgres';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier, quoteName } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { planColumns, whyUnreadable } from './compileComparison';
import { compileColumns } from './compileLookup';
import type { CompileOptions, PlannedColumn } from './compileOptions';
import { isRefused, rowBuilder } from './compileRow';
import { withClause } from './compileWith';
import type { MappingFacts, SpecFacts } from './facts';
import { keyLeaves, type Leaf } from './keyLeaves';
import { lookupCycle } from './lookupCycles';

/** The rows that arrive, without the rejected ones; a lookup shows the key of what it refers to. */
export function compileSelect(facts: SpecFacts, mapping: MappingFacts, options: CompileOptions): SqlText | { readonly impossible: string } {
	const impossible = whyUnreadable([mapping]);
	if (impossible !== undefined) return { impossible };
	const planned = planColumns(facts, [mapping]);
	return sql`${notesOf(planned)}${selectRows(facts, mapping, planned, options)}`;
}

/** Lookups take their ids from the target; those of the mapping itself, or in a circle with it, by an UPDATE afterwards. */
export function compileInsert(facts: SpecFacts, mapping: MappingFacts, options: CompileOptions): SqlText | { readonly impossible: string } {
	const impossible = whyUnreadable([mapping]);
	if (impossible !== undefined) return { impossible };
	const { table } = mapping;
	if (!table) return { impossible: 'the target table is not in the catalog' };
	const planned = planColumns(facts, [mapping]);
	const cycle = lookupCycle(facts, mapping.name);
	const columns = targetColumns(mapping, planned);
	const isLate = (column: TargetColumn) => column.parents.some(parent => cycle.has(parent));
	const first = columns.filter(column => !isLate(column));
	const late = columns.filter(isLate);
	const rows = selectRows(facts, mapping, planned, options);
	const target = quoteName(table.schema, table.name);
	const head = `-- What a load of "${oneLine(mapping.name)}" comes to, as if both databases were one. To be read, not to be run.\n`;
	const names = first.map(column => quoteIdentifier(column.name)).join(', ');
	const insert = compose([
		`insert into ${target} (${names})\nselect\n\t`,
		first.map(column => column.value).join(',\n\t'),
		'\nfrom (\n',
		rows,
		'\n) x',
		...first.map(column => column.join),
		';\n',
	]);
	const updates = late.map(column => updateOf(facts, mapping, target, column, rows));
	return compose([head, notesOf(planned), insert, ...updates]);
}

interface TargetColumn {
	readonly name: string;
	/** Over `x` and its joins. */
	readonly value: string;
	/** Starts with a line break; empty for a column that looks nothing up. */
	readonly join: string;
	/** The mappings that it looks up. */
	readonly parents: readonly string[];
}

function selectRows(facts: SpecFacts, mapping: MappingFacts, planned: readonly PlannedColumn[], options: CompileOptions): SqlText {
	const clause = withClause(facts, options);
	const row = rowBuilder({ facts, options, with: clause }, mapping);
	const values = compileColumns(row, new Set());
	const outputs = planned.flatMap(({ column, index, name, leaf }) => {
		const value = leaf && values.get(column)?.[index];
		return value ? [sql`${value.sql} as ${quoteIdentifier(name)}`] : [];
	});
	const where = row.refusals.length === 0 ? '' : sql`\nwhere not ${isRefused(row.refusals)}`;
	return sql`${clause.render()}${row.layers.render(outputs, row.tail())}${where}`;
}

function targetColumns(mapping: MappingFacts, planned: readonly PlannedColumn[]): readonly TargetColumn[] {
	const names = [...new Set(planned.flatMap(one => (one.leaf ? [one.column] : [])))];
	return names.map((name, number) => {
		const leaves = planned.filter(one => one.column === name && one.leaf);
		const [first] = leaves;
		const origin = mapping.column(name)?.origin;
		const parents = origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : [];
		const declared = sqlType(mapping.column(name)?.column?.type ?? 'text');
		if (!first?.leaf || first.leaf.joins.length === 0)
			return { name, value: assigned(`x.${quoteIdentifier(name)}`, declared), join: '', parents };
		const alias = `p${number + 1}`;
		return {
			name,
			value: `${alias}.${quoteIdentifier(first.leaf.joins[0]?.take ?? '')}`,
			join: `\nleft join ${joinOf(leaves, alias)}`,
			parents,
		};
	});
}

/** Text becomes JSON, an enum, an array only by an explicit cast; everything else by assignment, which refuses what does not fit. */
function assigned(value: string, declared: string): string {
	const family = familyOf(declared);
	return family === 'json' || family === 'jsonb' || family === 'array' || family === 'other' ? `${value}::${declared}` : value;
}

/** The looked-up table, with those that its key leads to, joined by the natural key. */
function joinOf(leaves: readonly PlannedColumn[], alias: string): string {
	const aliases = new Map<string, string>();
	let tables = '';
	const aliasOf = (joins: Leaf['joins']): string => {
		const key = JSON.stringify(joins.map(join => [join.column, fullName(join.table)]));
		const known = aliases.get(key);
		if (known !== undefined) return known;
		const last = joins.at(-1);
		if (!last) return alias;
		const parent = joins.length > 1 ? aliasOf(joins.slice(0, -1)) : undefined;
		const own = aliases.size === 0 ? alias : `${alias}_${aliases.size}`;
		aliases.set(key, own);
		const table = `${quoteName(last.table.schema, last.table.name)} ${own}`;
		const on = `${own}.${quoteIdentifier(last.take)} = ${parent}.${quoteIdentifier(last.column)}`;
		tables = parent === undefined ? table : `${tables} join ${table} on ${on}`;
		return own;
	};
	const conditions = leaves.flatMap(({ leaf, name }) => {
		if (!leaf) return [];
		const column = plainSql(`${aliasOf(leaf.joins)}.${quoteIdentifier(leaf.column)}`);
		return [`${comparable(column, leaf.declaredType, leaf.type, 0).value.text} = x.${quoteIdentifier(name)}`];
	});
	return `${aliases.size > 1 ? `(${tables})` : tables} on ${conditions.join(' and ')}`;
}

function updateOf(facts: SpecFacts, mapping: MappingFacts, target: string, column: TargetColumn, rows: SqlText): SqlText {
	const keys = (keyLeaves(facts, mapping).leaves ?? []).filter(leaf => leaf.joins.length === 0);
	const same = keys.map(leaf => `t.${quoteIdentifier(leaf.column)} = x.${quoteIdentifier(leaf.column)}`).join(' and ');
	const join = column.join.replace('left join', 'join');
	return compose([
		`\n-- Once the rows that it refers to are there:\nupdate ${target} t set ${quoteIdentifier(column.name)} = ${column.value}\nfrom (\n`,
		rows,
		`\n) x${join}\nwhere ${same === '' ? 'false -- the mapping has no key of its own columns' : same};\n`,
	]);
}

function notesOf(planned: readonly PlannedColumn[]): SqlText {
	const notes = planned.flatMap(({ name, notCompared }) =>
		notCompared === undefined ? [] : [plainSql(`-- ${oneLine(`"${name}" is left out: ${notCompared}`)}\n`)],
	);
	return composeList(notes, '');
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ');
}
