/** Exact decimals in their shortest form, so that equal numbers have equal texts. For explanations of numbers. */

import type { Decimal } from '../decimal';
import { minus, parseDecimal } from '../decimal';

/** Longer ones are no amounts, and would cost more than they tell. */
const mostCharacters = 200;

/** Undefined for NaN, infinity and what is no number. */
export function parseNumber(text: string): Decimal | undefined {
	if (text.length > mostCharacters || !/\d/.test(text)) return undefined;
	const parsed = parseDecimal(text);
	return parsed && shortest(parsed);
}

export function numberText({ digits, scale }: Decimal): string {
	const text = magnitude(digits)
		.toString()
		.padStart(scale + 1, '0');
	return `${digits < 0n ? '-' : ''}${scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`}`;
}

export function distance(source: Decimal, target: Decimal): Decimal {
	return shortest(minus(target, source));
}

export function magnitude(value: bigint): bigint {
	return value < 0n ? -value : value;
}

/** The digits with so many after the point, no fewer than there are. */
export function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
	return digits * 10n ** BigInt(wanted - scale);
}

function shortest({ digits, scale }: Decimal): Decimal {
	let [shorter, less] = [digits, scale];
	while (less > 0 && shorter % 10n === 0n) {
		shorter /= 10n;
		less--;
	}
	return { digits: shorter, scale: less };
}
