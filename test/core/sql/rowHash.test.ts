/** On a real server: hashes of values are equal exactly when their canonical texts are, type by type. */

import { beforeAll, describe, expect, test } from 'vitest';
import { canonicalText } from '../../../server/src/core/sql/dialects/canonicalText';
import type { HashForm } from '../../../server/src/core/sql/dialects/rowHash';
import { hashAlone, hashItem, rowHash, sampleOf } from '../../../server/src/core/sql/dialects/rowHash';
import { quoteLiteral } from '../../../server/src/core/sql/quote';
import { freshDatabase, type TestDatabase } from '../../support/postgres';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});

const settings = `set timezone = 'UTC'; set intervalstyle = 'iso_8601'; set extra_float_digits = 1;`;
const native: HashForm = { kind: 'native', version: 180000, recoded: false };
const recoded: HashForm = { ...native, recoded: true };
/** Whose booleans, dates and bytes can be hashed in a record only. */
const older: HashForm = { ...native, version: 140000 };
const olderRecoded: HashForm = { ...older, recoded: true };
const md5: HashForm = { kind: 'md5', recoded: false };
const forms = [native, recoded, older, olderRecoded, md5];

/** Values that have been mistaken for one another, or are written in more than one way. */
const values: Readonly<Record<string, readonly string[]>> = {
	smallint: ['-32768', '-1', '0', '1', '32767'],
	integer: ['-2147483648', '-1', '0', '5', '2147483647'],
	bigint: [
		'5',
		'21474836480',
		'-5',
		'-6',
		'4294967295',
		'4294967296',
		'-4294967296',
		'9223372036854775807',
		'-9223372036854775808',
		'0',
		'-1',
	],
	numeric: [
		'5',
		'-5',
		'5.0',
		'5.00',
		'0',
		'0.0',
		'-0',
		'NaN',
		'Infinity',
		'-Infinity',
		'1',
		'10000',
		'0.0001',
		'1e30',
		'100',
		'1e2',
		'12345678901234567890.12',
	],
	'numeric(10,2)': ['5', '-5', '5.0', '0', 'NaN', '1', '10000'],
	real: ['0', '-0', '0.1', '1.5', 'NaN', 'Infinity', '-Infinity', '1e-40'],
	'double precision': ['0', '-0', '0.1', '0.10000000149011612', '1.5', 'NaN', 'Infinity', '-Infinity', '1e-310'],
	boolean: ['true', 'false'],
	date: ['2000-01-01', '0044-03-15 BC', 'infinity', '-infinity'],
	'timestamp without time zone': ['2000-01-01 00:00:00.000005', '2000-01-01 05:57:54.83648', '2000-01-01', 'infinity', '-infinity'],
	'timestamp with time zone': [
		'2000-01-01 00:00:00.000005+00',
		'2000-01-01 05:57:54.83648+00',
		'2000-01-01 00:00:00.000005+00:00',
		'infinity',
	],
	'timestamp(3) without time zone': ['2000-01-01 00:00:00.0004', '2000-01-01', '2000-01-01 00:00:00.001'],
	'time without time zone': ['00:00', '24:00', '12:30:15.5', '12:30:15.500000', '05:57:54.83648', '00:00:00.000005'],
	'time with time zone': ['12:00+02', '10:00+00', '10:00Z', '12:00+01'],
	interval: ['1 mon', '30 days', '24:00', '1 day', '1 year', '12 mons', '00:00:00.000005', '05:57:54.83648', '0', '-1 mon', '1 mon -1 day'],
	uuid: ['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '00000000-0000-0000-0000-000000000000'],
	bytea: ['\\x', '\\x00', '\\x0000', '\\xff'],
	text: ['', ' ', 'a', 'A', 'a ', '\u00e9', 'e\u0301', '\u{1f600}', 'a\u200b', 'null', '(a)', '"', 'a,b'],
	'character varying(9)': ['', 'a', 'a '],
	'character(5)': ['a', 'a  ', '', 'ab'],
	name: ['a', 'A'],
	json: ['[[1],2]', '[[1,2]]', '{"a":1,"b":2}', '{"b": 2, "a": 1}', '1', '1.0', 'null', '"null"'],
	jsonb: ['[[1],2]', '[[1,2]]', '{"a":1,"b":2}', '{"b": 2, "a": 1}', '1', '1.0', 'null', '"null"'],
	'integer[]': ['{1,2}', '{{1},{2}}', '{{1,2}}', '{}', '{NULL}', '[2:3]={1,2}'],
	'text[]': ['{}', '{NULL}', '{"NULL"}', '{a,b}', '{"a,b"}'],
	money: ['1.00', '1', '-1'],
	inet: ['10.0.0.1', '10.0.0.1/32', '10.0.0.1/24'],
	'bit(3)': ['101', '110'],
	int4range: ['[1,2]', '[1,3)', 'empty', '[3,3)'],
	xml: ['<a/>', '<a></a>'],
};

/** Pairs whose canonical texts are equal and whose hashes are not, or the other way round. */
async function mismatches(type: string, form: HashForm, seed: string): Promise<readonly unknown[]> {
	const rows = [...(values[type] ?? []).map(value => `(${quoteLiteral(value)}::${type})`), `(null::${type})`];
	const hash = rowHash([hashItem('r.v', type, form, type === 'integer' || type === 'smallint')], seed, form);
	return await database.run(`${settings}
		with hashed as (select ${canonicalText('r.v', type)} as t, ${hash} as h from (values ${rows.join(', ')}) as r (v))
		select a.t, b.t from hashed a, hashed b where (a.t is not distinct from b.t) <> (a.h = b.h)`);
}

describe.each([
	['native', native],
	['recoded', recoded],
	['before PostgreSQL 18', older],
	['recoded before PostgreSQL 18', olderRecoded],
	['md5', md5],
])('%s', (_, form) => {
	test.each(Object.keys(values))('equal hashes of %s are equal values', async type => {
		expect(await mismatches(type, form, '7')).toEqual([]);
		// The seed of keys, and of rows without one.
		expect(await mismatches(type, form, '0')).toEqual([]);
	});

	test.each(Object.keys(values))('a sample of %s can be hashed', async type => {
		const item = hashItem(`(${sampleOf(type, '\u00e4')})`, type, form);
		const [[hash] = []] = await database.run(`${settings} select ${rowHash([item], '1', form)}`);
		expect(hash).toMatch(/^-?\d+$/);
	});
});

test.each(Object.keys(values))('a key of %s is told from every other by its hash alone, or in a record', async type => {
	const rows = [...(values[type] ?? []).map(value => `(${quoteLiteral(value)}::${type})`), `(null::${type})`];
	for (const form of [native, olderRecoded]) {
		const item = hashItem('r.v', type, form);
		const hash = hashAlone(item) ?? rowHash([item], '0', form);
		// NULL may have the hash of a zero: the row's own hash tells them apart.
		const differing = `with hashed as (select ${canonicalText('r.v', type)} as t, ${hash} as h from (values ${rows.join(', ')}) as r (v))
			select a.t, b.t from hashed a, hashed b where a.h is null or (a.t = b.t) <> (a.h = b.h)`;
		expect(await database.run(`${settings} ${differing}`)).toEqual([]);
	}
});

test('only types that have a function for it are hashed alone', () => {
	expect(hashItem('r.v', 'boolean', older).alone).toBeUndefined();
	expect(hashItem('r.v', 'text', olderRecoded).alone).toBeUndefined();
	expect(hashItem('r.v', 'uuid', md5).alone).toBeUndefined();
});

test('rows of the same words are told apart by where they stand', async () => {
	const rows = ['null, null', `null, ''`, `'', null`, `'a', 'b,c'`, `'a,b', 'c'`, `'(a', 'b)'`, `'a"', '"b'`, `'null', null`, `'', ''`];
	for (const form of forms) {
		const items = ['r.a', 'r.b'].map(name => hashItem(name, 'text', form));
		const hashes = await database.run(
			`select ${rowHash(items, '1', form)} from (values ${rows.map(row => `(${row})`).join(', ')}) as r (a, b)`,
		);
		expect(new Set(hashes.map(([hash]) => hash)).size).toBe(rows.length);
	}
});

/** Rows of a bucket change, and the sum of their hashes must move: `before` and `after` are values of rows with the keys 1, 2 and so on. */
test.each([
	['a value that two rows swap', 'text', [`'a'`, `'b'`], [`'b'`, `'a'`]],
	['zero and NaN, which PostgreSQL hashes to neighbours', 'numeric', [`'0'`, `'NaN'`], [`'NaN'`, `'0'`]],
	['numbers that are digits and a weight', 'numeric', [`'1'`, `'10000'`], [`'10000'`, `'1'`]],
	['a sign', 'numeric', [`'5'`, `'-5'`], [`'-5'`, `'5'`]],
	['NULL and a value', 'integer', ['null', '1'], ['1', 'null']],
	['NULL and zero, whose hash is the key', 'real', ['null', 'null', `'0'`], [`'0'`, `'0'`, 'null']],
])('%s', async (_, type, before, after) => {
	for (const form of forms) {
		const key = { value: 'r.k::bigint' };
		const hash = rowHash([...(form.kind === 'md5' ? [key] : []), hashItem('r.v', type, form)], 'r.k::bigint', form);
		const sum = (rows: readonly string[]) =>
			`(select sum(${hash}) from (values ${rows.map((value, k) => `(${k + 1}, ${value}::${type})`).join(', ')}) as r (k, v))`;
		expect(await database.run(`select ${sum(before)} = ${sum(after)}`)).toEqual([['f']]);
	}
});

test.each(['text', 'boolean', 'bigint'])('rows of NULL only, of %s, are told apart by their keys', async type => {
	for (const form of [native, older]) {
		const hash = rowHash([hashItem(`null::${type}`, type, form)], 'r.k::bigint', form);
		expect(await database.run(`select count(distinct ${hash}) from generate_series(1, 1000) as r (k)`)).toEqual([['1000']]);
	}
});

test('a row of no items has the hash of its key and mark', async () => {
	for (const form of [native, older]) {
		const hash = rowHash([], 'r.k::bigint', form, '(r.k % 2)::integer');
		const both = `select count(distinct ${hash}), count(distinct ${rowHash([], '0', form, 'r.k % 2')}) from generate_series(1, 1000) as r (k)`;
		expect(await database.run(both)).toEqual([['1000', '2']]);
	}
});

test('two columns that change places, or are zero and NULL by turns, have another hash', async () => {
	const rows = ['1, null', 'null, 1', '0, null', 'null, 0', 'null, null', '0, 0', '1, 1'];
	for (const type of ['real', 'double precision', 'integer', 'bigint', 'text', 'numeric', 'boolean']) {
		for (const form of forms) {
			const hash = rowHash(
				['r.a', 'r.b'].map(name => hashItem(`${name}::integer::text::${type}`, type, form)),
				'0',
				form,
			);
			const hashes = await database.run(`select ${hash} from (values ${rows.map(row => `(${row})`).join(', ')}) as r (a, b)`);
			expect(new Set(hashes.map(([one]) => one)).size).toBe(rows.length);
		}
	}
});

test.each([true, false])('rows that swap a value move the sum of their hashes; with a key: %s', async hasKey => {
	for (const form of forms) {
		const of = (rows: string) => {
			const items = ['r.a', 'r.b', ...(hasKey && form.kind === 'md5' ? ['r.k'] : [])].map(name => hashItem(name, 'integer', form));
			return `(select sum(${rowHash(items, hasKey ? 'r.k::bigint' : '0', form)}) from (values ${rows}) as r (k, a, b))`;
		};
		expect(await database.run(`select ${of('(1, 1, 2), (2, 3, 4)')} = ${of('(1, 1, 4), (2, 3, 2)')}`)).toEqual([['f']]);
		const zeros = [of('(4, 0, null), (7, null, 0), (1, 0, 0)'), of('(4, null, 0), (7, 0, null), (1, 0, 0)')];
		if (hasKey) expect(await database.run(`select ${zeros.join(' = ')}`)).toEqual([['f']]);
	}
});
