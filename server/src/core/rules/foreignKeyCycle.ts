/**
 * Mappings whose target tables refer to each other in a circle of foreign keys, none of which may be NULL or checked later.
 *
 * **Why it matters.** Whichever table is loaded first, its rows refer to rows that are not there yet, and the target refuses them. A table
 * that refers to itself is no such circle.
 *
 * **What to do.** Make one of the foreign keys DEFERRABLE, or its columns nullable for the migration, so that they can be filled in a
 * second pass.
 */

import type { ForeignKey } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import type { MappingFacts } from '../mapping/facts';
import { loadOrder, orderKey } from '../mapping/loadOrder';
import type { SpecRule } from './rule';

export const foreignKeyCycle: SpecRule = {
	code: 'foreign-key-cycle',
	group: 'keys and order',
	severity: 'warning',
	title: 'Tables that refer to each other in a circle',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ path, keys }) =>
		`${path} refer to each other in a circle (${keys}), so that none of them can be loaded first; make one of the foreign keys deferrable or its columns nullable`,
	ofMapping: orderKey,
	check(facts, report) {
		for (const cycle of loadOrder(facts).cycles) {
			const keys = cycle.slice(1).map((parent, index) => keyBetween(facts.mapping(cycle[index] ?? ''), facts.mapping(parent)));
			const first = facts.mapping(cycle[0] ?? '');
			if (!first || keys.some(key => key === undefined)) continue;
			const path = cycle
				.slice(1)
				.map(name => `"${name}"`)
				.join(', ');
			report(first.mapping.name.span, { path, keys: keys.map(key => `"${key?.name}"`).join(', ') });
		}
	},
};

/** A foreign key of the child to the parent that must hold at once; undefined when there is none. */
function keyBetween(child: MappingFacts | undefined, parent: MappingFacts | undefined): ForeignKey | undefined {
	const { table } = child ?? {};
	if (!table || !parent?.table) return undefined;
	const name = fullName(parent.table);
	const keys = table.foreignKeys.filter(key => `${key.references.schema}.${key.references.table}` === name);
	return keys.find(key => !key.deferrable && key.columns.every(column => columnOf(table, column)?.nullable === false));
}
