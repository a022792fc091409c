/** Which statistics a column's type allows. Domains count as what they are made of; what is not known is counted and shown as text only. */

import type { CatalogLookup } from '../catalog/lookup';
import { sqlType } from '../catalog/typeName';
import { baseType } from '../sql/dialects/canonicalText';
import { familyOf } from '../sql/dialects/typeFamily';

/** `ordered`: min and max mean something, and nothing can be reckoned from them. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'date' | 'ordered' | 'bytes' | 'array' | 'document' | 'other';

export interface KnownType {
	readonly kind: ColumnKind;
	/** The type as SQL, domains resolved. */
	readonly type: string;
}

export function knownType(type: string, catalog: CatalogLookup | undefined, depth = 0): KnownType {
	const user = type.endsWith('[]') ? undefined : catalog?.type(type);
	if (user?.kind === 'domain' && depth < 10) return knownType(user.baseType, catalog, depth + 1);
	return { kind: user ? 'other' : kindOf(type), type: sqlType(type) };
}

function kindOf(type: string): ColumnKind {
	switch (familyOf(type)) {
		case 'text':
			return 'text';
		case 'integer':
		case 'numeric':
		case 'float':
		case 'money':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'date':
		case 'timestamp':
		case 'timestamptz':
			return 'date';
		case 'time':
		case 'timetz':
		case 'interval':
			return 'ordered';
		case 'json':
		case 'jsonb':
			return 'document';
		case 'array':
			return 'array';
		case 'other':
			return baseType(type) === 'bytea' ? 'bytes' : baseType(type) === 'xml' ? 'document' : 'other';
	}
}
