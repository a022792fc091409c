import { expect, test } from 'vitest';
import type { Catalog } from '../../../server/src/core/catalog/catalog';
import { steadySizes } from '../../../server/src/core/catalog/sizes';
import { parseSnapshot, renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { catalogText } from '../../support/catalogText';

const catalog = catalogText(`
	enum app.status: open, done
	domain app.code: text not null check (value <> '')
	composite app.address(street text, zip text)
	range app.span: timestamptz
	app.orders(id bigint pk, "Odd ""Näme" text default 'x', status app.status unique) rows 1234 bytes 8192
	foreign key app.orders(id) references app.orders(id)
	check app.orders: id > 0
	function app.f(int) returns text
	sequence app.s owned by app.orders.id
	cast app.status as text
	operator app.<->(text, text) returns real function app.distance
	schema empty
`);

test('one column, key or type a line', () => {
	expect(renderSnapshot(catalog)).toMatchInlineSnapshot(`
		"{
			"format": 1,
			"engine": "postgres",
			"version": 180000,
			"fingerprint": "52a6d283e73814e9ec4f69d29e8dc983",
			"settings": { "encoding": "UTF8", "collation": "C", "timezone": "UTC", "searchPath": ["public"], "standardConformingStrings": true },
			"schemas": [
				{
					"name": "app",
					"tables": [
						{
							"schema": "app",
							"name": "orders",
							"kind": "table",
							"columns": [
								{ "name": "id", "type": "bigint", "nullable": false },
								{ "name": "Odd \\"Näme", "type": "text", "nullable": true, "default": "'x'" },
								{ "name": "status", "type": "app.status", "nullable": true }
							],
							"uniqueKeys": [
								{ "name": "orders_status_key", "columns": ["status"] }
							],
							"foreignKeys": [
								{ "name": "orders_id_fkey", "columns": ["id"], "references": { "schema": "app", "table": "orders", "columns": ["id"] } }
							],
							"checks": [
								{ "name": "orders_check", "expression": "id > 0" }
							],
							"triggers": [],
							"estimatedRows": 1234,
							"bytes": 8192,
							"primaryKey": { "name": "orders_pkey", "columns": ["id"] }
						}
					],
					"types": [
						{
							"schema": "app",
							"name": "address",
							"kind": "composite",
							"attributes": [
								{ "name": "street", "type": "text" },
								{ "name": "zip", "type": "text" }
							]
						},
						{
							"schema": "app",
							"name": "code",
							"kind": "domain",
							"baseType": "text",
							"nullable": false,
							"checks": [
								{ "name": "code_check", "expression": "value <> ''" }
							]
						},
						{ "schema": "app", "name": "span", "kind": "range", "subtype": "timestamp with time zone" },
						{ "schema": "app", "name": "status", "kind": "enum", "labels": ["open", "done"] }
					],
					"functions": [
						{ "schema": "app", "name": "f", "kind": "function", "arguments": ["integer"], "result": "text", "volatility": "immutable", "strict": false, "language": "sql" }
					],
					"sequences": [
						{ "schema": "app", "name": "s", "type": "bigint", "start": "1", "increment": "1", "minimum": "1", "maximum": "9223372036854775807", "cycle": false, "ownedBy": { "schema": "app", "table": "orders", "column": "id" } }
					]
				},
				{ "name": "empty", "tables": [], "types": [], "functions": [], "sequences": [] },
				{ "name": "public", "tables": [], "types": [], "functions": [], "sequences": [] }
			],
			"casts": [
				{ "source": "app.status", "target": "text", "context": "explicit" }
			],
			"operators": [
				{ "schema": "app", "name": "<->", "left": "text", "right": "text", "result": "real", "function": "app.distance", "volatility": "immutable" }
			]
		}
		"
	`);
});

test('what was rendered is parsed again, and rendered the same', () => {
	const text = renderSnapshot(catalog);
	const parsed = parseSnapshot(text);
	expect(parsed).toEqual({ catalog });
	expect('catalog' in parsed && renderSnapshot(parsed.catalog)).toBe(text);
});

test.each([
	['', 'is not JSON; write it again with "crosswalk introspect"'],
	['{', 'is not JSON; write it again with "crosswalk introspect"'],
	['<<<<<<< HEAD\n{}', 'is not JSON; write it again with "crosswalk introspect"'],
	['null', 'is no catalog: the file must be object; write it again with "crosswalk introspect"'],
	['{}', 'is no catalog: the file must have required property \'format\'; write it again with "crosswalk introspect"'],
	['{"format": 2}', 'has the format 2, and this Crosswalk reads 1; update Crosswalk'],
	['{"format": "1"}', expect.stringContaining('is no catalog')],
	[changed('"nullable": false', '"nullable": 0'), expect.stringContaining('"schemas/0/tables/0/columns/0/nullable" must be boolean')],
	[changed('"kind": "table"', '"kind": "chair"'), expect.stringContaining('"schemas/0/tables/0/kind" must be equal to one of')],
	[changed('"name": "zip", "type": "text"', '"name": "zip"'), expect.stringContaining('"schemas/0/types/0/attributes/1" must have')],
])('a file that is none: %s', (text, problem) => {
	expect(parseSnapshot(text)).toEqual({ problem });
});

function changed(written: string, replacement: string): string {
	const text = renderSnapshot(catalog);
	expect(text).toContain(written);
	return text.replace(written, replacement);
}

test('sizes stay as they were until they have moved by a factor of two', () => {
	const sized = (rows: number, bytes: number): Catalog => catalogText(`t(a int) rows ${rows} bytes ${bytes}`);
	const sizes = ({ schemas: [schema] }: Catalog) => [schema?.tables[0]?.estimatedRows, schema?.tables[0]?.bytes];
	const first = steadySizes(undefined, sized(123456, 987654));
	expect(sizes(first)).toEqual([120000, 990000]);
	expect(sizes(steadySizes(first, sized(239999, 495001)))).toEqual([120000, 990000]);
	expect(sizes(steadySizes(first, sized(240001, 494999)))).toEqual([240000, 490000]);
	expect(sizes(steadySizes(sized(0, 0), sized(0, 8192)))).toEqual([0, 8200]);
	expect(sizes(steadySizes(first, catalogText('t(a int)')))).toEqual([undefined, undefined]);
});
