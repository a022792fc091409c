/** Values that the enum of a column has no label for. */

import { labelsOf } from '../../mapping/compatibility';
import { quoteLiteral } from '../../sql/quote';
import { textOf } from '../../transform/step';
import type { Measure, MeasuredColumn } from '../measure';
import { agreeing, rowsOf } from '../words';

/** Nothing where the source's own enum has no other labels. */
export function enumMeasures({ facts, column, about, value, output }: MeasuredColumn): readonly Measure[] {
	const labels = column.column && labelsOf(column.column.type, facts.target);
	if (!labels || column.written?.cast) return [];
	const own = value.type === undefined ? undefined : labelsOf(value.type, facts.source);
	if (own?.every(label => labels.includes(label))) return [];
	const text = output(textOf(value));
	const listed = labels.map(quoteLiteral).join(', ') || 'null';
	return [
		{
			kind: 'enum',
			code: 'enum-value-missing',
			at: { part: 'value', column: column.name },
			about,
			bad: `${text} not in (${listed})`,
			value: text,
			hasCodes: true,
			tell: ({ rows, of }) =>
				rows === 0
					? `every value is one of ${column.column?.type}`
					: `${rowsOf(rows, of)} ${agreeing(rows, 'has a value', 'have values')} for ${about} that ${column.column?.type} does not list`,
		},
	];
}
