/**
 * Numbers that are out of the range of their column, and numbers and times that lose digits in it. A number is rounded before its range
 * counts, as storing it does.
 */

import { compatibilityOf, type Loss } from '../../mapping/compatibility';
import { sharedType } from '../../mapping/sharedType';
import { convert, guardedCast } from '../../sql/dialects/postgres';
import { familyOf, numericLimits } from '../../sql/dialects/typeFamily';
import { sql } from '../../sql/template';
import type { Measure, MeasuredColumn } from '../measure';
import { agreeing, rowsOf, thousands } from '../words';

const integers: Readonly<Record<string, readonly [string, string]>> = {
	smallint: ['-32768', '32767'],
	integer: ['-2147483648', '2147483647'],
	bigint: ['-9223372036854775808', '9223372036854775807'],
};

export function numberMeasures(measured: MeasuredColumn): readonly Measure[] {
	const { facts, column } = measured;
	if (!column.column) return [];
	const declared = sharedType(column.column.type, facts.target).type;
	switch (familyOf(declared)) {
		case 'integer':
		case 'numeric':
			return exactNumbers(measured, declared);
		case 'float':
			return floats(measured, declared);
		case 'timestamp':
		case 'timestamptz':
		case 'time':
		case 'timetz':
		case 'date':
			return times(measured, declared);
		default:
			return [];
	}
}

function exactNumbers(measured: MeasuredColumn, declared: string): readonly Measure[] {
	const { facts, value, version } = measured;
	const family = familyOf(value.type ?? 'text');
	const isInteger = familyOf(declared) === 'integer';
	const isExact = family === 'integer' || family === 'numeric';
	const wide = isExact ? (value.type ?? 'numeric') : isInteger && family !== 'float' ? 'bigint' : 'numeric';
	const expression = isExact ? value.sql : guardedCast(convert(value.sql, value.type, wide, version));
	const losses = compatibilityOf(wide, declared, facts).losses;
	const name = measured.output(expression);
	const scale = isInteger ? 0 : (numericLimits(declared)?.scale ?? 0);
	const stored = familyOf(wide) === 'integer' ? name : `round(${name}, ${scale})`;
	const made: Measure[] = [];
	if (losses.includes('narrowing-range')) made.push(range(measured, name, outOfRange(name, stored, declared), declared));
	if (losses.includes('narrowing-precision')) {
		made.push(
			scaleLoss(
				measured,
				family === 'float' ? 'lossy-float' : 'narrowing-precision',
				name,
				`scale(${name}) > ${scale} and ${name} <> ${stored}`,
				declared,
			),
		);
	}
	return made;
}

function outOfRange(name: string, stored: string, declared: string): string {
	const limits = integers[declared];
	if (limits) return `${stored} not between ${limits[0]} and ${limits[1]}`;
	const { precision = 0, scale = 0 } = numericLimits(declared) ?? {};
	// What is far below the limit need not be rounded.
	const most = `1e${precision - scale}`;
	return `${name} not between 1 - ${most} and ${most} - 1 and abs(${stored}) >= ${most} and ${name}::text <> 'NaN'`;
}

function range({ about, column }: MeasuredColumn, name: string, bad: string, declared: string): Measure {
	return {
		kind: 'range',
		code: 'narrowing-range',
		at: { part: 'value', column: column.name },
		about,
		bad,
		extremes: [`min(${name})::text`, `max(${name})::text`],
		value: `${name}::text`,
		tell({ rows, of, extremes: [least, most] }) {
			if (rows === 0) return most ? `the values are between ${shown(least)} and ${shown(most)}` : 'there is no value';
			const words = `${agreeing(rows, 'is', 'are')} out of the range of ${about}, which is ${declared}`;
			return `${rowsOf(rows, of)} ${words}: the values are between ${shown(least)} and ${shown(most)}`;
		},
	};
}

function scaleLoss({ about, column }: MeasuredColumn, code: Loss, name: string, bad: string, declared: string): Measure {
	return {
		kind: 'scale',
		code,
		at: { part: 'value', column: column.name },
		about,
		bad,
		value: `${name}::text`,
		tell: ({ rows, of }) =>
			rows === 0
				? `no value of ${thousands(of)} ${of === 1 ? 'row' : 'rows'} loses a digit`
				: `${rowsOf(rows, of)} ${agreeing(rows, 'loses', 'lose')} digits in ${about}, which is ${declared}`,
	};
}

function floats(measured: MeasuredColumn, declared: string): readonly Measure[] {
	const { facts, value, version } = measured;
	const family = familyOf(value.type ?? 'text');
	if (value.type === undefined || (family !== 'integer' && family !== 'numeric' && family !== 'float')) return [];
	if (!compatibilityOf(value.type, declared, facts).losses.includes('lossy-float')) return [];
	const name = measured.output(value.sql);
	const stored = guardedCast(convert(sql`${name}`, value.type, declared, version)).text;
	const bad = family === 'float' ? `${stored}::text <> ${name}::text` : `${stored}::numeric <> ${name}`;
	return [scaleLoss(measured, 'lossy-float', name, bad, declared)];
}

/** A time of day or a fraction of a second that the column has no room for. */
function times(measured: MeasuredColumn, declared: string): readonly Measure[] {
	const { facts, value } = measured;
	if (value.type === undefined) return [];
	const [own, target] = [familyOf(value.type), familyOf(declared)];
	if (own !== target && !(own === 'timestamp' && target === 'date')) return [];
	if (!compatibilityOf(value.type, declared, facts).losses.includes('narrowing-precision')) return [];
	const name = measured.output(value.sql);
	return [scaleLoss(measured, 'narrowing-precision', name, `${name} <> ${name}::${declared}`, declared)];
}

function shown(text: string | null | undefined): string {
	return thousands(text ?? 'NULL');
}
