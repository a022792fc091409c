/**
 * Whether a value of one type may be stored in a column of another, as PostgreSQL's assignment casts see it (manual, 10.4 "Value Storage").
 * Knows built-in types by family; of types of the user it says nothing but that equal ones fit.
 */

import type { CatalogLookup } from '../catalog/lookup';
import { baseType } from '../sql/dialects/canonicalText';
import { familyOf, type TypeFamily } from '../sql/dialects/typeFamily';

/** `parsed`: text that is read as the column's type, row by row. `never`: no way but an expression of the user's. */
export type Assignment = 'fits' | 'parsed' | 'never';

/** What each family may be stored in beside itself and text, which takes everything. */
const stores: Partial<Record<TypeFamily, readonly TypeFamily[]>> = {
	integer: ['numeric', 'float', 'money'],
	numeric: ['integer', 'float', 'money'],
	float: ['integer', 'numeric'],
	money: ['numeric'],
	date: ['timestamp', 'timestamptz'],
	timestamp: ['date', 'timestamptz', 'time'],
	timestamptz: ['date', 'timestamp', 'time', 'timetz'],
	time: ['interval', 'timetz'],
	timetz: ['time'],
	interval: ['time'],
	json: ['jsonb'],
	jsonb: ['json'],
};

/** Types as `format_type` writes them. `target` resolves domains of the column's side. */
export function assignmentOf(from: string, to: string, target: CatalogLookup | undefined): Assignment {
	const column = withoutDomain(to, target);
	const source = familyOf(from);
	const wanted = familyOf(column);
	if (wanted === 'text' || baseType(from) === baseType(column)) return 'fits';
	if (source === 'text') return 'parsed';
	if (source === 'array' && wanted === 'array') return assignmentOf(from.slice(0, -2), column.slice(0, -2), target);
	// A user type of the source is unknown to the target: it travels as text.
	if (source === 'other' && wanted === 'other') return from.includes('.') || column.includes('.') ? 'parsed' : 'never';
	return source === wanted || stores[source]?.includes(wanted) === true ? 'fits' : 'never';
}

function withoutDomain(type: string, target: CatalogLookup | undefined): string {
	const user = target?.type(type);
	return user?.kind === 'domain' ? withoutDomain(user.baseType, target) : type;
}
