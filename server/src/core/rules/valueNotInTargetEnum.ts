/**
 * A literal, or a value of a map, that the enum or the check of the target column does not list.
 *
 * **Why it matters.** The target refuses every row that gets it.
 *
 * **What to do.** Write one of the values that the column allows, or add this one to the target.
 */

import { nearestName } from '../base/nearest';
import { fullName } from '../catalog/lookup';
import { allowedValues } from '../mapping/allowedValues';
import { refusedValues, valueColumns, writtenValues } from './mapValues';
import { capitalized, didYouMean, replacing, type SpecRule } from './rule';

export const valueNotInTargetEnum: SpecRule = {
	code: 'value-not-in-target-enum',
	group: 'types',
	severity: 'error',
	title: 'A value that the column does not allow',
	needs: ['target'],
	whole: true,
	scope: 'spec',
	message: ({ value, where, column, table, by, allowed, nearest }) =>
		`${by} of "${column}" of "${table}" does not list "${value}"${where}, so every row with it is refused${didYouMean(nearest, `it lists ${allowed}`)}`,
	ofMapping: valueColumns,
	check(facts, report) {
		for (const mapping of facts.mappings) {
			for (const column of valueColumns(mapping)) {
				if (!column.column || column.origin?.kind === 'generated') continue;
				const written = writtenValues(facts, column);
				const allowed = written.length > 0 ? allowedValues(mapping.table, column.column, facts.target) : undefined;
				if (!allowed) continue;
				const table = mapping.table ? fullName(mapping.table) : '';
				const notListed = (text: string) => (allowed.values.includes(text) ? undefined : { text });
				for (const { value, reason, where } of refusedValues(written, notListed)) {
					const nearest = nearestName(reason.text, allowed.values);
					const args = {
						value: reason.text,
						where,
						column: column.name,
						table,
						by: capitalized(allowed.by),
						allowed: listed(allowed.values),
						nearest,
					};
					// What stands in a file cannot be mended in the spec.
					report(value.span, args, value.file === undefined ? replacing(nearest) : {});
				}
			}
		}
	},
};

function listed(values: readonly string[]): string {
	const shown = values.slice(0, 6).map(value => `"${value}"`);
	return values.length > shown.length ? `${shown.join(', ')} and ${values.length - shown.length} more` : shown.join(', ');
}
