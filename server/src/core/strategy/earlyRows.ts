/**
 * Finds rows that a phase loads before the rows that they refer to, by a foreign key or a lookup, where filters decide which phase that is:
 * one SELECT on the source over what both mappings yield. Runs nothing.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { lookupCycle } from '../mapping/lookupCycles';
import { tableUsers, tiesOf } from '../mapping/ties';
import type { CompiledJob } from '../reconcile/plan';
import type { RelationColumn } from '../reconcile/relation';
import { composeList, inParentheses, type SqlText } from '../sql/composed';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier } from '../sql/quote';
import { sql } from '../sql/template';
import { TAKEN, takenRows } from './phaseRows';
import { phasesOf } from './phases';

/** Rows of a mapping that refer to rows of others. */
export interface Reference {
	readonly code: 'foreign-key-order' | 'lookup-before-load';
	readonly mapping: MappingFacts;
	/** All that fill the table that is referred to. */
	readonly parents: readonly MappingFacts[];
	/** The foreign key, or the column that is looked up. */
	readonly by: string;
	/** What is equal, of what the mapping and one of its parents yield; fewer when something is not there. */
	columns(own: readonly RelationColumn[], parents: readonly RelationColumn[]): Columns;
}

interface Columns {
	readonly own: readonly RelationColumn[];
	readonly parent: readonly RelationColumn[];
}

/** Rows that a phase loads before those that they refer to, which a later phase loads, or none. */
export interface EarlyRows {
	readonly reference: Reference;
	readonly phase: string;
	readonly rows: number;
}

/** Those of which a filter decides. Where mappings look each other up in a circle, no order is right. */
export function filteredReferences(facts: SpecFacts): readonly Reference[] {
	const phases = phasesOf(facts);
	const isFiltered = ({ name }: MappingFacts) => phases.of(name).some(({ condition }) => condition);
	const isInPhases = ({ name }: MappingFacts) => phases.of(name).length > 0;
	return facts.mappings
		.filter(mapping => facts.mapping(mapping.name) === mapping)
		.flatMap(mapping => [...lookupsOf(mapping, facts), ...foreignKeysOf(mapping, facts)])
		.filter(({ mapping, parents }) => [mapping, ...parents].every(isInPhases) && [mapping, ...parents].some(isFiltered));
}

function lookupsOf(mapping: MappingFacts, facts: SpecFacts): readonly Reference[] {
	const circle = lookupCycle(facts, mapping.name);
	return mapping.columns.flatMap(({ name, origin }) => {
		const [only, ...others] = origin?.kind === 'lookup' ? origin.alternatives : [];
		const parent = only && facts.mapping(only.mapping);
		if (!parent || others.length > 0 || circle.has(parent.name)) return [];
		return [
			{
				code: 'lookup-before-load' as const,
				mapping,
				parents: [parent],
				by: name,
				columns: (own, parents) => ({
					own: own.filter(column => (column.column ?? column.name) === name && column.notCompared === undefined),
					parent: parents.filter(column => column.isKey && column.notCompared === undefined),
				}),
			},
		];
	});
}

/** Of keys that no lookup fills. */
function foreignKeysOf(mapping: MappingFacts, facts: SpecFacts): readonly Reference[] {
	const { fillers } = tableUsers(facts);
	return tiesOf(mapping).foreignKeys.flatMap(({ key, parent }) => {
		const parents = fillers.get(parent) ?? [];
		const isLookedUp = key.columns.some(column => mapping.column(column)?.origin?.kind === 'lookup');
		const isFilled = key.columns.every(column => mapping.column(column)?.origin !== undefined);
		if (parents.length === 0 || parents.includes(mapping) || isLookedUp || !isFilled) return [];
		const named = (columns: readonly RelationColumn[], names: readonly string[]) =>
			names.flatMap(name => columns.find(column => column.name === name && column.notCompared === undefined) ?? []);
		return [
			{
				code: 'foreign-key-order' as const,
				mapping,
				parents,
				by: key.name,
				columns: (own, others) => ({ own: named(own, key.columns), parent: named(others, key.references.columns) }),
			},
		];
	});
}

/** What is known of a mapping and of its parents. */
export type CompiledOf = (mapping: MappingFacts) => CompiledJob;

/**
 * Rows: the number of a phase, and how many rows it loads too early. `obstacle`: why they cannot be asked for, as the end of a sentence.
 */
export function compileEarlyRows(
	{ mapping, parents, columns, by }: Reference,
	compiledOf: CompiledOf,
	facts: SpecFacts,
): SqlText | { readonly obstacle: string } {
	const taken = (one: MappingFacts) => takenRows({ mapping: one, takers: phasesOf(facts).of(one.name) }, compiledOf(one), facts);
	const own = taken(mapping);
	if ('obstacle' in own) return own;
	const selects: SqlText[] = [];
	let keys: readonly RelationColumn[] = [];
	for (const parent of parents) {
		const rows = taken(parent);
		if ('obstacle' in rows) return rows;
		const pair = columns(compiledOf(mapping).relation.columns, compiledOf(parent).relation.columns);
		if (pair.own.length === 0 || pair.own.length !== pair.parent.length)
			return { obstacle: `"${by}" has no value that "${mapping.name}" and "${parent.name}" both yield` };
		keys = pair.own;
		selects.push(sql`select ${keyItems(pair.parent)}, r.${TAKEN} as t from ${inParentheses(rows)} as r`);
	}
	const names = keys.map((_, index) => `k${index}`);
	const first = sql`select ${names.join(', ')}, min(t) as t from (${composeList(selects, ' union all ')}) as u group by ${names.join(', ')}`;
	const same = names.map(name => `c.${name} = p.${name}`).join(' and ');
	return sql`select c.t, count(*) from (select ${keyItems(keys)}, r.${TAKEN} as t from ${inParentheses(own)} as r) as c
		join (${first}) as p on ${same} where p.t > c.t group by c.t order by c.t`;
}

/** Text by its bytes, as both may have another collation. */
function keyItems(columns: readonly RelationColumn[]): string {
	return columns
		.map(({ name, type }, index) => `r.${quoteIdentifier(name)}${familyOf(type) === 'text' ? ' collate "C"' : ''} as k${index}`)
		.join(', ');
}

/** The answer of `compileEarlyRows`. */
export function readEarlyRows(reference: Reference, rows: readonly (readonly (string | null)[])[], facts: SpecFacts): readonly EarlyRows[] {
	const { order } = phasesOf(facts);
	return rows.map(([number, count]) => ({ reference, phase: order[Number(number)]?.name.text ?? '', rows: Number(count) }));
}
