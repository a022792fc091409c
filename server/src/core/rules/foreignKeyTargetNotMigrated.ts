/**
 * A column that refers to a table of the target which no mapping fills and no ignore speaks of.
 *
 * **Why it matters.** Without its rows, the target refuses every row that refers to them.
 *
 * **What to do.** Map the table, or say who fills it: `ignore: { target: { app.country: Filled by the application } }`.
 */

import type { ColumnFacts, SpecFacts } from '../mapping/facts';
import { topIgnores } from '../mapping/ignores';
import { tableUsers, tiesOf } from '../mapping/ties';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';

export const foreignKeyTargetNotMigrated: SpecRule = {
	code: 'foreign-key-target-not-migrated',
	group: 'keys and order',
	severity: 'warning',
	title: 'A reference to a table that stays empty',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ column, parent }) =>
		`"${column}" refers to "${parent}", which no mapping fills, so the target refuses its rows unless somebody else fills it; map it, or ignore it with a reason`,
	check(facts, report) {
		const { fillers } = tableUsers(facts);
		const ignores = topIgnores(facts.spec.ignore.target);
		for (const mapping of facts.mappings) {
			for (const { key, parent } of tiesOf(mapping).foreignKeys) {
				if (fillers.has(parent) || ignores.table(parent) || hiddenIn(facts).has(key.references.table)) continue;
				const column = key.columns.map(name => mapping.column(name)).find(one => one !== undefined && bringsValues(facts, one));
				if (column) report(column.written?.column.span ?? column.span, { column: column.name, parent });
			}
		}
	},
};

/** What a lookup reads from the target is there already. */
function bringsValues({ lookups }: SpecFacts, { origin, written }: ColumnFacts): boolean {
	const map = written?.map;
	const content = map?.kind === 'named' ? lookups.find(one => one.lookup.name.text === map.name.text)?.lookup.content : undefined;
	if (content?.kind === 'query' && content.on === 'target') return false;
	return origin !== undefined && origin.kind !== 'generated' && origin.kind !== 'value';
}
