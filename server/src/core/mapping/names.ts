/** What table and function names mean on each side of a spec. */

import { nearestName } from '../base/nearest';
import type { Table, UserFunction, Volatility } from '../catalog/catalog';
import { type CatalogLookup, fullName } from '../catalog/lookup';
import { parseTypeName, renderTypeName } from '../catalog/typeName';
import type { FunctionKnowledge, Relation, SqlNames } from '../sql/analysis';
import { nearestBuiltin } from '../sql/functions';
import { bareType, type Signature, type UserTypeKind } from '../sql/types/typeSystem';

/** Relations of the spec itself, by the name that SQL uses: `live_customers`, `lookup.country`. */
export type OwnRelations = ReadonlyMap<string, Relation>;

/** `own` wins over the catalog, as a WITH query does. Without a catalog everything that is not `own` is unknowable. */
export function sqlNames(catalog: CatalogLookup | undefined, own: OwnRelations): SqlNames {
	return {
		relation(schema, name) {
			const ownOne = own.get(schema === undefined ? name : `${schema}.${name}`);
			if (ownOne) return ownOne;
			if (schema === 'lookup') return undefined;
			if (!catalog || isSystemSchema(schema) || name.startsWith('pg_')) return 'unknowable';
			const table = catalog.table(schema, name);
			return table && tableRelation(table);
		},
		nearestRelation(schema, name) {
			const written = schema === undefined ? name : `${schema}.${name}`;
			return nearestName(written, own.keys()) ?? catalog?.nearestTable(schema, name);
		},
		// Built-in functions are known to `knowFunction`, which joins them with these.
		functions(schema, name) {
			if (!catalog) return 'unknowable';
			return worst(catalog.functions(schema, name).map(knowledgeOf)) ?? castTo(catalog, schema, name);
		},
		operators: name => operatorVolatility(catalog, name),
		casts: (schema, type) => castVolatility(catalog, schema, type),
		signatures: (schema, name) =>
			catalog
				?.functions(schema, name)
				.filter(one => one.kind !== 'procedure')
				.map(signatureOf),
		type: (schema, name) => catalog && userType(catalog, schema, name),
		nearestFunction: name => nearestName(name, functionNames(catalog)) ?? nearestBuiltin(name),
	};
}

/** A type's name can be called like a function (PostgreSQL manual, 4.2.9): `order_status('open')`. */
function castTo(catalog: CatalogLookup, schema: string | undefined, name: string): FunctionKnowledge | undefined {
	const types = catalog.catalog.schemas.filter(one => schema === undefined || one.name === schema).flatMap(one => one.types);
	if (!types.some(type => type.name === name)) return undefined;
	const volatility = castVolatility(catalog, schema, name) ?? 'immutable';
	return { volatility, aggregate: false, window: false, unsafe: volatility === 'volatile' };
}

function castVolatility(catalog: CatalogLookup | undefined, schema: string | undefined, name: string): Volatility | undefined {
	const functions = catalog?.catalog.casts.flatMap(cast => {
		const type = parseTypeName(cast.target);
		return cast.function !== undefined && type?.schema !== undefined && type.name === name && (schema ?? type.schema) === type.schema
			? [cast.function]
			: [];
	});
	if (!catalog || !functions || functions.length === 0) return undefined;
	const all = catalog.catalog.schemas.flatMap(one => one.functions).filter(one => functions.includes(`${one.schema}.${one.name}`));
	return worst(all.map(knowledgeOf))?.volatility;
}

function signatureOf({ arguments: types, result, variadic, defaults, set }: UserFunction): Signature {
	return { arguments: types.map(bareType), result, variadic, defaults, set };
}

function userType(catalog: CatalogLookup, schema: string | undefined, name: string): UserTypeKind | undefined {
	const types = catalog.catalog.schemas.filter(one => schema === undefined || one.name === schema).flatMap(one => one.types);
	const found = types.filter(type => type.name === name);
	const [type] = found;
	if (!type || found.length > 1) return undefined;
	const written = renderTypeName({ schema: type.schema, name: type.name, modifiers: [], array: 0 });
	return { name: written, kind: type.kind, baseType: type.kind === 'domain' ? type.baseType : undefined };
}

function operatorVolatility(catalog: CatalogLookup | undefined, name: string): Volatility | undefined {
	const found = catalog?.catalog.operators.filter(operator => operator.name === name).map(operator => operator.volatility) ?? [];
	return [...order].reverse().find(volatility => found.includes(volatility));
}

const order: readonly Volatility[] = ['immutable', 'stable', 'volatile'];

function knowledgeOf({ kind, volatility }: UserFunction): FunctionKnowledge {
	return {
		volatility,
		aggregate: kind === 'aggregate',
		window: kind === 'window',
		unsafe: kind === 'procedure' || volatility === 'volatile',
	};
}

function functionNames(catalog: CatalogLookup | undefined): readonly string[] {
	return (catalog?.catalog.schemas ?? []).flatMap(schema => schema.functions.map(one => one.name));
}

function isSystemSchema(schema: string | undefined): boolean {
	return schema === 'information_schema' || schema?.startsWith('pg_') === true;
}

/** Of several overloads nobody knows which is meant, so the least safe one counts. */
function worst(all: readonly FunctionKnowledge[]): FunctionKnowledge | undefined {
	return all.reduce<FunctionKnowledge | undefined>((sofar, one) => {
		if (!sofar) return one;
		return {
			volatility: order[Math.max(order.indexOf(sofar.volatility), order.indexOf(one.volatility))] ?? 'volatile',
			aggregate: sofar.aggregate || one.aggregate,
			window: sofar.window || one.window,
			unsafe: sofar.unsafe || one.unsafe,
		};
	}, undefined);
}

const relations = new WeakMap<Table, Relation>();

/** A catalog table as a relation; made once per table. */
export function tableRelation(table: Table): Relation {
	const known = relations.get(table);
	if (known) return known;
	const name = fullName(table);
	const columns = table.columns.map(column => ({
		name: column.name,
		reads: [{ table: name, column: column.name }],
		type: column.type,
		nullable: column.nullable,
	}));
	const relation: Relation = { name, kind: 'table', columns, always: [] };
	relations.set(table, relation);
	return relation;
}
