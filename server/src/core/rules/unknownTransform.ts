/**
 * A `transform` that Crosswalk does not have.
 *
 * **Why it matters.** The value would pass unchanged, or not at all; nobody can say what was meant.
 *
 * **What to do.** Correct the name (a quick fix offers the nearest), or write SQL: `{ sql: "expression over value" }`.
 */

import type { ColumnSource, Mapping, TransformCall } from '../spec/spec';
import { checkTransform } from '../transform/transforms';
import { didYouMean, type MappingRule } from './rule';

export const unknownTransform: MappingRule = {
	code: 'unknown-transform',
	group: 'names',
	severity: 'error',
	title: 'A transform that does not exist',
	scope: 'mapping',
	message: ({ transform, nearest }) =>
		`There is no transform "${transform}", so nobody knows what becomes of the value${didYouMean(nearest, 'choose another, or write { sql: … } over "value"')}`,
	check({ mapping }, _surroundings, report) {
		for (const call of transformCalls(mapping)) {
			for (const { code, span, args, data } of checkTransform(call)) if (code === 'unknown-transform') report(span, args, { data });
		}
	},
};

/** Every transform of a mapping that has a name: a call without one has the wrong shape. */
export function transformCalls(mapping: Mapping): readonly TransformCall[] {
	return columnSources(mapping)
		.flatMap(source => source.transforms)
		.filter(call => call.name.text !== '');
}

/** The columns of a mapping, and the parts of `by`, which may have all that a column may have. */
export function columnSources(mapping: Mapping): readonly ColumnSource[] {
	return mapping.columns.flatMap((column): readonly ColumnSource[] => [
		column,
		...(column.origin?.kind === 'lookup' ? column.origin.by : []),
	]);
}
