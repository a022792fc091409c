/** Values that tempt a comparison to a false match or a false mismatch, through whole specs on two servers. */

import { expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import { told } from './reconcileHarness';
import type { Reconciled } from './specHarness';
import { specsOn } from './specHarness';

const second = secondCluster();

const head = `crosswalk: 1
name: test
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
mappings:
`;

async function reconcile(source: string, target: string, yaml: string, checks?: readonly string[]): Promise<Reconciled> {
	const databases = { source: await freshDatabase(source), target: await second.freshDatabase(target) };
	return (await specsOn(databases, head))(yaml, { checks });
}

/** Type and value of the source, type and value of the target, as SQL. */
type Pair = readonly [sourceType: string, source: string, targetType: string, target: string];

const types = `create type mood as enum ('sad', 'ok'); create domain cents as numeric(10,2);`;

/** Each pair is a mapping of its own; told is what differs, `=` when nothing does. */
async function compareAll(pairs: readonly Pair[]): Promise<readonly string[]> {
	const tables = (type: 0 | 2, value: 1 | 3) =>
		pairs.map((pair, i) => `create table t${i} (id integer primary key, v ${pair[type]}); insert into t${i} values (1, ${pair[value]});`);
	const mappings = pairs.map((_, i) => `  m${i}: { source: t${i}, target: t${i}, columns: { id: id, v: v } }\n`).join('');
	const { checks } = await reconcile([types, ...tables(0, 1)].join('\n'), [types, ...tables(2, 3)].join('\n'), mappings, ['rows']);
	return checks.map(check => (check.verdict === 'identical' ? '=' : check.found ? told(check).join('; ') : `${check.reason}`));
}

const same: readonly Pair[] = [
	['text', `''`, 'text', `''`],
	['text', 'null', 'text', 'null'],
	['character(5)', `'ab'`, 'text', `'ab'`],
	['text', `'ab  '`, 'character(5)', `'ab'`],
	['character(5)', `'ab'`, 'character(9)', `'ab'`],
	['numeric', '1.005', 'numeric(10,2)', '1.01'],
	['numeric', '-2.5', 'integer', '-3'],
	['numeric', '1.50', 'numeric', '1.5'],
	['integer', '7', 'numeric', '7.000'],
	['numeric', `'NaN'`, 'numeric', `'NaN'`],
	['numeric(10,2)', '1.10', 'cents', '1.1'],
	['cents', '1.1', 'double precision', '1.1'],
	['double precision', `'NaN'`, 'double precision', `'NaN'`],
	['double precision', `'-0'`, 'double precision', '0'],
	['real', '0.1', 'double precision', '0.1::real'],
	['double precision', '0.1', 'numeric', '0.1'],
	['date', `'infinity'`, 'timestamp', `'infinity'`],
	['date', `'2024-01-01'`, 'timestamptz', `'2024-01-01 00:00+00'`],
	['timestamp', `'2024-01-01 10:00:00.123456'`, 'timestamp(3)', `'2024-01-01 10:00:00.123'`],
	['timestamptz', `'2024-07-01 12:00+02'`, 'timestamptz', `'2024-07-01 10:00+00'`],
	['time', `'24:00'`, 'time', `'24:00'`],
	['json', `'{"b": 1, "a": [1,  2], "b": 2}'`, 'jsonb', `'{"a": [1, 2], "b": 2}'`],
	['jsonb', `'{"b": 1, "a": null}'`, 'json', `'{"a":null,"b":1}'`],
	['text[]', `array['a', null, 'NULL', '']`, 'text[]', `array['a', null, 'NULL', '']`],
	['character varying[]', `array['a']`, 'text[]', `array['a']`],
	['integer[]', `'{1,NULL}'`, 'bigint[]', `'{1,NULL}'`],
	['bytea', `'\\x00ff'`, 'bytea', `'\\x00ff'`],
	['mood', `'ok'`, 'text', `'ok'`],
	['text', `'ok'`, 'mood', `'ok'`],
	['mood', `'ok'`, 'mood', `'ok'`],
	['boolean', 'true', 'text', `'true'`],
	['interval', `'1 mon 2 days 03:00'`, 'interval', `'1 mon 2 days 3 hours'`],
	['uuid', `'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'`, 'text', `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`],
	['inet', `'10.0.0.1'`, 'inet', `'10.0.0.1/32'`],
	['bit(3)', `B'101'`, 'bit(3)', `B'101'`],
	['int4range', `'[1,2]'`, 'int4range', `'[1,3)'`],
	['smallint', '-32768', 'bigint', '-32768'],
];

test('equal values of two databases are equal', async () => {
	const results = await compareAll(same);
	expect(results.flatMap((result, i) => (result === '=' ? [] : [`${same[i]?.join(' | ')}: ${result}`]))).toEqual([]);
});

const different: readonly (readonly [...Pair, string])[] = [
	['text', 'null', 'text', `''`, 'v null→'],
	['text', `'a'`, 'text', `'a '`, 'v a→a '],
	['varchar(9)', `'a '`, 'text', `'a'`, 'v a →a'],
	['text', `E'e\\u0301'`, 'text', `E'\\u00e9'`, 'v e\u0301→\u00e9'],
	['text', `'abcdef'`, 'varchar(3)', `'abc'`, 'v abcdef→abc'],
	['text', `'abcdef'`, 'character(3)', `'abc'`, 'v abcdef→abc'],
	['numeric', '1.005', 'numeric(10,2)', '1.00', 'v 1.01→1'],
	['numeric', `'NaN'`, 'numeric', 'null', 'v NaN→null'],
	['bigint', '9007199254740993', 'bigint', '9007199254740992', 'v 9007199254740993→9007199254740992'],
	['bigint', '9007199254740993', 'numeric', '9007199254740992', 'v 9007199254740993→9007199254740992'],
	['double precision', '0.1', 'double precision', '0.1::real', 'v 0.1→0.10000000149011612'],
	['timestamp', `'infinity'`, 'timestamp', `'294276-01-01'`, 'v infinity→294276-01-01 00:00:00'],
	['timestamptz', `'2024-07-01 12:00+02'`, 'timestamp', `'2024-07-01 12:00'`, 'v 2024-07-01 10:00:00→2024-07-01 12:00:00'],
	['jsonb', `'null'`, 'jsonb', 'null', 'v null→null'],
	['jsonb', `'[1, [2]]'`, 'jsonb', `'[[1], 2]'`, 'v [1, [2]]→[[1], 2]'],
	['text[]', `array['a', null]`, 'text[]', `array['a', 'NULL']`, 'v {a,NULL}→{a,"NULL"}'],
	['text[]', `'{}'`, 'text[]', 'null', 'v {}→null'],
	['text[]', `array['a,b']`, 'text[]', `array['a', 'b']`, 'v {"a,b"}→{a,b}'],
	['bytea', `'\\x'`, 'bytea', `'\\x00'`, 'v \\x→\\x00'],
	['mood', `'ok'`, 'mood', `'sad'`, 'v ok→sad'],
	['boolean', 'true', 'text', `'t'`, 'v true→t'],
	['interval', `'24:00'`, 'interval', `'1 day'`, 'v PT24H→P1D'],
];

test('different values of two databases are different, and shown as they are', async () => {
	expect(await compareAll(different.map(([a, b, c, d]) => [a, b, c, d]))).toEqual(different.map(pair => `changed 1: ${pair[4]}`));
});

test('a foreign key that leads nowhere keeps all its digits', async () => {
	const { checks } = await reconcile(
		'create table parent (no integer primary key); create table child (id integer primary key, parent integer); insert into child values (1), (2), (3)',
		`create table parent (id bigint primary key, no integer unique not null); create table child (id integer primary key, parent bigint);
		insert into child values (1, 77), (2, 9007199254740993), (3, -9007199254740991)`,
		`
  parents: { source: parent, target: parent, key: [no], columns: { no: no } }
  children: { source: child, target: child, columns: { id: id, parent: { lookup: parents, by: parent } } }
`,
		['rows'],
	);
	expect(checks[1]).toMatchObject({
		found: {
			rows: [
				{ columns: [{ name: 'parent', source: null, target: null, dangling: 77 }] },
				{ columns: [{ name: 'parent', dangling: '9007199254740993' }] },
				{ columns: [{ name: 'parent', dangling: -9007199254740991 }] },
			],
		},
	});
});

test('keys: long ones, NULL, trailing blanks of char, and numbers by value', async () => {
	const rows = `(repeat('k', 20000) || 'a', 1), (repeat('k', 20000) || 'b', 2), ('x', 3), (null, 4), (null, 5), ('', 6)`;
	const { checks } = await reconcile(
		`create table long (k text, v integer); insert into long values ${rows};
		create table padded (k character(5), n numeric); insert into padded values ('ab', 1.0), ('b', 2);`,
		`create table long (k text, v integer); insert into long values ${rows};
		create table padded (k text, n numeric); insert into padded values ('b', 2.00), ('ab', 1);`,
		`
  long: { source: long, target: long, key: [k], columns: { k: k, v: v } }
  padded: { source: padded, target: padded, key: [k, n], columns: { k: k, n: n } }
`,
		['rows'],
	);
	const [long, padded] = checks;
	expect(long && told(long)).toEqual(['duplicate null: 2/2']);
	expect(padded?.verdict).toBe('identical');
});

test('free pairs: one moment and one document are equal whatever their types, and tolerances are those of the compared type', async () => {
	const { checks } = await reconcile(
		'',
		'',
		`  {}
reconciliation:
  types:
    source: "select date '2024-01-01' as d, timestamp '2024-01-01 10:00' as t, timestamp(3) '2024-01-01 10:00' as s, json '{\\"a\\":1}' as j, 'x'::char(3) as c, 0.5::real as r, true as b"
    target: "select timestamp '2024-01-01' as d, timestamptz '2024-01-01 10:00+00' as t, timestamp '2024-01-01 10:00:01' as s, jsonb '{\\"a\\": 1}' as j, text 'x' as c, 0.50 as r, text 'true' as b"
    tolerance: { s: 1s, r: 1% }
  far:
    source: "select timestamp(3) '2024-01-01 10:00' as s"
    target: "select timestamp '2024-01-01 10:00:01.5' as s"
    tolerance: { s: 1s }
`,
	);
	expect(checks.map(({ check, verdict, reason }) => `${check} ${verdict} ${reason}`)).toEqual([
		'types identical undefined',
		'far different undefined',
	]);
});

test('a key that is empty or not mapped does not make one row of many', async () => {
	const tables = ['t', 'u', 'w'].map(name => {
		return `create table ${name} (a integer, b integer generated always as identity, c integer); insert into ${name} (a) values (1), (2);`;
	});
	const { checks } = await reconcile(
		tables.join('\n'),
		tables.join('\n'),
		`
  empty: { source: t, target: t, key: [], columns: { a: a } }
  other: { source: t, target: u, key: [a, c], columns: { a: a } }
  made: { source: t, target: w, key: [b], columns: { a: a } }
`,
		['count', 'rows'],
	);
	expect(checks.map(({ check, verdict, reason }) => `${check} ${verdict}: ${reason}`)).toEqual([
		'count identical: undefined',
		'rows not-run: "empty" has no key; write "key", or "key: none" to compare without one',
		'count identical: undefined',
		'rows not-run: the key column "c" of "other" is not mapped; map it, or choose another key',
		'count identical: undefined',
		'rows not-run: the key column "b" of "made" is not mapped; map it, or choose another key',
	]);
});
