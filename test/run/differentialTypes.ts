/**
 * Kinds of columns for the differential test: a type on each side, values that are hard to tell apart or easy to mistake, and what makes two
 * texts of it one value. Written from `docs/reconciliation.md`, without a look at how the comparison works.
 */

import type { Random } from './random';

export interface ColumnKind {
	readonly source: string;
	readonly target: string;
	/** A literal of the source's type. */
	value(random: Random): string;
	/** The type that the target compares as, when that is not its own: of an enum or a domain. */
	readonly comparedAs?: string;
	/** In a mapping, when PostgreSQL would not assign the one type to the other. */
	readonly cast?: string;
	/** The text that stands for a value: equal for equal ones. */
	canonical?(text: string): string;
}

const integer = (bits: bigint) => (random: Random) =>
	random.pick(['0', '1', '-1', '5', '9', '10', String(-(1n << (bits - 1n))), String((1n << (bits - 1n)) - 1n)]);
const bigint = (random: Random) =>
	random.pick(['5', '21474836480', '4294967296', '4294967301', '-5', '-4294967301', '9223372036854775807', String(random.below(2 ** 52))]);
const decimal = (random: Random) =>
	random.pick([
		'0',
		'-0',
		'0.00',
		'1',
		'1.0',
		'1.00',
		'-1',
		'100',
		'1e2',
		'0.10',
		'0.1',
		'1.005',
		'-1.005',
		'2.675',
		`${random.below(1e6) / 100}`,
	]);
const characters = [
	'a',
	'B',
	'ä',
	'Z',
	'é',
	'e\u0301',
	' ',
	'  ',
	"'",
	'\\',
	'"',
	',',
	'|',
	'{',
	'\n',
	'\t',
	'0',
	'\u{1f600}',
	'\ufffd',
	'ß',
	'NULL',
	'(',
	')',
];
const text = (random: Random) =>
	random.pick(['', 'null', 'a', 'A', 'a ', ' a', 'ab', random.text(characters, 4), random.text(characters, 9)]);
const plainText = (random: Random) => random.pick(['', 'a', 'A', 'b', 'abcd', 'a b', random.text(['a', 'B', ' ', 'ö'], 5)]);
const uuid = (random: Random) => {
	const hex = `${'0'.repeat(24)}${random
		.below(2 ** 31)
		.toString(16)
		.padStart(8, '0')}`;
	const swapped = random.chance(0.5) ? hex : hex.slice(24) + hex.slice(0, 24);
	return swapped.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
const date = (random: Random) =>
	random.pick(['2000-01-01', '1999-12-31', '2024-02-29', 'infinity', '-infinity', '0044-03-15 BC', '0001-01-01', '12024-06-01']);
const time = (random: Random) =>
	random.pick(['00:00', '24:00', '12:30:15', '12:30:15.5', '12:30:15.500001', '05:57:54.83648', '00:00:00.000005']);
const instant = (random: Random) =>
	random.pick([
		...['2000-01-01 00:00:00.000005', '2000-01-01 05:57:54.83648', '2000-01-01 00:00:00', '1999-12-31 23:59:59.5', 'infinity', '-infinity'],
		...['2024-07-01 12:00:00', '2024-07-01 10:00:00', '2024-07-01 12:00:00.4999', '2024-07-01 12:00:00.5', '0044-03-15 12:00:00 BC'],
	]);
const interval = (random: Random) =>
	random.pick(['1 mon', '30 days', '24:00', '1 day', '-1 day', '0', '1 year', '12 mons', '00:00:00.000001', '1 mon -1 day']);
const json = (random: Random) =>
	random.pick([
		...['[[1],2]', '[[1,2]]', '[1,2]', '[]', '{}', 'null', '"null"', '1', '1.0', '1.00', '"a"', '"A"', '{"a":1,"b":2}', '{"b":2, "a":1}'],
		...['{"a": {"b": [1, null]}}', '{"a":{"b":[1,null]}}', '{"a":1,"a":2}', '{"a":2}', '"\\u00e4"', '"ä"', '[true]', '["true"]', '""'],
	]);
const range = (random: Random) => random.pick(['[1,5)', '[1,4]', '(0,5)', 'empty', '[3,3)', '(,5)', '[1,)', '(,)']);

const same = (type: string, value: ColumnKind['value'], canonical?: ColumnKind['canonical']): ColumnKind => ({
	source: type,
	target: type,
	value,
	...(canonical ? { canonical } : {}),
});

/** Trailing zeros of a fraction and the sign of zero say nothing. */
function number(text: string): string {
	if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
	const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
	return short === '-0' ? '0' : short;
}

/** Money is compared as a number. */
const amount = (value: string) => number(value.replace(/[$,]/g, ''));

const withoutBlanks = (value: string) => value.replace(/ +$/, '');
const float = (value: string) => (value === '-0' ? '0' : value);

/** JSON by content: the order of keys and white space do not count, of two equal keys the last does, numbers count as written. */
function jsonContent(value: string): string {
	const numbers = value.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.]*/g, token => (token.startsWith('"') ? token : `{"$number": "${token}"}`));
	return JSON.stringify(sorted(JSON.parse(numbers)));
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([name, inner]) => [name, sorted(inner)]),
	);
}

/** By this collation all cases of a letter are one; to a comparison of values they are not. */
const collationSql = `create collation anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);`;
/** Enums and domains that the tables use. */
export const typesSql = `${collationSql} create type mood as enum ('sad', 'ok', 'happy'); create domain code as varchar(8); create domain small as integer check (value < 1000);`;
/** The same labels in another order, so that their numbers differ. */
export const targetTypesSql = `${collationSql} create type mood as enum ('happy', 'sad', 'ok'); create domain code as varchar(8); create domain small as integer check (value < 1000);`;
const mood = (random: Random) => random.pick(['sad', 'ok', 'happy']);

export const kinds: readonly ColumnKind[] = [
	same('smallint', integer(16n)),
	same('integer', integer(32n)),
	same('bigint', bigint),
	same('numeric', random => random.pick(['NaN', 'Infinity', '1e30', '1e-30', decimal(random)]), number),
	same('numeric(12,2)', decimal, number),
	same('numeric(12,0)', decimal, number),
	same('real', random => random.pick(['NaN', 'Infinity', '-Infinity', '0', '-0', '0.1', '1e-30', '16777216', '16777217']), float),
	same('double precision', random => random.pick(['NaN', 'Infinity', '0', '-0', '0.1', '0.30000000000000004', '0.3', '1e300']), float),
	same('text', text),
	same('varchar(40)', text),
	{ source: 'text collate anycase', target: 'text collate anycase', comparedAs: 'text', value: text },
	same('char(5)', plainText, withoutBlanks),
	same('bytea', random => random.pick(['\\x', '\\x00', '\\x0000', '\\xff', '\\x00ff', '\\xc3a4'])),
	same('uuid', uuid),
	same('boolean', random => random.pick(['true', 'false'])),
	same('date', date),
	same('time', time),
	same('timetz', random => `${time(random)}${random.pick(['+00', '+02', '-05:30'])}`),
	same('timestamp', instant),
	same('timestamptz', random => instant(random).replace(/(\d)( BC)?$/, `$1${random.pick(['+00', '+02', '-05:30'])}$2`)),
	same('interval', interval),
	same('json', json, jsonContent),
	same('jsonb', json, jsonContent),
	same('integer[]', random => random.pick(['{}', '{1,2}', '{{1},{2}}', '{{1,2}}', '{NULL}', '{1,NULL}', '[0:1]={1,2}'])),
	same('text[]', random => random.pick(['{}', '{NULL}', '{"NULL"}', '{a,b}', '{"a,b"}', '{{a,b}}', '{""}', '{" a"}'])),
	same('inet', random => random.pick(['10.0.0.1', '10.0.0.1/8', '10.0.0.1/32', '::1', '::ffff:10.0.0.1'])),
	same('cidr', random => random.pick(['10.0.0.0/8', '10.0.0.0/16', '::/0'])),
	same('macaddr', random => random.pick(['08:00:2b:01:02:03', '08-00-2b-01-02-03', '08:00:2b:01:02:04'])),
	same('bit(4)', random => random.pick(['0000', '0001', '1000', '1111'])),
	same('bit varying(8)', random => random.pick(['', '0', '00', '1', '10'])),
	same('money', random => random.pick(['0', '-1', '1.5', '1000000', '-92233720368547758.08']), amount),
	same('xml', random => random.pick(['<a/>', '<a></a>', '<a b="1"/>', '<a> </a>'])),
	same('int4range', range),
	same('numrange', random => random.pick(['[1,5)', '[1.0,5)', '[1,5]', 'empty', '(,)'])),
	same('tsvector', random => random.pick(["'a' 'b'", "'a':1 'b':2", "'a'", ''])),
	{ source: 'mood', target: 'mood', comparedAs: 'text', value: mood },
	{ source: 'code', target: 'code', comparedAs: 'varchar', value: plainText },
	{ source: 'small', target: 'small', comparedAs: 'integer', value: random => String(random.below(4)) },
	// Values that the target stores as another type than the source.
	{ source: 'text', target: 'mood', comparedAs: 'text', value: mood },
	{ source: 'integer', target: 'bigint', value: integer(32n) },
	{ source: 'smallint', target: 'numeric(10,2)', value: integer(16n), canonical: number },
	{ source: 'bigint', target: 'numeric', value: bigint, canonical: number },
	{ source: 'numeric', target: 'numeric(12,2)', value: decimal, canonical: number },
	{ source: 'numeric(12,4)', target: 'integer', value: decimal },
	{ source: 'real', target: 'double precision', value: random => random.pick(['0', '-0', '0.1', '0.5', 'NaN']), canonical: float },
	{ source: 'text', target: 'char(6)', value: plainText, canonical: withoutBlanks },
	{ source: 'char(6)', target: 'text', value: plainText },
	{ source: 'text', target: 'varchar(3)', comparedAs: 'text', value: plainText },
	{ source: 'text', target: 'uuid', value: uuid, cast: 'uuid' },
	{ source: 'text', target: 'integer', value: integer(32n), cast: 'integer' },
	{ source: 'integer', target: 'text', value: integer(32n) },
	{ source: 'timestamp', target: 'timestamptz', value: instant },
	{ source: 'timestamp', target: 'timestamp(0)', value: instant },
	{ source: 'timestamptz', target: 'timestamptz(3)', value: instant },
	{ source: 'date', target: 'timestamp', value: date },
	{ source: 'json', target: 'jsonb', value: json, canonical: jsonContent },
	{ source: 'varchar(8)', target: 'code', comparedAs: 'varchar', value: plainText },
];
