/**
 * The type that stands for a type of one database's own schemas where that schema is not known: enums become text, domains their base. What
 * is no type's name becomes text too: catalogs are files that anybody may have written, and types go into SQL as they are.
 */

import type { CatalogLookup } from '../catalog/lookup';
import { parseTypeName, renderTypeName } from '../catalog/typeName';

export interface SharedType {
	/** A type of pg_catalog. */
	readonly type: string;
	/** Whether a value must be cast to it, as no operator takes it for that type by itself. */
	readonly needsCast: boolean;
	/** Of an enum. */
	readonly labels?: readonly string[];
}

/** By catalog and type: thousands of columns share few types. */
const remembered = new WeakMap<CatalogLookup, Map<string, SharedType>>();

export function sharedType(type: string, catalog: CatalogLookup | undefined): SharedType {
	if (!catalog) return makeSharedType(type, undefined);
	const ofCatalog = remembered.get(catalog) ?? new Map<string, SharedType>();
	remembered.set(catalog, ofCatalog);
	const shared = ofCatalog.get(type) ?? makeSharedType(type, catalog);
	ofCatalog.set(type, shared);
	return shared;
}

function makeSharedType(type: string, catalog: CatalogLookup | undefined): SharedType {
	const parsed = parseTypeName(type);
	if (!parsed) return { type: 'text', needsCast: true };
	if (parsed.schema === undefined) return { type: renderTypeName(parsed), needsCast: false };
	const isArray = parsed.array > 0;
	const user = catalog?.type(renderTypeName({ ...parsed, array: 0, modifiers: [] }));
	if (user?.kind === 'domain') {
		const base = sharedType(user.baseType, catalog);
		return isArray ? { type: `${base.type}[]`, needsCast: true } : base;
	}
	if (isArray) return { type: 'text[]', needsCast: true };
	return user?.kind === 'enum' ? { type: 'text', needsCast: true, labels: user.labels } : { type: 'text', needsCast: true };
}
