/** Which family a type of PostgreSQL belongs to, by its name as `format_type` writes it. Types of the user are `other`. */

import { baseType } from './canonicalText';

export type TypeFamily =
	| 'text'
	| 'integer'
	| 'numeric'
	| 'float'
	| 'boolean'
	| 'date'
	| 'timestamp'
	| 'timestamptz'
	| 'time'
	| 'timetz'
	| 'interval'
	| 'json'
	| 'jsonb'
	| 'money'
	| 'array'
	| 'other';

const families: Readonly<Record<string, TypeFamily>> = {
	text: 'text',
	'character varying': 'text',
	character: 'text',
	bpchar: 'text',
	name: 'text',
	'"char"': 'text',
	unknown: 'text',
	citext: 'text',
	smallint: 'integer',
	integer: 'integer',
	bigint: 'integer',
	numeric: 'numeric',
	real: 'float',
	'double precision': 'float',
	boolean: 'boolean',
	date: 'date',
	'timestamp without time zone': 'timestamp',
	'timestamp with time zone': 'timestamptz',
	'time without time zone': 'time',
	'time with time zone': 'timetz',
	interval: 'interval',
	json: 'json',
	jsonb: 'jsonb',
	money: 'money',
};

export function familyOf(type: string): TypeFamily {
	if (type.endsWith('[]')) return 'array';
	if (type.startsWith('interval')) return 'interval';
	const base = baseType(type);
	// The extension's text type lives in whatever schema it was put into.
	return families[base] ?? (base.endsWith('.citext') ? 'text' : 'other');
}

/** Precision and scale of `numeric(12,2)`; undefined for a numeric without them. */
export function numericLimits(type: string): { readonly precision: number; readonly scale: number } | undefined {
	const found = /\((\d+)(?:,\s*(-?\d+))?\)/.exec(type);
	return found?.[1] === undefined ? undefined : { precision: Number(found[1]), scale: Number(found[2] ?? 0) };
}
