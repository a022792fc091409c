/** NULLs that go into a column that is NOT NULL. */

import type { CatalogLookup } from '../../catalog/lookup';
import { columnValue } from '../../mapping/columnValue';
import type { Measure, MeasuredColumn } from '../measure';
import { agreeing, rowsOf } from '../words';

/** Nothing for a value that cannot be NULL. */
export function nullMeasures({ facts, mapping, column, about, value, output }: MeasuredColumn): readonly Measure[] {
	if (!column.column || !refusesNull(column.column, facts.target) || columnValue(facts, mapping, column).nullable === false) return [];
	return [
		{
			kind: 'null',
			code: 'nullable-to-not-null',
			at: { part: 'value', column: column.name },
			about,
			bad: `${output(value.sql)} is null`,
			tell: ({ rows, of }) =>
				rows === 0 ? 'no value is NULL' : `${rowsOf(rows, of)} ${agreeing(rows, 'has', 'have')} NULL for "${about}", which is NOT NULL`,
		},
	];
}

function refusesNull(
	{ nullable, type }: { readonly nullable: boolean; readonly type: string },
	target: CatalogLookup | undefined,
): boolean {
	if (!nullable) return true;
	const user = target?.type(type);
	return user?.kind === 'domain' && !type.endsWith('[]') && refusesNull({ nullable: user.nullable, type: user.baseType }, target);
}
