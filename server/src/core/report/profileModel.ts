/** A profile run as reports show it, and the words that text, JSON, page and editor share. */

import type { ColumnProfile, Distinct, Frequencies, Frequency, ReadRows, TableProfile } from '../profile/profile';
import { thousands } from './numbers';

export interface ProfileReport {
	readonly spec: string;
	readonly connection: string;
	readonly tables: readonly TableProfile[];
	readonly failures: readonly { readonly table: string; readonly message: string }[];
	/** Why it is not whole, to be read after "as". */
	readonly stopped?: string;
	/** Tables that were asked for. */
	readonly wanted: number;
}

/** `91,004 rows`, or `10,000 of about 91,004 rows`. */
export function rowsWords(read: ReadRows): string {
	if (read.kind === 'whole') return `${thousands(read.rows)} ${read.rows === 1 ? 'row' : 'rows'}`;
	return `a sample of ${thousands(read.rows)}${read.ofRows === undefined ? '' : ` of about ${thousands(read.ofRows)}`} rows`;
}

/** `2 %`; what is there at all is never 0 %, and what is not all never 100 %. */
export function shareWords(part: number, whole: number): string {
	if (whole === 0 || part === 0) return '0 %';
	if (part === whole) return '100 %';
	const percent = (100 * part) / whole;
	if (percent < 0.1) return 'below 0.1 %';
	if (percent > 99.9) return 'above 99.9 %';
	return `${percent < 10 ? percent.toFixed(1).replace(/\.0$/, '') : Math.min(99, Math.round(percent))} %`;
}

export function distinctWords({ count, method }: Distinct): string {
	return `${method === 'sample' ? 'about ' : ''}${thousands(count)} distinct`;
}

/** What is worth a reader's time: of a sample, only what stands in one row of a hundred. */
export function notableItems({ items, rows, isExact }: Frequencies): readonly Frequency[] {
	return isExact ? items : items.filter(item => item.rows * 100 >= rows);
}

/** The least or the greatest, whose every digit counts unless there are very many. */
function bound(text: string): string {
	return text.length > 30 ? shortNumber(text) : text;
}

/** A number of the database as people read it. */
function shortNumber(text: string): string {
	const number = Number(text);
	if (!Number.isFinite(number) || /^-?\d+$/.test(text)) return text;
	return String(Number(number.toPrecision(6)));
}

/** `91,004 rows, 2 % null, 14 distinct, longest 61`. */
export function hoverWords({ nulls, distinct, length, min, max, orphans, masked }: ColumnProfile, read: ReadRows): string {
	return [
		rowsWords(read),
		`${shareWords(nulls, read.rows)} null`,
		...(distinct ? [distinctWords(distinct)] : []),
		...(length ? [`longest ${thousands(length.max)}`] : []),
		...(min === undefined ? [] : [`${bound(min)} to ${bound(max ?? min)}`]),
		...(orphans ?? []).filter(({ rows }) => rows > 0).map(({ rows, lookup }) => `${thousands(rows)} without a partner in ${lookup}`),
		...(masked ? ['values masked'] : []),
	].join(', ');
}

/** What is told of a column in a few words: `2 % null`, `14 distinct`, `0 to 61 characters`, `from 1 to 9`. */
export function columnWords(
	{ nulls, distinct, length, min, max, average, text, trueRows, masked, type }: ColumnProfile,
	rows: number,
): readonly string[] {
	const filled = rows - nulls;
	const unit = type === 'bytea' ? 'byte' : type.endsWith('[]') ? 'element' : 'character';
	return [
		`${shareWords(nulls, rows)} null`,
		...(distinct ? [distinctWords(distinct)] : []),
		...(length
			? [`${length.min === length.max ? '' : `${thousands(length.min)} to `}${thousands(length.max)} ${unit}${length.max === 1 ? '' : 's'}`]
			: []),
		...(min === undefined ? [] : [`${bound(min)} to ${bound(max ?? min)}`]),
		...(average === undefined ? [] : [`average ${shortNumber(average)}`]),
		...(trueRows === undefined ? [] : [`${shareWords(trueRows, filled)} true`]),
		...(text?.empty ? [`${thousands(text.empty)} empty`] : []),
		...(text?.leadingBlanks ? [`${thousands(text.leadingBlanks)} begin with a blank`] : []),
		...(text?.trailingBlanks ? [`${thousands(text.trailingBlanks)} end with a blank`] : []),
		...(masked ? ['values masked'] : []),
	];
}
