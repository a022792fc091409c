/**
 * A table, view or lookup that is neither in the catalog nor in the spec.
 *
 * **Why it matters.** The statement would fail, or worse, work on a table of the same name in another schema.
 *
 * **What to do.** Correct the name. If the table was added lately, refresh the catalog with `crosswalk introspect`.
 */

import { parseName } from '../sql/name';
import { didYouMean, type MappingRule } from './rule';

export const unknownTable: MappingRule = {
	code: 'unknown-table',
	group: 'names',
	severity: 'error',
	title: 'A table that does not exist',
	scope: 'mapping',
	message: ({ name, side, nearest }) =>
		`There is no table "${name}"${side === undefined ? '' : ` in the ${side}`}.${didYouMean(nearest)} If it was added lately, refresh the catalog`,
	check({ mapping, table }, { target }, report) {
		if (!target || !mapping.target || table || mapping.madeBy) return;
		const name = parseName(mapping.target.text);
		const nearest = name && target.nearestTable(name.schema, name.name);
		const data = nearest === undefined ? undefined : { replacement: nearest };
		report(mapping.target.span, { name: mapping.target.text, side: 'target', nearest }, { data });
	},
};
