/**
 * Text that is longer than its column. What stands beyond the length and is nothing but blanks is cut by PostgreSQL without a word (manual,
 * 8.3), so it does not count.
 */

import { compatibilityOf } from '../../mapping/compatibility';
import { sharedType } from '../../mapping/sharedType';
import { familyOf } from '../../sql/dialects/typeFamily';
import { textOf } from '../../transform/step';
import type { Measure, MeasuredColumn } from '../measure';
import { agreeing, rowsOf, thousands } from '../words';

export function lengthMeasures({ facts, column, about, value, output }: MeasuredColumn): readonly Measure[] {
	const declared = sharedType(column.column?.type ?? 'text', facts.target).type;
	const limit = /^(?:character(?: varying)?|bpchar|varchar)\((\d+)\)$/.exec(declared)?.[1] ?? (declared === 'character' ? '1' : undefined);
	if (limit === undefined || !column.column) return [];
	const comesAsText = familyOf(value.type ?? 'text') === 'text';
	if (comesAsText && !compatibilityOf(value.type ?? 'text', declared, facts).losses.includes('narrowing-length')) return [];
	const text = output(textOf(value));
	// Bytes are told at once, and characters have to be counted: what has few bytes has no more characters.
	const length = `case when octet_length(${text}) > ${limit} then char_length(rtrim(${text}, ' ')) else char_length(${text}) end`;
	return [
		{
			kind: 'length',
			code: 'narrowing-length',
			at: { part: 'value', column: column.name },
			about,
			bad: `octet_length(${text}) > ${limit} and char_length(rtrim(${text}, ' ')) > ${limit}`,
			extremes: [`max(${length})`],
			value: text,
			tell({ rows, of, extremes: [longest] }) {
				if (rows === 0) return longest === null ? 'there is no value' : `the longest value is ${thousands(longest ?? '0')} of ${limit}`;
				const words = `${agreeing(rows, 'is', 'are')} longer than ${about} allows`;
				return `${rowsOf(rows, of)} ${words}: the longest has ${thousands(longest ?? '0')} of ${limit} characters`;
			},
		},
	];
}
