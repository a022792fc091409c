/**
 * How PostgreSQL turns one type into another, told apart into what can fail on data and what cannot. A cast that can fail has a guard, so
 * that it refuses its row and never aborts the statement. Types are written as `format_type` writes them; types of the user (enums,
 * domains) are resolved by the caller. Knows no catalog.
 */

import type { SqlText } from '../composed';
import { quoteLiteral } from '../quote';
import { plainSql, sql } from '../template';
import { baseType } from './canonicalText';
import { type TextPattern, textPattern } from './textPatterns';
import { familyOf, numericLimits } from './typeFamily';

/** A conversion of one expression. */
export interface Conversion {
	readonly value: SqlText;
	/** Whether the value can be converted; undefined: always. True or false for every value that is not NULL, and not false for NULL. */
	readonly guard?: SqlText;
	readonly type: string;
}

const integerRanges: Readonly<Record<string, readonly [string, string]>> = {
	smallint: ['-32768', '32767'],
	integer: ['-2147483648', '2147483647'],
	bigint: ['-9223372036854775808', '9223372036854775807'],
};
const integerOrder = ['smallint', 'integer', 'bigint'];

/**
 * `value` (of type `from`; undefined: not known) as `to`, with the meaning of an explicit cast. The value stands more than once in the
 * result, so hand in something short. An unknown type is cast without a guard: the server says whether that cast exists.
 */
export function convert(value: SqlText, from: string | undefined, to: string, version: number): Conversion {
	const plain = { value: sql`${value}::${to}`, type: to };
	const family = familyOf(to);
	if (from === to && family !== 'text') return { value, type: to };
	if (family === 'text') return plain;
	if (from === undefined) return plain;
	const guarded = (guard: SqlText | undefined): Conversion => ({ ...plain, guard });
	switch (familyOf(from)) {
		case 'text':
			return fromText(value, from, to, version);
		case 'boolean':
			return family === 'integer' ? { ...plain, value: to === 'integer' ? plain.value : sql`${value}::integer::${to}` } : plain;
		case 'integer':
			if (family === 'boolean') return { value: sql`(${value} <> 0)`, type: to };
			if (family === 'integer') return guarded(isNarrower(to, from) ? inRange(value, to) : undefined);
			return guarded(family === 'numeric' ? withinPrecision(value, to) : undefined);
		case 'numeric':
		case 'money':
			return guarded(numberGuard(familyOf(from) === 'money' ? sql`${value}::numeric` : value, to, version));
		case 'float':
			return guarded(numberGuard(value, to, version, true));
		case 'json':
		case 'jsonb':
			return fromJson(value, from, to, version);
		default:
			return plain;
	}
}

/** `case when GUARD then VALUE end`, or the value alone when it cannot fail. */
export function guardedCast({ value, guard }: Conversion): SqlText {
	return guard ? sql`case when ${guard} then ${value} end` : value;
}

/** `value` as text: unchanged when it is text of a kind that no operator pads or folds. */
export function asText(value: SqlText, type: string | undefined): SqlText {
	return type === 'text' || (type !== undefined && baseType(type) === 'character varying') ? value : sql`${value}::text`;
}

function fromText(value: SqlText, from: string, to: string, version: number): Conversion {
	const text = asText(value, from);
	const converted = { value: sql`${text}::${to}`, type: to };
	// PostgreSQL 16 manual, 9.27.8 "Data Validity Checking Functions".
	if (version >= 160000) return { ...converted, guard: plainCall(text, to) };
	const pattern = textPattern(to);
	return pattern ? { ...converted, guard: patternGuard(text, to, pattern) } : converted;
}

function plainCall(text: SqlText, to: string): SqlText {
	return sql`pg_input_is_valid(${text}, ${quoteLiteral(to)})`;
}

/** Before PostgreSQL 16: a regular expression, and for numbers the range, which only what matched can be asked for. */
function patternGuard(text: SqlText, to: string, pattern: TextPattern): SqlText {
	const matches = sql`${text} ~ ${quoteLiteral(pattern.expression)}`;
	const number = sql`(${text})::numeric`;
	const range = pattern.number ? numberGuard(number, to, 0) : undefined;
	return range ? sql`case when not (${matches}) then false else ${range} end` : matches;
}

/** What a number must be to fit `to`; undefined when everything fits. */
function numberGuard(value: SqlText, to: string, version: number, float = false): SqlText | undefined {
	switch (familyOf(to)) {
		case 'integer':
			// The largest double below 2^63 is the last that fits bigint; NaN is above everything.
			if (float && to === 'bigint') return sql`${value} >= -9223372036854775808 and ${value} <= 9223372036854774784`;
			return inRange(sql`round(${value}${float ? '::numeric' : ''})`, to);
		case 'numeric':
			if (float && version < 140000 && !numericLimits(to)) return sql`${value} not in ('Infinity', '-Infinity')`;
			return float && numericLimits(to) ? finiteWithinPrecision(value, to) : withinPrecision(value, to);
		case 'float':
			return float && to === 'double precision' ? undefined : floatRange(value, to, float);
		default:
			return undefined;
	}
}

function finiteWithinPrecision(value: SqlText, to: string): SqlText {
	// Infinity has no numeric of a given precision in any version, so that not even its rounding can be asked for.
	return sql`case when not (${value} between -1e307 and 1e307) then false else ${withinPrecision(value, to) ?? 'true'} end`;
}

function withinPrecision(value: SqlText, to: string): SqlText | undefined {
	const limits = numericLimits(to);
	if (!limits) return undefined;
	return sql`abs(round(${value}::numeric, ${String(limits.scale)})) < 1e${String(limits.precision - limits.scale)}`;
}

function floatRange(value: SqlText, to: string, float: boolean): SqlText {
	const [least, most] = to === 'real' ? ['1.2e-38', '3.4028234e38'] : ['1e-307', '1.797693134862315e308'];
	const special = float ? sql` or ${value} in ('NaN', 'Infinity', '-Infinity')` : sql` or ${value} = 'NaN'`;
	return sql`(${value} = 0 or abs(${value}) between ${least} and ${most}${special})`;
}

function isNarrower(to: string, from: string): boolean {
	return integerOrder.indexOf(to) < integerOrder.indexOf(from);
}

function inRange(value: SqlText, to: string): SqlText {
	const [least, most] = integerRanges[to] ?? ['0', '0'];
	return sql`${value} between ${least} and ${most}`;
}

function fromJson(value: SqlText, from: string, to: string, version: number): Conversion {
	const jsonb = from === 'jsonb' ? value : sql`${value}::jsonb`;
	const typed = sql`jsonb_typeof(${jsonb})`;
	switch (familyOf(to)) {
		case 'jsonb':
		case 'json':
			// Text that json holds as it came and jsonb refuses: \u0000, lone surrogates, numbers out of range.
			if (from === 'json' && to === 'jsonb' && version >= 160000)
				return { value: jsonb, type: to, guard: plainCall(sql`${value}::text`, to) };
			return { value: sql`${value}::${to}`, type: to };
		case 'boolean':
			return { value: sql`${jsonb}::boolean`, type: to, guard: sql`${typed} = 'boolean'` };
		case 'integer':
		case 'numeric':
		case 'float': {
			const number = sql`(${jsonb})::numeric`;
			const range = numberGuard(number, to, version);
			const isNumber = sql`${typed} = 'number'`;
			return {
				value: sql`${number}::${to}`,
				type: to,
				guard: range ? sql`case when not (${isNumber}) then false else ${range} end` : isNumber,
			};
		}
		default:
			return { value: sql`${value}::${to}`, type: to };
	}
}

/**
 * The type in which a column of type `type` is compared; of integers the SELECTs may yield narrower ones. It is never narrower than the
 * column, so that a value that the target would cut or refuse shows as a difference instead of aborting the scan.
 */
export function comparedType(type: string): string {
	switch (familyOf(type)) {
		case 'integer':
			return 'bigint';
		case 'numeric':
		case 'money':
			return 'numeric';
		case 'float':
		case 'boolean':
		case 'date':
		case 'time':
		case 'timetz':
		case 'timestamp':
		case 'timestamptz':
			return type;
		case 'interval':
			return 'interval';
		case 'text':
		case 'json':
		case 'jsonb':
		case 'array':
			return 'text';
		case 'other':
			return type === 'uuid' || type === 'bytea' ? type : 'text';
	}
}

/** `value` (of type `from`) as it is compared for a column of type `column`: what storing it there would make of it. */
export function comparable(value: SqlText, from: string | undefined, column: string, version: number): Conversion {
	const type = comparedType(column);
	switch (familyOf(column)) {
		case 'text': {
			const text = asText(value, from);
			return { value: column.startsWith('character(') || column === 'bpchar' ? sql`rtrim(${text}, ' ')` : text, type };
		}
		case 'integer':
			// Any integer is compared with any other: left as it is, a key can be found by its index.
			return from !== undefined && familyOf(from) === 'integer' ? { value, type: from } : convert(value, from, type, version);
		case 'date':
		case 'boolean':
		case 'float':
		case 'time':
		case 'timetz':
		case 'timestamp':
		case 'timestamptz':
		case 'interval':
			return convert(value, from, type, version);
		case 'numeric':
		case 'money':
			return comparableNumber(value, from, column, version);
		case 'json':
		case 'jsonb': {
			const made = convert(value, from, 'jsonb', version);
			return { ...made, value: sql`${made.value}::text`, type };
		}
		case 'array':
		case 'other': {
			const made = convert(value, from, column, version);
			return type === 'text' ? { ...made, value: sql`${made.value}::text`, type } : { ...made, type };
		}
	}
}

function comparableNumber(value: SqlText, from: string | undefined, column: string, version: number): Conversion {
	const limits = familyOf(column) === 'money' ? { scale: 2 } : numericLimits(column);
	const made = from !== undefined && familyOf(from) === 'numeric' ? { value } : convert(value, from, 'numeric', version);
	const alreadyRounded = limits === undefined || (from !== undefined && from === column && familyOf(column) === 'numeric');
	return { ...made, value: alreadyRounded ? made.value : sql`round(${made.value}, ${String(limits.scale)})`, type: 'numeric' };
}

/** Whether the text of a literal is good for a type on every server, so that it needs no guard. */
export function isPlainLiteral(text: string, type: string): boolean {
	switch (familyOf(type)) {
		case 'text':
			return true;
		case 'integer':
			return /^-?\d{1,18}$/.test(text);
		case 'numeric':
		case 'float':
			return /^-?\d{1,30}(\.\d{1,30})?$/.test(text);
		case 'boolean':
			return /^(true|false)$/.test(text);
		default:
			return false;
	}
}

/** A typed literal. */
export function typedLiteral(text: string, type: string): SqlText {
	return plainSql(`${quoteLiteral(text)}::${type}`);
}
