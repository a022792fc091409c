/**
 * Tolerances of `reconcile`: how far a target value may be from the source's. Numbers are compared as exact decimals, never as floats.
 * Does not apply to NULL, NaN or infinity: those are equal or they are not.
 */

import { baseType } from '../sql/dialects/canonicalText';
import { absolute, type Decimal, isAtMost, minus, parseDecimal, times } from './decimal';

export type Tolerance =
	| { readonly kind: 'number'; readonly amount: Decimal }
	/** Of the source's value. */
	| { readonly kind: 'percent'; readonly amount: Decimal }
	| { readonly kind: 'duration'; readonly microseconds: bigint };

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
		if (sourceTime === undefined || targetTime === undefined) return false;
		const distance = sourceTime - targetTime;
		return (distance < 0n ? -distance : distance) <= tolerance.microseconds;
	}
	const sourceNumber = parseDecimal(source);
	const targetNumber = parseDecimal(target);
	if (!sourceNumber || !targetNumber) return false;
	return isAtMost(absolute(minus(sourceNumber, targetNumber)), allowedBy(tolerance, absolute(sourceNumber)));
}

/** How far apart two numbers may be when the source's is `size`, without its sign. */
export function allowedBy({ kind, amount }: Exclude<Tolerance, { kind: 'duration' }>, size: Decimal): Decimal {
	// Of a percentage: hundredths.
	return kind === 'number' ? amount : times(size, { digits: amount.digits, scale: amount.scale + 2 });
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
