/** Transforms of dates, times and time zones. A zone is always written; none is taken from a session's settings. */

import type { SqlText } from '../sql/composed';
import { quoteLiteral } from '../sql/quote';
import { sql } from '../sql/template';
import type { ArgumentShape } from './arguments';
import { familyOfValue, impossible, over, type Step, textOf, type Value } from './step';
import { parseTimeFormat, type TimeFormat } from './timeFormat';
import type { Transform } from './transform';

const ZONELESS = 'timestamp without time zone';
const ZONED = 'timestamp with time zone';
const format: ArgumentShape = { kind: 'one', parameter: { name: 'FORMAT', kind: 'format' } };
const zone: ArgumentShape = { kind: 'one', parameter: { name: 'ZONE', kind: 'zone' } };

export const timeTransforms: readonly Transform[] = [
	{
		name: 'parse_date',
		argument: format,
		input: 'text or a whole number',
		output: 'date',
		help: 'Reads a date written in a format such as YYYYMMDD or DD.MM.YYYY. What is no day of the calendar rejects the row.',
		mayReject: true,
		checkArguments: ({ texts: [text = ''] }) => formatProblem(text),
		compile: (value, { texts: [text = ''] }) => parse(value, text, 'date', (input, parsed) => dateOf(input, parsed)),
	},
	{
		name: 'parse_timestamp',
		argument: format,
		input: 'text or a whole number',
		output: ZONELESS,
		help: 'Reads a date with a time in a format such as YYYYMMDDHH24MISS. What is no such time rejects the row. It has no zone: see at_time_zone.',
		mayReject: true,
		checkArguments: ({ texts: [text = ''] }) => formatProblem(text),
		compile: (value, { texts: [text = ''] }) => parse(value, text, ZONELESS, timestampOf),
	},
	{
		name: 'at_time_zone',
		argument: zone,
		input: 'a date or a time without a zone',
		output: ZONED,
		help: 'Says in which zone a local time is meant. A time that the clocks skip moves on by an hour; of one that comes twice the later is taken.',
		mayReject: false,
		compile: (value, { texts: [name = ''] }, { version }) => {
			const family = familyOfValue(value);
			if (family === 'timestamptz') return impossible(value, ZONED, 'the value has a time zone already, so at_time_zone would shift it');
			const at = (local: SqlText) => sql`(${local} at time zone ${quoteLiteral(name)})`;
			if (family !== 'text') return { value: at(family === 'timestamp' ? value.sql : sql`${value.sql}::timestamp`), type: ZONED };
			// A zone in the text would be dropped without a word.
			const zoned = sql`${textOf(value)} ~ '[:0-9](z|Z| ?[-+][0-9]{2}(:?[0-9]{2})?)\\s*$' and ${textOf(value)} ~ ':'`;
			const made = over(value, ZONELESS, version, typed => ({ value: at(typed), type: ZONED }));
			return {
				...made,
				value: sql`case when not (${zoned}) then ${made.value} end`,
				refused: made.refused ? sql`(${zoned} or ${made.refused})` : zoned,
			};
		},
	},
	{
		name: 'to_time_zone',
		argument: zone,
		input: 'a time with a zone',
		output: ZONELESS,
		help: 'The local time in a zone.',
		mayReject: false,
		compile: (value, { texts: [name = ''] }, { version }) => {
			const family = familyOfValue(value);
			if (family === 'date' || family === 'timestamp') {
				return impossible(value, ZONELESS, 'the value has no time zone, so to_time_zone cannot know what it means; use at_time_zone first');
			}
			return over(value, ZONED, version, typed => ({ value: sql`(${typed} at time zone ${quoteLiteral(name)})`, type: ZONELESS }));
		},
	},
	{
		name: 'from_epoch',
		argument: { kind: 'one', parameter: { name: 'unit', kind: 'text', words: ['s', 'ms'] } },
		input: 'a number',
		output: ZONED,
		help: 'Reads seconds or milliseconds since 1 January 1970 UTC. A year outside of 1 to 9999 rejects the row.',
		mayReject: true,
		compile: (value, { texts: [unit] }, { version }) => {
			const number = familyOfValue(value) === 'integer' ? 'bigint' : 'numeric';
			const factor = unit === 'ms' ? '000' : '';
			return over(value, number, version, typed => {
				const inRange = sql`${typed} between -62135596800${factor} and 253402300799${factor}`;
				const seconds = unit === 'ms' ? sql`${typed} / 1000.0` : typed;
				return {
					value: sql`case when ${inRange} then to_timestamp((${seconds})::double precision) end`,
					type: ZONED,
					refused: sql`not (${inRange})`,
				};
			});
		},
	},
];

function formatProblem(text: string): string | undefined {
	const parsed = parseTimeFormat(text);
	return 'problem' in parsed ? parsed.problem : undefined;
}

function parse(value: Value, text: string, type: string, make: (input: SqlText, parsed: TimeFormat) => SqlText): Step {
	const parsed = parseTimeFormat(text);
	if ('problem' in parsed) return impossible(value, type, parsed.problem);
	const input = written(value, parsed);
	const matches = sql`${input} ~ ${quoteLiteral(parsed.expression)}`;
	return { value: sql`case when ${matches} then ${make(input, parsed)} end`, type, refused: sql`not (${matches})` };
}

/** A number has lost its leading zeros: 50101 is 050101 in YYMMDD. */
function written(value: Value, { length }: TimeFormat): SqlText {
	const family = familyOfValue(value);
	if (family === 'integer') return sql`to_char(${value.sql}, 'FM${'0'.repeat(length)}')`;
	if (family === 'numeric') {
		const digits = sql`trim_scale(${value.sql})::text`;
		return sql`lpad(${digits}, greatest(length(${digits}), ${String(length)}), '0')`;
	}
	return textOf(value);
}

function dateOf(input: SqlText, parsed: TimeFormat): SqlText {
	return sql`to_date(${input}, ${quoteLiteral(parsed.dateTemplate)})`;
}

function timestampOf(input: SqlText, parsed: TimeFormat): SqlText {
	const date = dateOf(input, parsed);
	if (!parsed.time) return sql`${date}::timestamp`;
	const { expression, replacement } = parsed.time;
	return sql`(${date} + regexp_replace(${input}, ${quoteLiteral(expression)}, ${quoteLiteral(replacement)})::time)`;
}
