/**
 * What changed between two catalogs, object by object and property by property. Estimated rows and bytes are no change. Says nothing of
 * what lies within an object that was added or removed as a whole.
 */

import type { Catalog, Check, Column, ForeignKey, Table, UniqueKey, UserFunction, UserType } from './catalog';

export interface CatalogChange {
	readonly kind: 'added' | 'removed' | 'changed';
	/** For example `column`, `unique key`, `enum`. */
	readonly what: string;
	/** For example `erp.cust_mst.fax`. Empty of the server itself. */
	readonly object: string;
	/** Of a change: for example `type`. */
	readonly property?: string;
	/** Undefined when there was none. */
	readonly before?: string;
	/** Undefined when there is none any more. */
	readonly after?: string;
}

/** In the order of the catalogs: the server, then schema by schema, then casts and operators. */
export function diffCatalogs(before: Catalog, after: Catalog): readonly CatalogChange[] {
	return diffObjects(objectsOf(before), objectsOf(after));
}

/** One line for each change. */
export function renderCatalogChanges(changes: readonly CatalogChange[]): readonly string[] {
	return changes.map(renderChange);
}

/** For example `column erp.cust_mst.fax: type changed from text to character varying(20)`. */
export function renderChange(change: CatalogChange): string {
	const subject = change.object === '' ? change.what : `${change.what} ${change.object}`;
	if (change.kind !== 'changed') return `${subject} ${change.kind}`;
	return `${subject}: ${change.property} changed from ${change.before ?? 'none'} to ${change.after ?? 'none'}`;
}

/** A thing of a catalog with what can change about it, and the things within it. */
interface CatalogObject {
	readonly what: string;
	readonly object: string;
	readonly properties: Readonly<Record<string, string | undefined>>;
	readonly children?: readonly CatalogObject[];
}

function diffObjects(before: readonly CatalogObject[], after: readonly CatalogObject[]): readonly CatalogChange[] {
	const keyOf = (one: CatalogObject) => `${one.what} ${one.object}`;
	const earlier = new Map(before.map(one => [keyOf(one), one]));
	const later = new Map(after.map(one => [keyOf(one), one]));
	const removed = before.filter(one => !later.has(keyOf(one)));
	return [
		...removed.map(({ what, object }): CatalogChange => ({ kind: 'removed', what, object })),
		...after.flatMap(one => {
			const match = earlier.get(keyOf(one));
			return match ? diffObject(match, one) : [{ kind: 'added', what: one.what, object: one.object } as const];
		}),
	];
}

function diffObject(before: CatalogObject, after: CatalogObject): readonly CatalogChange[] {
	const { what, object } = after;
	const properties = [...new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])];
	const changed = properties.filter(property => before.properties[property] !== after.properties[property]);
	return [
		...changed.map(
			(property): CatalogChange => ({
				kind: 'changed',
				what,
				object,
				property,
				before: before.properties[property],
				after: after.properties[property],
			}),
		),
		...diffOrder(before, after),
		...diffObjects(before.children ?? [], after.children ?? []),
	];
}

/** Columns that stayed, in another order. Added and removed ones are told anyway. */
function diffOrder(before: CatalogObject, after: CatalogObject): readonly CatalogChange[] {
	const columns = ({ children = [] }: CatalogObject, other: CatalogObject) =>
		children.flatMap(one =>
			one.what === 'column' && other.children?.some(match => match.object === one.object) ? [lastPart(before, one)] : [],
		);
	const [earlier, later] = [columns(before, after).join(', '), columns(after, before).join(', ')];
	if (earlier === later) return [];
	return [{ kind: 'changed', what: after.what, object: after.object, property: 'order of columns', before: earlier, after: later }];
}

function lastPart(table: CatalogObject, column: CatalogObject): string {
	return column.object.slice(table.object.length + 1);
}

function objectsOf(catalog: Catalog): readonly CatalogObject[] {
	const { encoding, collation, timezone, searchPath, standardConformingStrings } = catalog.settings;
	const server = {
		version: `${catalog.version}`,
		encoding,
		collation,
		'time zone': timezone,
		'search path': searchPath.join(', '),
		standard_conforming_strings: `${standardConformingStrings}`,
	};
	return [
		{ what: 'server', object: '', properties: server },
		...catalog.schemas.map(schema => ({
			what: 'schema',
			object: schema.name,
			properties: { comment: schema.comment },
			children: [
				...schema.tables.map(tableObject),
				...schema.types.map(typeObject),
				...schema.functions.map(functionObject),
				...schema.sequences.map(({ schema: owner, name, ownedBy, cycle, ...rest }) => ({
					what: 'sequence',
					object: `${owner}.${name}`,
					properties: { ...rest, cycle: `${cycle}`, owner: ownedBy && `${ownedBy.schema}.${ownedBy.table}.${ownedBy.column}` },
				})),
			],
		})),
		...catalog.casts.map(({ source, target, ...properties }) => ({ what: 'cast', object: `${source} as ${target}`, properties })),
		...catalog.operators.map(({ schema, name, left, right, ...properties }) => ({
			what: 'operator',
			object: `${schema}.${name} (${left === undefined ? '' : `${left}, `}${right})`,
			properties,
		})),
	];
}

function tableObject(table: Table): CatalogObject {
	const object = `${table.schema}.${table.name}`;
	const named = <T extends { readonly name: string }>(
		what: string,
		items: readonly T[],
		properties: (item: T) => CatalogObject['properties'],
	) => items.map(item => ({ what, object: `${object}.${item.name}`, properties: properties(item) }));
	return {
		what: 'table',
		object,
		properties: { kind: table.kind, comment: table.comment, partitions: table.partitions?.toString() },
		children: [
			...named('column', table.columns, columnProperties),
			...named('primary key', table.primaryKey ? [table.primaryKey] : [], keyProperties),
			...named('unique key', table.uniqueKeys, keyProperties),
			...named('foreign key', table.foreignKeys, foreignKeyProperties),
			...named('check', table.checks, checkProperties),
			...named('trigger', table.triggers, ({ definition, enabled }) => ({ definition, enabled: yes(enabled) })),
		],
	};
}

function columnProperties({ name: _, nullable, nondeterministic, ...rest }: Column): CatalogObject['properties'] {
	return { ...rest, nullability: nullable ? 'nullable' : 'not null', deterministic: yes(!nondeterministic) };
}

function keyProperties(key: UniqueKey): CatalogObject['properties'] {
	return {
		columns: list(key.columns),
		expressions: key.expressions && list(key.expressions),
		condition: key.where,
		'nulls not distinct': yes(key.nullsNotDistinct),
		deferrable: yes(key.deferrable),
	};
}

function foreignKeyProperties(key: ForeignKey): CatalogObject['properties'] {
	return {
		columns: list(key.columns),
		reference: `${key.references.schema}.${key.references.table} ${list(key.references.columns)}`,
		'on delete': key.onDelete,
		'on update': key.onUpdate,
		deferrable: yes(key.deferrable),
		valid: yes(!key.notValid),
	};
}

function checkProperties(check: Check): CatalogObject['properties'] {
	return { expression: check.expression, valid: yes(!check.notValid) };
}

function typeObject(type: UserType): CatalogObject {
	const object = `${type.schema}.${type.name}`;
	const { kind: what, comment } = type;
	switch (type.kind) {
		case 'enum':
			return { what, object, properties: { labels: list(type.labels), comment } };
		case 'range':
			return { what, object, properties: { subtype: type.subtype, comment } };
		case 'composite':
			return { what, object, properties: { attributes: list(type.attributes.map(one => `${one.name} ${one.type}`)), comment } };
		case 'domain': {
			const nullability = type.nullable ? 'nullable' : 'not null';
			const children = type.checks.map(check => ({ what: 'check', object: `${object}.${check.name}`, properties: checkProperties(check) }));
			return { what, object, properties: { 'base type': type.baseType, nullability, default: type.default, comment }, children };
		}
	}
}

function functionObject(one: UserFunction): CatalogObject {
	return {
		what: one.kind,
		object: `${one.schema}.${one.name}${list(one.arguments)}`,
		properties: {
			result: `${one.set ? 'setof ' : ''}${one.result}`,
			volatility: one.volatility,
			strict: yes(one.strict),
			variadic: yes(one.variadic),
			defaults: one.defaults?.toString(),
			language: one.language,
		},
	};
}

function list(items: readonly string[]): string {
	return `(${items.join(', ')})`;
}

function yes(value: boolean | undefined): string {
	return value ? 'yes' : 'no';
}
