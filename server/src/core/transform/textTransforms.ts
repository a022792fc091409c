/** Transforms of text. Other types are read as their text. */

import { quoteLiteral } from '../sql/quote';
import { sql } from '../sql/template';
import type { ArgumentShape, Arguments, Parameter } from './arguments';
import { familyOfValue, textOf } from './step';
import type { Transform } from './transform';

const none: ArgumentShape = { kind: 'none' };
const text = (name: string): Parameter => ({ name, kind: 'text' });
const count = (name: string, least: number): Parameter => ({ name, kind: 'whole-number', least });

/** A row that makes text of text and refuses nothing. `over` gets the value as text and the arguments as literals. */
function row(
	name: string,
	argument: ArgumentShape,
	help: string,
	over: (value: ReturnType<typeof textOf>, given: readonly string[]) => ReturnType<typeof textOf>,
): Transform {
	return {
		name,
		argument,
		input: 'text',
		output: 'text',
		help,
		mayReject: false,
		compile: (value, given) => ({ value: over(textOf(value), literals(argument, given)), type: 'text' }),
	};
}

function literals(shape: ArgumentShape, given: Arguments): readonly string[] {
	const parameters = shape.kind === 'one' ? [shape.parameter] : shape.kind === 'list' || shape.kind === 'options' ? shape.parameters : [];
	return given.texts.map((one, index) => (parameters[index]?.kind === 'text' ? quoteLiteral(one) : one));
}

export const textTransforms: readonly Transform[] = [
	row('trim', none, 'Takes blanks away at both ends.', value => sql`trim(${value})`),
	row('ltrim', none, 'Takes blanks away at the start.', value => sql`ltrim(${value})`),
	row('rtrim', none, 'Takes blanks away at the end.', value => sql`rtrim(${value})`),
	row('upper', none, 'Makes all letters capitals.', value => sql`upper(${value})`),
	row('lower', none, 'Makes all letters small.', value => sql`lower(${value})`),
	row('initcap', none, 'Makes the first letter of every word a capital and the others small.', value => sql`initcap(${value})`),
	row('empty_to_null', none, 'Makes the empty text NULL. Blanks are not empty: trim them first.', value => sql`nullif(${value}, '')`),
	row(
		'substring',
		{
			kind: 'list',
			parameters: [
				{ name: 'start', kind: 'whole-number', least: 1 },
				{ ...count('length', 0), optional: true },
			],
		},
		'A part of the text: from a character, counted from 1, so many characters (or all that follow).',
		(value, given) => sql`substr(${value}, ${given.join(', ')})`,
	),
	row('left', { kind: 'one', parameter: count('n', 0) }, 'The first n characters.', (value, [n = '0']) => sql`left(${value}, ${n})`),
	row('right', { kind: 'one', parameter: count('n', 0) }, 'The last n characters.', (value, [n = '0']) => sql`right(${value}, ${n})`),
	row(
		'pad_left',
		{ kind: 'list', parameters: [count('n', 0), text('character')] },
		'Fills up to n characters at the start. Longer text is not cut.',
		(value, [n = '0', filler = "' '"]) => sql`lpad(${value}, greatest(length(${value}), ${n}), ${filler})`,
	),
	row(
		'replace',
		{ kind: 'list', parameters: [text('what'), text('by')] },
		'Replaces a text by another, everywhere.',
		(value, [what = "''", by = "''"]) => sql`replace(${value}, ${what}, ${by})`,
	),
	row(
		'regex_replace',
		{ kind: 'list', parameters: [text('pattern'), text('by')] },
		'Replaces what a regular expression of PostgreSQL matches, everywhere; \\1 stands for what the first parentheses matched.',
		(value, [pattern = "''", by = "''"]) => sql`regexp_replace(${value}, ${pattern}, ${by}, 'g')`,
	),
	row(
		'split',
		{ kind: 'list', parameters: [text('separator'), count('n', 1)] },
		'The n-th part, counted from 1, of a text cut at a separator; empty when there are fewer.',
		(value, [separator = "''", n = '1']) => sql`split_part(${value}, ${separator}, ${n})`,
	),
	row(
		'prefix',
		{ kind: 'one', parameter: text('text') },
		'Puts a text before the value.',
		(value, [before = "''"]) => sql`(${before} || ${value})`,
	),
	row(
		'suffix',
		{ kind: 'one', parameter: text('text') },
		'Puts a text behind the value.',
		(value, [behind = "''"]) => sql`(${value} || ${behind})`,
	),
	row(
		'mask',
		{ kind: 'options', parameters: [count('keep_last', 0)] },
		'Replaces every character by *, but the last ones.',
		(value, [n = '0']) => sql`(repeat('*', greatest(length(${value}) - ${n}, 0)) || right(${value}, ${n}))`,
	),
	row(
		'transliterate',
		none,
		'Writes letters with marks without them (é as e, ß as ss). The database must be in UTF8.',
		value =>
			sql`regexp_replace(normalize(translate(${TRANSLITERATED.reduce((made, [letter, by]) => sql`replace(${made}, '${letter}', '${by}')`, value)}, 'øØłŁđĐðÐħĦŧŦıĿŀ', 'oOlLdDdDhHtTiLl'), nfkd), '[\u0300-\u036f]', '', 'g')`,
	),
	{
		name: 'hash',
		argument: { kind: 'one', parameter: { name: 'algorithm', kind: 'text', words: ['sha256', 'md5'] } },
		input: 'text',
		output: 'text',
		help: 'The hash of the text in UTF-8, in hexadecimal digits.',
		mayReject: false,
		compile: (value, { texts: [algorithm] }) => {
			const bytes = sql`convert_to(${textOf(value)}, 'UTF8')`;
			return { value: algorithm === 'md5' ? sql`md5(${bytes})` : sql`encode(sha256(${bytes}), 'hex')`, type: 'text' };
		},
	},
	{
		name: 'uuid5',
		argument: { kind: 'one', parameter: { name: 'namespace', kind: 'uuid' } },
		input: 'text',
		output: 'uuid',
		help: 'The UUID (version 5) of the text in a namespace. The database that runs it needs the extension uuid-ossp.',
		mayReject: false,
		compile: (value, { texts: [namespace = ''] }) => ({
			value: sql`uuid_generate_v5(${quoteLiteral(namespace)}, ${textOf(value)})`,
			type: 'uuid',
		}),
	},
	{
		name: 'null_if',
		argument: { kind: 'one', parameter: text('value') },
		input: 'any',
		output: 'as it was',
		help: 'Makes one value NULL.',
		mayReject: false,
		// Text with a length or blank padding keeps its type, so that its own equality decides.
		compile: (value, { texts: [nothing = ''] }) => ({ value: sql`nullif(${value.sql}, ${quoteLiteral(nothing)})`, type: value.type }),
	},
	{
		name: 'zero_date_to_null',
		argument: none,
		input: 'text or a number',
		output: 'as it was',
		help: 'Makes dates of nothing but zeros (0, 00000000, 0000-00-00) and empty ones NULL.',
		mayReject: false,
		compile: value => {
			const family = familyOfValue(value);
			const isNumber = family === 'integer' || family === 'numeric';
			const zero = isNumber ? sql`${value.sql} = 0` : sql`${textOf(value)} ~ '^[-0 .:/T]*$'`;
			return { value: isNumber ? sql`nullif(${value.sql}, 0)` : sql`case when ${zero} then null else ${value.sql} end`, type: value.type };
		},
	},
];

/** Letters that become two. */
const TRANSLITERATED: readonly (readonly [string, string])[] = [
	['ß', 'ss'],
	['æ', 'ae'],
	['Æ', 'AE'],
	['œ', 'oe'],
	['Œ', 'OE'],
	['þ', 'th'],
	['Þ', 'Th'],
];
