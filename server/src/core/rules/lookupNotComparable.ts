/**
 * A column that is looked up, but whose natural key cannot be followed on the target.
 *
 * **Why it matters.** Reconciliation compares what a reference means, not the numbers that the target made. Where it cannot, the column is
 * not compared at all.
 *
 * **What to do.** Give the looked-up mapping a key that the target keeps, write `take`, or give `by` as many parts as that key has.
 */

import type { ColumnFacts, MappingFacts } from '../mapping/facts';
import { oncePerLinks } from '../mapping/kept';
import { columnLeaves } from '../mapping/keyLeaves';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const lookupNotComparable: SpecRule = {
	code: 'lookup-not-comparable',
	group: 'keys and order',
	severity: 'warning',
	title: 'A lookup that cannot be reconciled',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ column, reason }) => `"${column}" will not be compared: ${reason}`,
	ofMapping: (mapping, facts) => incomparable(facts, mapping),
	check(facts, report) {
		for (const mapping of facts.mappings) {
			for (const { column, parents, reason } of incomparable(facts, mapping)) {
				const isHidden = hiddenIn(facts);
				if (parents.some(parent => parent.key.kind === 'columns' && parent.key.columns.some(isHidden.in(parent)))) continue;
				report(column.span, { column: column.name, reason });
			}
		}
	},
};

interface Incomparable {
	readonly column: ColumnFacts;
	readonly parents: readonly MappingFacts[];
	readonly reason: string;
}

/** Followed once per mapping, as what it looks up changes as rarely as itself. */
const incomparable = oncePerLinks((facts, mapping): readonly Incomparable[] =>
	mapping.columns.flatMap(column => {
		if (column.origin?.kind !== 'lookup' || !mapping.table) return [];
		const parents = column.origin.alternatives.flatMap(one => facts.mapping(one.mapping) ?? []);
		// What is unknown or has no key is told there.
		if (parents.length < column.origin.alternatives.length) return [];
		if (!parents.every(parent => parent.table && parent.key.kind !== 'missing' && parent.key.kind !== 'unknown')) return [];
		const { reason } = columnLeaves(facts, mapping, column);
		return reason === undefined ? [] : [{ column, parents, reason }];
	}),
);
