/**
 * The built-in types of PostgreSQL, what casts itself into what, and which functions and operators there are. Types are named as
 * `format_type` names them, without modifiers. Of the user's types it knows what `UserTypes` says.
 */

import { lazy } from '../../base/memo';
import { baseType } from '../dialects/canonicalText';
import { CALLS, IMPLICIT_CASTS, OPERATORS, TYPE_CATEGORIES } from './signatures';

/** A way to call a function or an operator. */
export interface Signature {
	readonly arguments: readonly string[];
	readonly result: string;
	/** The last argument may come any number of times; it is an array of what is written. */
	readonly variadic?: boolean;
	/** How many of the last arguments have defaults. */
	readonly defaults?: number;
	readonly set?: boolean;
}

/** A type of the user's own schemas. */
export interface UserTypeKind {
	/** As `format_type` writes it. */
	readonly name: string;
	readonly kind: 'enum' | 'domain' | 'composite' | 'range';
	/** Of a domain. */
	readonly baseType?: string;
}

export type UserTypes = (name: string) => UserTypeKind | undefined;

/** What a string literal and NULL are until something else decides. */
export const UNKNOWN = 'unknown';

interface TypeRow {
	readonly category: string;
	readonly preferred: boolean;
}

/** The type without modifiers, as `format_type` writes a type that has none. */
export function bareType(type: string): string {
	if (isArray(type)) return `${bareType(elementType(type))}[]`;
	if (type.startsWith('interval')) return 'interval';
	const base = baseType(type);
	// `character` and `bit` alone mean a length of 1.
	return base === 'character' ? 'bpchar' : base === 'bit' ? '"bit"' : base;
}

export function isArray(type: string): boolean {
	return type.endsWith('[]');
}

/** `integer` of `integer[]`. */
export function elementType(type: string): string {
	return type.slice(0, -2);
}

/** An array of it; an array of arrays is an array. */
export function arrayType(type: string): string {
	return isArray(type) ? type : `${type}[]`;
}

/** `format_type`'s name of a type of pg_catalog that the grammar calls `int4` or `bpchar`. */
export function builtinType(name: string): string | undefined {
	return tables().formats.get(name);
}

/** What the user's domain is made of; any other type is itself. */
export function withoutDomain(type: string, users: UserTypes): string {
	const user = type.includes('.') ? users(type) : undefined;
	return user?.kind === 'domain' && user.baseType !== undefined ? withoutDomain(bareType(user.baseType), users) : type;
}

/** `pg_type.typcategory`; undefined for a type that nothing is known of. */
export function categoryOf(type: string, users: UserTypes): string | undefined {
	if (isArray(type)) return 'A';
	if (type === UNKNOWN) return 'X';
	const known = tables().types.get(type);
	if (known) return known.category;
	const user = users(type);
	return user && { enum: 'E', domain: 'U', composite: 'C', range: 'R' }[user.kind];
}

export function isPreferred(type: string): boolean {
	return tables().types.get(type)?.preferred === true;
}

/** Whether a value of one type goes where the other is wanted without a cast being written. `target` is no polymorphic type. */
export function isImplicit(source: string, target: string, users: UserTypes): boolean {
	const base = withoutDomain(source, users);
	if (source === target || base === target || source === UNKNOWN) return true;
	if (target === 'record') return categoryOf(base, users) === 'C';
	if (isArray(base) && isArray(target)) return isImplicit(elementType(base), elementType(target), users);
	return tables().casts.has(`${base}>${target}`);
}

/** The functions of pg_catalog of that name. */
export function builtinCalls(name: string): readonly Signature[] {
	return tables().calls.get(name) ?? [];
}

/** The operators of pg_catalog of that name. */
export function builtinOperators(name: string): readonly Signature[] {
	return tables().operators.get(name) ?? [];
}

const tables = lazy(() => {
	const formats = new Map<string, string>();
	const types = new Map<string, TypeRow>();
	for (const entry of TYPE_CATEGORIES.split(' ')) {
		const [name = '', category = '', written = ''] = entry.split(':');
		const format = written.replaceAll('_', ' ').replace(/^pg /, 'pg_');
		formats.set(name, format);
		types.set(format, { category: category.charAt(0), preferred: category.endsWith('!') });
	}
	const named = (name: string): string => (name.startsWith('_') ? `${named(name.slice(1))}[]` : (formats.get(name) ?? name));
	const casts = new Set(IMPLICIT_CASTS.split(' ').map(entry => entry.split('>').map(named).join('>')));
	return { formats, types, casts, calls: signaturesIn(CALLS, named), operators: signaturesIn(OPERATORS, named) };
});

function signaturesIn(list: string, named: (name: string) => string): ReadonlyMap<string, readonly Signature[]> {
	const found = new Map<string, Signature[]>();
	for (const entry of list.split(' ')) {
		const [, name = '', written = '', defaults, set, result = ''] = /^(.+?)\(([^()]*)\)(?:(\d+)~)?(!)?(.+)$/.exec(entry) ?? [];
		const types = written === '' ? [] : written.split(',');
		const signature: Signature = {
			arguments: types.map(type => named(type.replace('*', ''))),
			result: named(result),
			variadic: written.includes('*'),
			defaults: Number(defaults ?? 0),
			set: set !== undefined,
		};
		found.set(name, [...(found.get(name) ?? []), signature]);
	}
	return found;
}
