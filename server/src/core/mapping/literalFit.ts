/**
 * Whether a column takes a value that the spec writes out: what PostgreSQL's input functions refuse whatever the settings of the server.
 * Says nothing of types that it does not know, and of dates only what holds no digit.
 */

import type { CatalogLookup } from '../catalog/lookup';
import { baseType } from '../sql/dialects/canonicalText';
import { familyOf } from '../sql/dialects/typeFamily';
import { lengthOf, withoutDomain } from './compatibility';

/** `type`: no value of the type, or none that it has room for. `length`: more characters than the column takes. */
export type Misfit = { readonly kind: 'type' } | { readonly kind: 'length'; readonly length: number; readonly most: number };

/** Undefined when the value fits, or when only the server knows. `type` as `format_type` writes it. */
export function misfitOf(text: string, type: string, catalog: CatalogLookup | undefined): Misfit | undefined {
	const base = withoutDomain(type, catalog);
	const isValue = testOf(base);
	if (isValue) return isValue(text.trim()) ? undefined : { kind: 'type' };
	const most = /^character\b/.test(base) ? lengthOf(base) : Number.POSITIVE_INFINITY;
	// What is too long is cut when it is blanks.
	const { length } = [...text.replace(/ +$/, '')];
	return length > most ? { kind: 'length', length, most } : undefined;
}

type Test = (text: string) => boolean;

function testOf(type: string): Test | undefined {
	switch (familyOf(type)) {
		case 'integer':
			return text => isInteger(text, type);
		case 'numeric':
		case 'float':
			return isNumber;
		case 'boolean':
			return text => /^(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)$/i.test(text);
		case 'date':
		case 'timestamp':
		case 'timestamptz':
		case 'time':
		case 'timetz':
			return text => /\d|^[+-]?infinity$|^(now|today|tomorrow|yesterday|epoch|allballs)\b/i.test(text);
		case 'json':
		case 'jsonb':
			return isJson;
		default:
			return baseType(type) === 'uuid' ? text => /^\{?[0-9a-f]{4}(-?[0-9a-f]{4}){7}\}?$/i.test(text) : undefined;
	}
}

const bits: Readonly<Record<string, bigint>> = { smallint: 15n, integer: 31n, bigint: 63n };

/** Since version 16 also in other bases, and with underscores. */
function isInteger(text: string, type: string): boolean {
	const [, sign, digits] = /^([+-]?)(\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/i.exec(text) ?? [];
	if (digits === undefined) return false;
	const size = BigInt(digits.replaceAll('_', ''));
	const room = 2n ** (bits[type] ?? 63n);
	return sign === '-' ? size <= room : size < room;
}

function isNumber(text: string): boolean {
	return /^[+-]?((\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d+)?|0[xob][\da-f_.]+(p[+-]?\d+)?|inf(inity)?|nan)$/i.test(text);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
