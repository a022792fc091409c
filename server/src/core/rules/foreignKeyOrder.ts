/**
 * A mapping in a phase before the phase of the mapping that fills the table which it refers to by a foreign key. Of phases with filters,
 * `--live` counts the rows that come too early.
 *
 * **Why it matters.** The target refuses rows that refer to rows which are not there yet.
 *
 * **What to do.** Move the mapping to the same phase or a later one, or its parent to an earlier one.
 */

import { oncePer } from '../base/memo';
import type { MappingFacts } from '../mapping/facts';
import { type Ties, tableUsers, tiesOf } from '../mapping/ties';
import { countedPairs, lookedUp, phaseOrder, rowsWord } from './phaseOrder';
import type { SpecRule } from './rule';

/** Keys of which the mapping fills a column. Made once per mapping, as its columns are not always at hand. */
const filledKeys = oncePer((mapping: MappingFacts): Ties['foreignKeys'] =>
	tiesOf(mapping).foreignKeys.filter(({ key }) => key.columns.some(column => mapping.column(column))),
);

export const foreignKeyOrder: SpecRule = {
	code: 'foreign-key-order',
	group: 'keys and order',
	severity: 'warning',
	title: 'A child that is loaded before its parent',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ mapping, parent, key, by, phase, rows }) =>
		rows !== undefined
			? `"${phase}" loads ${rowsWord(rows)} of "${mapping}" that ${rows === 1 ? 'refers' : 'refer'} to rows of "${parent}" which a later phase loads or none, by the foreign key "${by}", so the target refuses them; let the filters of both agree`
			: `"${mapping}" refers to "${parent}" by the foreign key "${key}", but is loaded in an earlier phase, so the target refuses its rows; load "${parent}" before it or in the same phase`,
	ofMapping: filledKeys,
	check(facts, report) {
		const order = phaseOrder(facts);
		const isCounted = countedPairs(facts, 'foreign-key-order');
		const { fillers } = tableUsers(facts);
		for (const mapping of facts.mappings) {
			const place = order.place(mapping.name);
			for (const { key, parent: table } of place ? filledKeys(mapping) : []) {
				if (!place) continue;
				const parents = (fillers.get(table) ?? []).map(other => other.name);
				const [parent] = parents;
				if (parent === undefined || !parents.every(other => order.isBefore(mapping.name, other))) continue;
				const names = { mapping: mapping.name, parent };
				if (lookedUp(facts, mapping.name).has(parent) || isCounted(names)) continue;
				report(place.span, { ...names, key: key.name }, { data: names });
			}
		}
	},
};
