/**
 * A map without an entry for values that the enum or the check of the source column lists.
 *
 * **Why it matters.** Every row with such a value is rejected.
 *
 * **What to do.** Add the entries, or say what becomes of the others: `otherwise: null`, `otherwise: { value: x }`.
 */

import { columnOf } from '../catalog/lookup';
import { allowedValues } from '../mapping/allowedValues';
import { entriesOf, valueColumns } from './mapValues';
import { capitalized, type SpecRule } from './rule';

export const mapIncomplete: SpecRule = {
	code: 'map-incomplete',
	group: 'types',
	severity: 'warning',
	title: 'A map that misses values',
	needs: ['source'],
	whole: true,
	scope: 'spec',
	message: ({ values, column, by }) =>
		`${by} of "${column}" lists ${values} too, and rows with ${String(values).includes(',') ? 'them' : 'it'} are rejected; add to the map, or write "otherwise"`,
	ofMapping: valueColumns,
	check(facts, report) {
		const { source } = facts;
		for (const mapping of facts.mappings) {
			for (const { written, origin } of valueColumns(mapping)) {
				const map = written?.map;
				if (!map || written.transforms.length > 0 || origin?.kind !== 'sql') continue;
				if (written.otherwise && written.otherwise.kind !== 'reject') continue;
				const read = origin.piece.analysis.plainColumn?.base;
				const base = read?.length === 1 ? read[0] : undefined;
				const table = base && source?.tables.get(base.table);
				const column = table && columnOf(table, base?.column ?? '');
				const possible = column && allowedValues(table, column, source);
				const entries = entriesOf(facts, map);
				if (!possible || !entries) continue;
				const missing = possible.values.filter(value => !entries.some(entry => entry.key.text === value));
				if (missing.length === 0) continue;
				const values = missing.map(value => `"${value}"`).join(', ');
				report(map.kind === 'inline' ? map.span : map.name.span, { values, column: column.name, by: capitalized(possible.by) });
			}
		}
	},
};
