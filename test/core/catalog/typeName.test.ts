import { expect, test } from 'vitest';
import { canonicalType, parseTypeName, sameType } from '../../../server/src/core/catalog/typeName';

test.each([
	['int4', 'integer'],
	['INTEGER', 'integer'],
	['pg_catalog.int8', 'bigint'],
	['decimal', 'numeric'],
	['numeric(12, 2)', 'numeric(12,2)'],
	['numeric(12)', 'numeric(12,0)'],
	['numeric(3,-2)', 'numeric(3,-2)'],
	['varchar(20)[]', 'character varying(20)[]'],
	['character varying(20)[3][4]', 'character varying(20)[]'],
	['int array', 'integer[]'],
	['char', 'character(1)'],
	['char(5)', 'character(5)'],
	['bpchar', 'bpchar'],
	['bpchar(5)', 'character(5)'],
	['"char"', '"char"'],
	['bit', 'bit(1)'],
	['varbit(8)', 'bit varying(8)'],
	['float', 'double precision'],
	['float(24)', 'real'],
	['timestamptz', 'timestamp with time zone'],
	['timestamptz(3)', 'timestamp(3) with time zone'],
	['timestamp(3) with time zone', 'timestamp(3) with time zone'],
	['timestamp', 'timestamp without time zone'],
	['time (6) without time zone[]', 'time(6) without time zone[]'],
	['interval', 'interval'],
	['interval(3)', 'interval(3)'],
	['interval day to second(3)', 'interval day to second(3)'],
	['app.order_status', 'app.order_status'],
	['APP.Order_Status', 'app.order_status'],
	['"My App"."Status""x"[]', '"My App"."Status""x"[]'],
	['public.geometry(Point,4326)', 'public.geometry(Point,4326)'],
	['größe', 'größe'],
	['"My type"', '"My type"'],
	['"text), (evil()"', '"text), (evil()"'],
])('%s is %s', (written, canonical) => {
	expect(canonicalType(written)).toBe(canonical);
	expect(canonicalType(canonical)).toBe(canonical);
});

test.each([
	'',
	'a.b.c',
	'numeric(',
	'integer with time zone',
	'1x',
	'interval day to',
	'.x',
	'text; drop table t',
	'"open',
	't($$)',
	"t(')",
	't(a -- b)',
	'text || evil()',
])('"%s" is no type', written => expect(parseTypeName(written)).toBeUndefined());

test('a name in parts', () => {
	expect(parseTypeName('numeric(12,2)[]')).toEqual({ name: 'numeric', modifiers: [12, 2], array: 1 });
	expect(parseTypeName('app.status')).toEqual({ schema: 'app', name: 'status', modifiers: [], array: 0 });
	expect(parseTypeName('public.geometry(Point,4326)')).toMatchObject({ schema: 'public', qualifier: 'Point,4326' });
});

test('the same type in two spellings', () => {
	expect(sameType('timestamptz', 'timestamp with time zone')).toBe(true);
	expect(sameType('varchar(20)', 'character varying(21)')).toBe(false);
	expect(sameType('integer', 'integer[]')).toBe(false);
	expect(sameType('no type!', 'no type!')).toBe(true);
});
