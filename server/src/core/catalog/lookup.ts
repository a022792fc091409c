/** Finds things in a catalog by name. Builds its indexes once per catalog object and search path. */

import { lazy } from '../base/memo';
import { nearestName } from '../base/nearest';
import type { Catalog, Column, Table, UserFunction, UserType } from './catalog';
import { parseTypeName } from './typeName';

export interface CatalogLookup {
	readonly catalog: Catalog;
	/** `schema` undefined: along `searchPath` (the spec's listed schema when it is the only one, then the connection's search path). */
	table(schema: string | undefined, name: string): Table | undefined;
	/** `schema.table` for every table, views and foreign tables included. */
	readonly tables: ReadonlyMap<string, Table>;
	hasSchema(name: string): boolean;
	/** Nearest `schema.table` or plain table name, in the way `name` was written. */
	nearestTable(schema: string | undefined, name: string): string | undefined;
	/** By a name as in `Column.type`: quotes, modifiers and array brackets do not matter. */
	type(name: string): UserType | undefined;
	/** User functions of that name; `schema` undefined: every schema. */
	functions(schema: string | undefined, name: string): readonly UserFunction[];
}

const remembered = new WeakMap<Catalog, Map<string, CatalogLookup>>();

export function catalogLookup(catalog: Catalog, searchPath: readonly string[]): CatalogLookup {
	const ofCatalog = remembered.get(catalog) ?? new Map<string, CatalogLookup>();
	remembered.set(catalog, ofCatalog);
	const key = JSON.stringify(searchPath);
	const lookup = ofCatalog.get(key) ?? makeLookup(catalog, searchPath);
	ofCatalog.set(key, lookup);
	return lookup;
}

function makeLookup(catalog: Catalog, searchPath: readonly string[]): CatalogLookup {
	const tables = new Map<string, Table>();
	const types = new Map<string, UserType>();
	/** By a name as it was asked for: thousands of columns share few types. */
	const typesByName = new Map<string, UserType | undefined>();
	const functions = lazy(() => {
		const found = new Map<string, UserFunction[]>();
		for (const schema of catalog.schemas) for (const one of schema.functions) found.set(one.name, [...(found.get(one.name) ?? []), one]);
		return found;
	});
	const schemas = new Set<string>();
	for (const schema of catalog.schemas) {
		schemas.add(schema.name);
		for (const table of schema.tables) tables.set(`${schema.name}.${table.name}`, table);
		for (const type of schema.types) types.set(`${schema.name}.${type.name}`, type);
	}
	return {
		catalog,
		tables,
		table(schema, name) {
			if (schema !== undefined) return tables.get(`${schema}.${name}`);
			for (const candidate of searchPath) {
				const table = tables.get(`${candidate}.${name}`);
				if (table) return table;
			}
			return undefined;
		},
		hasSchema: name => schemas.has(name),
		nearestTable(schema, name) {
			if (schema === undefined) {
				const plain = nearestName(
					name,
					[...tables.values()].filter(table => searchPath.includes(table.schema)).map(table => table.name),
				);
				return plain ?? [...tables.values()].map(table => `${table.schema}.${table.name}`).find(full => full.endsWith(`.${name}`));
			}
			return nearestName(`${schema}.${name}`, tables.keys());
		},
		type(name) {
			if (typesByName.has(name)) return typesByName.get(name);
			const parsed = parseTypeName(name);
			const type = parsed?.schema === undefined ? undefined : types.get(`${parsed.schema}.${parsed.name}`);
			typesByName.set(name, type);
			return type;
		},
		functions: (schema, name) => (functions().get(name) ?? []).filter(one => schema === undefined || one.schema === schema),
	};
}

export function columnOf(table: Table, name: string): Column | undefined {
	return table.columns.find(column => column.name === name);
}

export function fullName(table: { readonly schema: string; readonly name: string }): string {
	return `${table.schema}.${table.name}`;
}
