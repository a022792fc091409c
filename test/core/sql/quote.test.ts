import fc from 'fast-check';
import type { Node } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser, parseStatement } from '../../../server/src/core/sql/parser';
import { quoteIdentifier, quoteLiteral, quoteName } from '../../../server/src/core/sql/quote';

beforeAll(loadSqlParser);

const text = fc.string({ unit: 'binary', minLength: 1 }).filter(one => !one.includes('\0') && Buffer.from(one).toString() === one);

function targetOf(sql: string): Node | undefined {
	const { tree, error } = parseStatement(sql);
	if (error) throw new Error(`${sql}: ${error.message}`);
	const statement = tree.statements[0]?.stmt;
	const target = statement && 'SelectStmt' in statement ? statement.SelectStmt.targetList?.[0] : undefined;
	return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

function columnOf(sql: string): string | undefined {
	const target = targetOf(sql);
	const field = target && 'ColumnRef' in target ? target.ColumnRef.fields?.[0] : undefined;
	return field && 'String' in field ? field.String.sval : undefined;
}

function constantOf(sql: string): string | undefined {
	const target = targetOf(sql);
	return target && 'A_Const' in target ? (target.A_Const.sval?.sval ?? '') : undefined;
}

test('any identifier comes back from the parser as it went in', () => {
	const short = text.filter(one => Buffer.byteLength(one) < 64);
	fc.assert(
		fc.property(short, name => {
			expect(columnOf(`select ${quoteIdentifier(name)}`)).toBe(name);
		}),
	);
});

test('any text comes back from the parser as it went in', () => {
	fc.assert(
		fc.property(text, value => {
			expect(constantOf(`select ${quoteLiteral(value)}`)).toBe(value);
		}),
	);
});

test.each([
	['id', 'id'],
	['Id', '"Id"'],
	['a b', '"a b"'],
	['1a', '"1a"'],
	['say "hi"', '"say ""hi"""'],
	['select', '"select"'],
	['between', '"between"'],
	['left', '"left"'],
	['name', 'name'],
	['straße', '"straße"'],
])('identifier %s is written %s', (name, written) => {
	expect(quoteIdentifier(name)).toBe(written);
});

test.each([
	['', "''"],
	["it's", "'it''s'"],
	['a\\b', "E'a\\\\b'"],
	["\\'", "E'\\\\'''"],
	['naïve 😀', "'naïve 😀'"],
])('text %j is written %s', (value, written) => {
	expect(quoteLiteral(value)).toBe(written);
});

test('a name has its schema in front when there is one', () => {
	expect(`${quoteName('erp', 'Cust')} ${quoteName(undefined, 'cust')}`).toBe('erp."Cust" cust');
});

test('what no quoting can carry is refused', () => {
	expect(() => quoteIdentifier('a\0b')).toThrow('NUL');
	expect(() => quoteIdentifier('')).toThrow('empty');
	expect(() => quoteLiteral('a\0b')).toThrow('NUL');
});
