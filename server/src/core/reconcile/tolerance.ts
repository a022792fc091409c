/**
 * Tolerances of `reconcile`: how far a target value may be from the source's. Numbers are compared as exact decimals, never as floats.
 * Does not apply to NULL, NaN or infinity: those are equal or they are not.
 */

import { baseType } from '../sql/dialects/canonicalText';

export type Tolerance =
	| { readonly kind: 'number'; readonly amount: Decimal }
	/** Of the source's value. */
	| { readonly kind: 'percent'; readonly amount: Decimal }
	| { readonly kind: 'duration'; readonly microseconds: bigint };

interface Decimal {
	readonly digits: bigint;
	/** Digits after the point. */
	readonly scale: number;
}

const numberTypes = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'money']);
const timeTypes = new Set(['date', 'timestamp without time zone', 'timestamp with time zone', 'timestamp', 'timestamptz']);

/** What is written for a column of that type; `invalid` when it says nothing for such a column. */
export function parseTolerance(text: string, type: string): Tolerance | 'invalid' {
	const amount = text.trim();
	if (numberTypes.has(baseType(type))) {
		const decimal = parseDecimal(amount.replace(/\s*%$/, ''));
		if (decimal && decimal.digits >= 0n) return { kind: amount.endsWith('%') ? 'percent' : 'number', amount: decimal };
	}
	if (timeTypes.has(baseType(type))) {
		const microseconds = parseDuration(amount);
		if (microseconds !== undefined) return { kind: 'duration', microseconds };
	}
	return 'invalid';
}

export function isWithin(tolerance: Tolerance, source: string | null, target: string | null): boolean {
	if (source === null || target === null) return false;
	if (tolerance.kind === 'duration') {
		const sourceTime = parseTime(source);
		const targetTime = parseTime(target);
		return sourceTime !== undefined && targetTime !== undefined && absolute(sourceTime - targetTime) <= tolerance.microseconds;
	}
	const sourceNumber = parseDecimal(source);
	const targetNumber = parseDecimal(target);
	if (!sourceNumber || !targetNumber) return false;
	const scale = Math.max(sourceNumber.scale, targetNumber.scale);
	const distance = absolute(atScale(sourceNumber, scale) - atScale(targetNumber, scale));
	const { amount } = tolerance;
	const allowed = tolerance.kind === 'number' ? amount.digits : absolute(atScale(sourceNumber, scale)) * amount.digits;
	// Both sides of the comparison are brought to one scale; a percentage counts in hundredths of a value that has the scale already.
	return tolerance.kind === 'number'
		? distance * 10n ** BigInt(amount.scale) <= allowed * 10n ** BigInt(scale)
		: distance * 100n * 10n ** BigInt(amount.scale) <= allowed;
}

function parseDecimal(text: string): Decimal | undefined {
	const match = /^\$?([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
	if (!match || `${match[2]}${match[3] ?? ''}` === '') return undefined;
	const fraction = match[3] ?? '';
	const exponent = Number(match[4] ?? 0);
	const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
	const scale = fraction.length - exponent;
	return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function atScale(decimal: Decimal, scale: number): bigint {
	return decimal.digits * 10n ** BigInt(scale - decimal.scale);
}

function absolute(value: bigint): bigint {
	return value < 0n ? -value : value;
}

const unitMicroseconds: Readonly<Record<string, bigint>> = {
	ms: 1000n,
	s: 1_000_000n,
	m: 60_000_000n,
	h: 3_600_000_000n,
	d: 86_400_000_000n,
};

/** `90s`, `5h20m`, `14d`, as everywhere in a spec. */
function parseDuration(text: string): bigint | undefined {
	if (!/^(\d+(ms|[smhd]))+$/.test(text)) return undefined;
	let sum = 0n;
	for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhd])/g)) sum += BigInt(count ?? 0) * (unitMicroseconds[unit ?? ''] ?? 0n);
	return sum;
}

/** Microseconds of a date or time as PostgreSQL writes it in the ISO style and in UTC. */
function parseTime(text: string): bigint | undefined {
	const match = /^(\d{4,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:\+00)?)?( BC)?$/.exec(text);
	if (!match) return undefined;
	const part = (index: number) => Number(match[index] ?? 0);
	const date = new Date(0);
	date.setUTCFullYear(match[8] ? 1 - part(1) : part(1), part(2) - 1, part(3));
	date.setUTCHours(part(4), part(5), part(6));
	// PostgreSQL knows years that JavaScript does not.
	if (Number.isNaN(date.getTime())) return undefined;
	return BigInt(date.getTime()) * 1000n + BigInt((match[7] ?? '').padEnd(6, '0'));
}
