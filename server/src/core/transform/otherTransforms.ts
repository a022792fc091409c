/** Transforms of numbers, truth values and JSON, and the two that hold the user's own SQL. */

import type { Literal } from '../spec/spec';
import { composeList, type SqlText } from '../sql/composed';
import { quoteLiteral } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { familyOfValue, over, withoutModifiers } from './step';
import type { Transform } from './transform';

export const otherTransforms: readonly Transform[] = [
	{
		name: 'scale',
		argument: { kind: 'one', parameter: { name: 'n', kind: 'number' } },
		input: 'a number',
		output: 'numeric',
		help: 'Multiplies by a number, exactly: 0.01 makes euros of cents.',
		mayReject: true,
		compile: (value, { texts: [factor = '1'] }, { version }) => {
			const family = familyOfValue(value);
			if (family === 'integer' || family === 'numeric') return { value: sql`(${value.sql} * ${factor}::numeric)`, type: 'numeric' };
			return over(value, 'numeric', version, typed => ({ value: sql`(${typed} * ${factor}::numeric)`, type: 'numeric' }));
		},
	},
	{
		name: 'to_boolean',
		argument: { kind: 'lists', keys: ['true', 'false'] },
		input: 'any',
		output: 'boolean',
		help: 'True for some values and false for others. Every other value rejects the row.',
		mayReject: true,
		compile: (value, { lists }) => {
			const cases = ['true', 'false'].flatMap(word => {
				const values = lists.get(word) ?? [];
				return values.length === 0 ? [] : [sql`when ${isOneOf(value.sql, values)} then ${word}`];
			});
			const all = [...(lists.get('true') ?? []), ...(lists.get('false') ?? [])];
			return { value: sql`case ${composeList(cases, ' ')} end`, type: 'boolean', refused: sql`not (${isOneOf(value.sql, all)})` };
		},
	},
	{
		name: 'to_json',
		argument: { kind: 'none' },
		input: 'any',
		output: 'jsonb',
		help: 'The value as JSON: text becomes a JSON string, a number a JSON number, an array a JSON array.',
		mayReject: false,
		compile: value => ({ value: sql`to_jsonb(${value.sql})`, type: 'jsonb' }),
	},
	{
		name: 'coalesce',
		argument: { kind: 'sql', several: true },
		input: 'any',
		output: 'as it was',
		help: 'When the value is NULL: the first of these expressions over the source that is not.',
		mayReject: false,
		compile: (value, { expressions }, context) => ({
			value: sql`coalesce(${composeList([value.sql, ...expressions.map(one => context.sourceExpression(one))], ', ')})`,
			type: withoutModifiers(value.type),
		}),
	},
	{
		name: 'sql',
		argument: { kind: 'sql', several: false },
		input: 'any',
		output: 'what the expression makes',
		help: 'An SQL expression over "value", what came so far. NULL passes untouched.',
		mayReject: false,
		compile: (value, { expressions: [expression] }, context) => {
			if (!expression) return { value: value.sql, type: value.type };
			const made = context.valueExpression(expression, value.sql);
			return { value: sql`case when ${value.sql} is not null then ${made.sql} end`, type: made.type };
		},
	},
];

function isOneOf(value: SqlText, literals: readonly Literal[]): SqlText {
	const listed = literals.flatMap(({ text }) => (text === null ? [] : [plainSql(quoteLiteral(text))]));
	return listed.length === 0 ? plainSql('false') : sql`${value} in (${composeList(listed, ', ')})`;
}
