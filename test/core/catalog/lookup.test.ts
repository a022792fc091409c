import { expect, test } from 'vitest';
import { catalogLookup } from '../../../server/src/core/catalog/lookup';
import { catalogText } from '../../support/catalogText';

const lookup = catalogLookup(
	catalogText(`
		enum app.status: a
		enum "My App"."Status": a
		app.orders(id int)
		public.orders(id int)
		app.customers(id int)
		function app.f(int) returns int
		function public.f(text) returns int
	`),
	['app', 'public'],
);

test('a type is found by its name as a column writes it', () => {
	for (const name of ['app.status', 'app.status[]', 'APP.STATUS'])
		expect(lookup.type(name)).toMatchObject({ schema: 'app', name: 'status' });
	expect(lookup.type('"My App"."Status"[]')).toMatchObject({ schema: 'My App', name: 'Status' });
	for (const name of ['status', 'text', 'numeric(10,2)', 'no type!', 'app.statu']) expect(lookup.type(name)).toBeUndefined();
});

test('a table is found along the search path, and the nearest is suggested', () => {
	expect(lookup.table(undefined, 'orders')?.schema).toBe('app');
	expect(lookup.table('public', 'orders')?.schema).toBe('public');
	expect(lookup.table('app', 'nothing')).toBeUndefined();
	expect(lookup.nearestTable(undefined, 'order')).toBe('orders');
	expect(lookup.nearestTable('app', 'custmers')).toBe('app.customers');
});

test('functions of one schema, or of all', () => {
	expect(lookup.functions(undefined, 'f')).toHaveLength(2);
	expect(lookup.functions('app', 'f')).toHaveLength(1);
	expect(lookup.functions('app', 'g')).toEqual([]);
});
