/** The type that a cast names, as `format_type` writes it. Undefined where the server alone can tell. */

import type { Node, TypeName } from 'libpg-query';

import { arrayType, builtinType } from './typeSystem';

export function castType(
	type: TypeName | undefined,
	userType: (schema: string | undefined, name: string) => string | undefined,
): string | undefined {
	if (!type || type.setof || type.pct_type) return undefined;
	const names = (type.names ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
	const name = names.at(-1) ?? '';
	const schema = names.length > 1 ? names.at(-2) : undefined;
	const own = schema === 'pg_catalog' ? undefined : userType(schema, name);
	const builtin = schema === undefined || schema === 'pg_catalog' ? builtinType(name) : undefined;
	const modifiers = (type.typmods ?? []).map(numberOf);
	const made = builtin === undefined ? (modifiers.length === 0 ? own : undefined) : withModifiers(builtin, modifiers);
	return made !== undefined && type.arrayBounds ? arrayType(made) : made;
}

function numberOf(node: Node): number | undefined {
	return 'A_Const' in node && node.A_Const.ival ? (node.A_Const.ival.ival ?? 0) : undefined;
}

function withModifiers(type: string, modifiers: readonly (number | undefined)[]): string | undefined {
	if (modifiers.length === 0) return type;
	if (modifiers.includes(undefined)) return undefined;
	const list = modifiers.join(',');
	switch (type) {
		case 'numeric':
			return `numeric(${modifiers.length === 1 ? `${list},0` : list})`;
		case 'bpchar':
			return `character(${list})`;
		case '"bit"':
			return `bit(${list})`;
		case 'interval':
			// The first modifier is a mask of fields, and some masks mean all of them.
			return undefined;
		default:
			return /^(time|timestamp) /.test(type) ? type.replace(/^(\w+)/, `$1(${list})`) : `${type}(${list})`;
	}
}
