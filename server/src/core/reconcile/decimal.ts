/** Exact decimal numbers: what a float would round away is what a reconciliation is asked about. Knows neither NaN nor infinity. */

export interface Decimal {
	readonly digits: bigint;
	/** Digits after the point. */
	readonly scale: number;
}

/** A number as PostgreSQL writes it, money with its sign included; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
	const match = /^\$?([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
	if (!match || `${match[2]}${match[3] ?? ''}` === '') return undefined;
	const fraction = match[3] ?? '';
	const exponent = Number(match[4] ?? 0);
	const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
	const scale = fraction.length - exponent;
	return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function minus(one: Decimal, other: Decimal): Decimal {
	const scale = Math.max(one.scale, other.scale);
	return { digits: atScale(one, scale) - atScale(other, scale), scale };
}

export function times(one: Decimal, other: Decimal): Decimal {
	return { digits: one.digits * other.digits, scale: one.scale + other.scale };
}

export function absolute({ digits, scale }: Decimal): Decimal {
	return { digits: digits < 0n ? -digits : digits, scale };
}

export function isAtMost(one: Decimal, other: Decimal): boolean {
	const scale = Math.max(one.scale, other.scale);
	return atScale(one, scale) <= atScale(other, scale);
}

/** The quotient cut to so many digits after the point, without zeros at its end. */
export function quotientText(dividend: Decimal, divisor: bigint, digits: number): string {
	const cut = atScale(dividend, Math.max(dividend.scale, digits)) / divisor;
	return decimalText({ digits: cut, scale: Math.max(dividend.scale, digits) });
}

function decimalText({ digits, scale }: Decimal): string {
	const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
	const fraction = text.slice(text.length - scale).replace(/0+$/, '');
	const whole = text.slice(0, text.length - scale);
	return `${digits < 0n ? '-' : ''}${whole}${scale > 0 && fraction !== '' ? `.${fraction}` : ''}`;
}

function atScale(decimal: Decimal, scale: number): bigint {
	return decimal.digits * 10n ** BigInt(scale - decimal.scale);
}
