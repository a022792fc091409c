/**
 * What a mapping's key is made of once lookups in it are followed: columns of its own target table and of the tables that it refers to.
 * Reconciliation compares these instead of surrogate keys. Compiles nothing.
 */

import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import type { ColumnFacts, MappingFacts } from './facts';
import type { LinkedFacts } from './kept';
import { lookupTargets } from './lookupTarget';
import { sharedType } from './sharedType';

/** A step from a table to one that it refers to. */
export interface LookupJoin {
	readonly column: string;
	readonly table: Table;
	readonly take: string;
}

/** One column that is compared in the place of a target column. */
export interface Leaf {
	/** From the target table of the mapping; empty for a column of its own. */
	readonly joins: readonly LookupJoin[];
	readonly column: string;
	/** As the target's catalog has it. */
	readonly declaredType: string;
	/** A type that both sides have. */
	readonly type: string;
	/** The names of the key columns on the way. */
	readonly path: readonly string[];
}

export type Leaves =
	| { readonly leaves: readonly Leaf[]; readonly reason?: undefined }
	| { readonly leaves?: undefined; readonly reason: string };

/** What is compared for a target column. */
export function columnLeaves(facts: LinkedFacts, mapping: MappingFacts, column: ColumnFacts, visited: readonly string[] = []): Leaves {
	const { origin } = column;
	if (origin?.kind !== 'lookup') {
		const declaredType = column.column?.type ?? (mapping.table && columnOf(mapping.table, column.name)?.type) ?? 'text';
		return { leaves: [{ joins: [], column: column.name, declaredType, type: sharedType(declaredType, facts.target).type, path: [] }] };
	}
	const otherwise = column.written?.otherwise;
	if (otherwise?.kind === 'value' || otherwise?.kind === 'keep') {
		return { reason: `what "otherwise" writes into "${column.name}" is no key of ${quoted(origin.alternatives.map(one => one.mapping))}` };
	}
	const targets = lookupTargets(facts, mapping.table, column, origin);
	const unknown = origin.alternatives.find(one => !facts.mapping(one.mapping));
	if (unknown) return { reason: `there is no mapping "${unknown.mapping}"` };
	const found = targets.map(target => targetLeaves(facts, column, target, visited));
	const [first, ...others] = found;
	if (!first) return { reason: 'it looks nothing up' };
	const failed = found.find(one => one.reason !== undefined);
	if (failed) return failed;
	if (others.some(one => leavesKey(one) !== leavesKey(first))) {
		return { reason: `${quoted(origin.alternatives.map(one => one.mapping))} are in different tables or have different keys` };
	}
	return first;
}

/** The key of a mapping. */
export function keyLeaves(facts: LinkedFacts, mapping: MappingFacts, visited: readonly string[] = []): Leaves {
	const name = mapping.name;
	if (visited.includes(name)) return { reason: `the key of "${name}" leads back to itself` };
	if (mapping.key.kind !== 'columns') return { reason: `the mapping "${name}" has no key` };
	const leaves: Leaf[] = [];
	for (const key of mapping.key.columns) {
		const column = mapping.column(key);
		if (!column?.origin) return { reason: `the key column "${key}" of "${name}" is not mapped` };
		if (column.origin.kind === 'generated') return { reason: `the key column "${key}" of "${name}" is made by the target` };
		const made = columnLeaves(facts, mapping, column, [...visited, name]);
		if (!made.leaves) return made;
		leaves.push(...made.leaves.map(leaf => ({ ...leaf, path: [key, ...leaf.path] })));
	}
	return { leaves };
}

/** How many expressions `by` must have. */
export function keyParts(mapping: MappingFacts): number {
	if (mapping.sourceKey.length > 0) return mapping.sourceKey.length;
	if (mapping.key.kind !== 'columns') return 0;
	return mapping.key.columns.reduce((sum, key) => {
		const origin = mapping.column(key)?.origin;
		return sum + (origin?.kind === 'lookup' ? origin.by.length : origin?.kind === 'value' ? 0 : 1);
	}, 0);
}

/** Whether two columns are compared by the same columns of the target. */
export function leavesKey({ leaves }: Leaves): string {
	return JSON.stringify((leaves ?? []).map(leaf => [leaf.joins.map(join => [join.column, fullName(join.table), join.take]), leaf.column]));
}

function targetLeaves(
	facts: LinkedFacts,
	column: ColumnFacts,
	target: ReturnType<typeof lookupTargets>[number],
	visited: readonly string[],
): Leaves {
	const { mapping, take } = target;
	if (!mapping.table) return { reason: `the target table of "${mapping.name}" is not known` };
	if (take === undefined) return { reason: `it is not known which column of "${fullName(mapping.table)}" is taken; write "take"` };
	const made = keyLeaves(facts, mapping, visited);
	if (!made.leaves) return made;
	const by = column.origin?.kind === 'lookup' ? column.origin.by.length : 0;
	const parts = keyParts(mapping);
	if (by !== parts) return { reason: `"by" has ${by} ${by === 1 ? 'part' : 'parts'}, the key of "${mapping.name}" is made of ${parts}` };
	const join: LookupJoin = { column: column.name, table: mapping.table, take };
	return { leaves: made.leaves.map(leaf => ({ ...leaf, joins: [join, ...leaf.joins] })) };
}

function quoted(names: readonly string[]): string {
	return names.map(name => `"${name}"`).join(' and ');
}
