/** The functions of PostgreSQL that data is moved with, and those of the source's own schemas that a mapping may call. */

import type { SpecFacts } from '../../core/mapping/facts';
import { quoteName } from '../../core/sql/quote';

export interface FunctionHelp {
	readonly name: string;
	/** `trim(text)`. */
	readonly usage: string;
	readonly help?: string;
}

/** PostgreSQL manual, chapter 9. */
const builtin: readonly FunctionHelp[] = [
	['coalesce(value, …)', 'The first argument that is not NULL.'],
	['nullif(value, other)', 'NULL when both are equal, else the value.'],
	['greatest(value, …)', 'The largest; NULLs are passed over.'],
	['least(value, …)', 'The smallest; NULLs are passed over.'],
	['trim(text)', 'Without blanks at both ends.'],
	['ltrim(text)', 'Without blanks at the start.'],
	['rtrim(text)', 'Without blanks at the end.'],
	['lower(text)', 'In small letters.'],
	['upper(text)', 'In capitals.'],
	['initcap(text)', 'Every word with a capital.'],
	['concat(value, …)', 'Joined; NULLs are passed over.'],
	['concat_ws(separator, value, …)', 'Joined with a separator; NULLs are passed over.'],
	['left(text, n)', 'The first n characters.'],
	['right(text, n)', 'The last n characters.'],
	['length(text)', 'How many characters.'],
	['substring(text from start for length)', 'A part of the text.'],
	['split_part(text, separator, n)', 'The n-th part, counted from 1.'],
	['position(part in text)', 'Where the part begins, or 0.'],
	['replace(text, what, by)', 'With every occurrence replaced.'],
	['regexp_replace(text, pattern, by, flags)', 'With matches of a regular expression replaced.'],
	['translate(text, characters, by)', 'With single characters replaced.'],
	['lpad(text, n, fill)', 'Filled up at the start to n characters; longer text is cut.'],
	['rpad(text, n, fill)', 'Filled up at the end to n characters; longer text is cut.'],
	['md5(text)', 'The MD5 hash in hexadecimal digits.'],
	['round(number, digits)', 'Rounded; halves of numeric away from zero.'],
	['trunc(number, digits)', 'Cut off.'],
	['ceil(number)', 'The next whole number above.'],
	['floor(number)', 'The next whole number below.'],
	['abs(number)', 'Without its sign.'],
	['mod(number, by)', 'The remainder.'],
	['to_char(value, format)', 'A date or number as text.'],
	['to_date(text, format)', 'A date of a text. A bad one aborts the statement: prefer the transform parse_date.'],
	['to_timestamp(seconds)', 'A time of seconds since 1970.'],
	['date_trunc(unit, time)', 'Cut to a unit: year, month, day, hour.'],
	['extract(field from time)', 'A part of a time: year, month, day, epoch.'],
	['make_date(year, month, day)', 'A date of three numbers.'],
	['array_agg(value)', 'An array of all values (aggregate).'],
	['string_agg(text, separator order by value)', 'All texts joined (aggregate). Without an order it differs from run to run.'],
	['count(*)', 'How many rows (aggregate).'],
	['sum(number)', 'The sum (aggregate).'],
	['min(value)', 'The smallest (aggregate).'],
	['max(value)', 'The largest (aggregate).'],
	['avg(number)', 'The mean (aggregate).'],
	['bool_or(condition)', 'Whether any is true (aggregate).'],
	['bool_and(condition)', 'Whether all are true (aggregate).'],
	['jsonb_build_object(key, value, …)', 'A JSON object.'],
	['jsonb_agg(value)', 'A JSON array of all values (aggregate).'],
	['to_jsonb(value)', 'Any value as JSON.'],
	['row_number() over (partition by value order by value)', 'The number of the row in its group.'],
].map(([usage = '', help]) => ({ name: /^\w+/.exec(usage)?.[0] ?? usage, usage, help }));

/** Functions that change something are left out: a mapping may not call them. */
export function functionsOf(facts: SpecFacts, side: 'source' | 'target'): readonly FunctionHelp[] {
	const own = (facts[side]?.catalog.schemas ?? []).flatMap(schema => schema.functions);
	return [
		...builtin,
		...own
			.filter(one => one.kind === 'function' && one.volatility !== 'volatile' && one.result !== 'trigger')
			.map(one => {
				const name = quoteName(one.schema, one.name);
				return { name, usage: `${name}(${one.arguments.join(', ')})`, help: `Gives ${one.result}.` };
			}),
	];
}

export function functionHelp(name: string): FunctionHelp | undefined {
	return builtin.find(one => one.name === name);
}
