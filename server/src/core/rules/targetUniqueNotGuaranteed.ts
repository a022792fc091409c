/**
 * A unique key of the target, besides the mapping's own key, that is filled from columns which no unique key of the source covers; or
 * whose rows a join may bring several times.
 *
 * **Why it matters.** The target refuses the second row with the same values, and nobody knows until the load whether there is one.
 *
 * **What to do.** Look for duplicates in the source with a rule under `quality`, leave the others out with a reason, or have the source
 * forbid them. Only columns that are taken over as they are, or looked up by such columns, are judged; values that an expression, a
 * transform or a map makes may be unique or not. A condition that speaks of the columns may be there to choose one of several rows, so
 * nothing is said then.
 */

import type { UniqueKey } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import { fullName } from '../catalog/lookup';
import type { MappingFacts } from '../mapping/facts';
import { takenColumns } from '../mapping/takenColumns';
import { uniqueRows } from '../mapping/uniqueRows';
import type { JoinColumn } from '../sql/analysis';
import type { MappingRule } from './rule';

export const targetUniqueNotGuaranteed: MappingRule = {
	code: 'target-unique-not-guaranteed',
	group: 'keys and order',
	severity: 'warning',
	title: 'Values that may not be unique',
	needs: ['source', 'target'],
	scope: 'mapping',
	message: ({ table, columns, sources, repeated }) =>
		`"${table}" refuses a second row with the same (${columns}), and ${
			repeated === undefined ? `no unique key of the source covers ${sources}` : `the join with "${repeated}" may bring rows several times`
		}; look for duplicates before the load, and leave them out with a reason`,
	check(mapping, { source }, report) {
		const { table, key } = mapping;
		if (!table || !source || mapping.mapping.key?.kind === 'none') return;
		for (const unique of [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys]) {
			if (unique.where !== undefined || (unique.expressions ?? []).length > 0) continue;
			if (key.kind === 'columns' && key.columns.every(column => unique.columns.includes(column))) continue;
			checkKey(mapping, source, unique);
		}

		function checkKey(facts: MappingFacts, catalog: CatalogLookup, unique: UniqueKey): void {
			const filled = unique.columns.map(name => facts.column(name));
			const taken = filled.map(takenColumns);
			const [first] = filled;
			if (!first || !taken.every(one => one !== undefined)) return;
			const columns = taken.flat();
			if (isChosen(facts, columns)) return;
			const found = uniqueRows(facts, catalog, columns, unique.nullsNotDistinct === true);
			if (found.kind !== 'repeated') return;
			const isFirst = facts.items[0] === found.item;
			const sources = columns.map(({ alias, column }) => `"${alias}.${column}"`).join(' and ') || 'them';
			report(first.written?.column.span ?? first.span, {
				table: table ? fullName(table) : '',
				columns: unique.columns.join(', '),
				sources,
				repeated: isFirst || columns.some(({ alias }) => alias === found.item.alias) ? undefined : found.item.relation?.name,
			});
		}
	},
};

/** Whether a condition speaks of one of the columns, and so may choose one of several rows. */
function isChosen({ where, rowIgnores }: MappingFacts, columns: readonly JoinColumn[]): boolean {
	const reads = [where, ...rowIgnores.map(one => one.piece)].flatMap(piece => piece?.analysis.reads ?? []);
	return reads.some(read => columns.some(({ column }) => column === read.column));
}
