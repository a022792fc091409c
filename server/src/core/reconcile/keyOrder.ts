/**
 * One order of keys for two servers: what each is asked to sort by, and the same order in TypeScript. Collations never take part, as two
 * servers may sort the same text differently: integers are ordered as such, everything else by the bytes of its canonical text in UTF-8.
 */

import { canonicalText, isIntegerType } from '../sql/dialects/canonicalText';

export type KeyOrder = 'integer' | 'text';

export function keyOrderOf(type: string): KeyOrder {
	return isIntegerType(type) ? 'integer' : 'text';
}

/** The `ORDER BY` item for an expression of that type. */
export function orderItem(expression: string, type: string): string {
	// The bytes of a uuid have the order of its text, and sorting them can use an index.
	const sorted = isIntegerType(type) || type === 'uuid' ? expression : `convert_to(${canonicalText(expression, type)}, 'UTF8')`;
	return `${sorted} asc nulls last`;
}

/** Negative, zero or positive. NULL comes last and equals NULL. */
export function compareKeyPart(order: KeyOrder, source: string | null, target: string | null): number {
	if (source === target) return 0;
	if (source === null) return 1;
	if (target === null) return -1;
	return order === 'integer' ? compareIntegers(source, target) : compareUtf8(source, target);
}

/** Integers as PostgreSQL writes them: no leading zeros, no plus sign, any length. */
function compareIntegers(source: string, target: string): number {
	const sourceNegative = source.startsWith('-');
	if (sourceNegative !== target.startsWith('-')) return sourceNegative ? -1 : 1;
	const magnitude = source.length - target.length || (source < target ? -1 : source > target ? 1 : 0);
	return sourceNegative ? -magnitude : magnitude;
}

/** The order of the texts' UTF-8 bytes, which is that of their code points. */
function compareUtf8(source: string, target: string): number {
	const length = Math.min(source.length, target.length);
	for (let i = 0; i < length; i++) {
		const a = source.charCodeAt(i);
		const b = target.charCodeAt(i);
		if (a !== b) return codePointRank(a) - codePointRank(b);
	}
	return source.length - target.length;
}

/** Surrogates stand for code points above U+FFFF, but their units are below U+E000: move them up. */
function codePointRank(unit: number): number {
	return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit;
}
