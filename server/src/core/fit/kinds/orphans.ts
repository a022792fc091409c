/**
 * Rows whose foreign key leads nowhere, as far as the source can tell: the keys of the parent are those that its own mappings make of the
 * source. What a lookup finds is counted by the lookup.
 */

import type { ForeignKey } from '../../catalog/catalog';
import { fullName } from '../../catalog/lookup';
import type { Built } from '../../mapping/compileLayers';
import { type ColumnValues, compileColumns } from '../../mapping/compileLookup';
import { isRefused, type RowBuilder, rowBuilder, type Statement } from '../../mapping/compileRow';
import type { MappingFacts, SpecFacts } from '../../mapping/facts';
import { lookupCycle } from '../../mapping/lookupCycles';
import { obstacleOf } from '../../reconcile/obstacles';
import { composeList, type SqlText } from '../../sql/composed';
import { sql } from '../../sql/template';
import type { Measure } from '../measure';
import { agreeing, rowsOf } from '../words';

/** A foreign key that can be asked, with the mappings that fill its parent. */
export interface AskedKey {
	readonly key: ForeignKey;
	readonly parents: readonly MappingFacts[];
}

/** `skip` hears why a foreign key cannot be asked. */
export function askedKeys(mapping: MappingFacts, facts: SpecFacts, skip: (about: string, reason: string) => void): readonly AskedKey[] {
	const { table } = mapping;
	return (table?.foreignKeys ?? []).flatMap(key => {
		const columns = key.columns.map(name => mapping.column(name));
		// A column that nothing fills is NULL or made by the target, and a lookup counts what it does not find.
		if (columns.some(column => !column?.origin || column.origin.kind === 'generated' || column.origin.kind === 'lookup')) return [];
		const reference = fullName({ schema: key.references.schema, name: key.references.table });
		const parents = facts.mappings.filter(one => one.table && fullName(one.table) === reference && facts.mapping(one.name) === one);
		const about = `${table ? fullName(table) : ''}.${key.name}`;
		if (parents.length === 0) {
			skip(about, `no mapping fills "${reference}", so that its keys are not on the source`);
			return [];
		}
		const unknown = parents.find(
			parent => obstacleOf(parent, facts) !== undefined || !key.references.columns.every(name => isMade(parent, name)),
		);
		if (unknown) skip(about, `what (${key.references.columns.join(', ')}) of "${reference}" will be is not known on the source`);
		return unknown ? [] : [{ key, parents }];
	});
}

function isMade(parent: MappingFacts, name: string): boolean {
	const kind = parent.column(name)?.origin?.kind;
	return kind !== undefined && kind !== 'generated' && kind !== 'lookup';
}

export function orphanMeasures(
	row: RowBuilder,
	values: ColumnValues,
	keys: readonly AskedKey[],
	output: (expression: SqlText) => string,
): readonly Measure[] {
	const { statement, mapping } = row;
	return keys.flatMap(({ key, parents }, number) => {
		const own = key.columns.flatMap(name =>
			(values.get(name) ?? []).slice(0, 1).map(value => row.layers.column(`${name} reference`, value)),
		);
		if (own.length !== key.columns.length) return [];
		const query = statement.with.query(`keys that ${key.name} refers to ${number}`, () => parentKeys(statement, parents, key));
		const level = Math.max(...own.map(value => value.level));
		const on = (alias: string) =>
			composeList(
				own.map((value, index) => sql`${alias}.k${String(index + 1)} = ${value.sql}`),
				' and ',
			);
		const [found] = row.layers.join(query, level, on, alias => [
			{ name: `${key.name} found`, sql: sql`${alias}.k1 is not null`, type: 'boolean' },
		]);
		if (!found) return [];
		return [
			measureOf(
				mapping,
				key,
				own.map(value => output(value.sql)),
				output(found.sql),
			),
		];
	});
}

function measureOf(mapping: MappingFacts, key: ForeignKey, own: readonly string[], found: string): Measure {
	const reference = `${key.references.schema}.${key.references.table}`;
	const table = mapping.table ? fullName(mapping.table) : '';
	return {
		kind: 'orphan',
		code: 'orphaned-rows',
		at: { part: 'column', column: key.columns[0] ?? '' },
		about: `${table}.${key.name}`,
		bad: `${own.map(value => `${value} is not null`).join(' and ')} and not ${found}`,
		value: own.length === 1 ? `${own[0]}::text` : `concat_ws(', ', ${own.join(', ')})`,
		hasCodes: true,
		tell: ({ rows, of }) =>
			rows === 0
				? `every row has its partner in ${reference}`
				: `${rowsOf(rows, of)} of ${table} ${agreeing(rows, 'refers', 'refer')} by (${key.columns.join(', ')}) to rows that do not arrive in ${reference}`,
	};
}

/** Each key once, of all mappings that fill the parent. */
function parentKeys(statement: Statement, parents: readonly MappingFacts[], { references }: ForeignKey): SqlText {
	const names = references.columns.map((_, index) => `k${index + 1}`).join(', ');
	const selects = parents.map(parent => {
		const row = rowBuilder(statement, parent);
		const values = compileColumns(row, lookupCycle(statement.facts, parent.name));
		const keys: readonly Built[] = references.columns.flatMap(name => (values.get(name) ?? []).slice(0, 1));
		const outputs = [
			...keys.map((value, index) => sql`${value.sql} as k${String(index + 1)}`),
			sql`${isRefused(row.refusals)} as rejected`,
		];
		return row.layers.render(outputs, row.tail());
	});
	return sql`select ${names}\nfrom (\n${composeList(selects, '\nunion all\n')}\n) rows\nwhere not rejected\ngroup by ${names}`;
}
