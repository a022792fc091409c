/** What the schema says of a place: its words, keys and values. */

import { expect, test } from 'vitest';

import { schemaAt } from '../../../server/src/core/spec/schemaAt';

test('the top of a spec knows its keys, and which must stand', () => {
	const keys = schemaAt('migration-spec#', [])?.keys ?? [];
	expect(keys.filter(key => key.required).map(key => key.name)).toEqual(['crosswalk', 'name', 'source', 'target']);
	expect(keys.find(key => key.name === 'views')?.description).toMatch(/^SELECTs over the source/);
});

test('a path goes through names that the user chose', () => {
	const place = schemaAt('migration-spec#', ['mappings', 'customers', 'deletes']);
	expect(place?.values).toEqual(['compare', 'none']);
	expect(place?.description).toMatch(/^How a delta finds rows/);
	expect(schemaAt('#/$defs/mapping', ['deletes'])).toEqual(place);
});

test('a column offers the keys of every origin, each with its own words', () => {
	const place = schemaAt('#/$defs/mapping', ['columns', 'email']);
	expect(place?.expected).toBe('an SQL expression, or a map with source, value, lookup or generated');
	expect(place?.keys.map(key => key.name)).toEqual([
		...['source', 'transform', 'map', 'otherwise', 'round', 'cast', 'null_to', 'description', 'value', 'lookup', 'by', 'take', 'generated'],
	]);
	expect(place?.keys.some(key => key.required)).toBe(false);
});

test('a path goes through lists, and through all alternatives of a union', () => {
	expect(schemaAt('#/$defs/mapping', ['reconcile', 'checks', 0])?.values).toEqual(['count', 'rows', 'balance', 'checksum']);
	expect(schemaAt('#/$defs/mapping', ['reconcile', 'checks', 0, 'sum'])?.description).toBe('Compares the sum of this target column.');
	expect(schemaAt('#/$defs/mapping', ['columns', 'a', 'otherwise'])?.values).toEqual(['reject', 'keep', 'null']);
	expect(schemaAt('#/$defs/mapping', ['examples', 'e', 'given', 'c', 0, 'cust_no'])?.expected).toBe('a single value or null');
});

test('words that may stand are true and false, too', () => {
	expect(schemaAt('#/$defs/step', ['point_of_no_return'])?.values).toEqual(['true', 'false']);
});

test('examples come along', () => {
	expect(schemaAt('#/$defs/mapping', ['high_water'])?.examples).toEqual(['c.chg_ts']);
	expect(schemaAt('connections#', ['erp', 'environment'])?.examples).toContain('production');
});

test('a place that the schema does not know is undefined', () => {
	for (const path of [['mapings'], ['mappings', 'a', 'b'], ['name', 'x'], ['mappings', 0], ['toString']]) {
		expect(schemaAt('migration-spec#', path)).toBeUndefined();
	}
});
