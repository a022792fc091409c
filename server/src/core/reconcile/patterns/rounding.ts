/** Numbers that one side holds with fewer decimals, rounded or cut. */

import type { Decimal } from '../decimal';
import { digitsAt, magnitude } from './decimal';
import type { Detector, Values } from './detector';

export const rounding: Detector = {
	kind: 'rounded',
	detect: values => places(values, rounded),
	phrase: detail => `is rounded${decimalsText(detail)}`,
	suggest: (detail, { name }) => ({
		text: 'If the precision of the target is enough, round in the mapping, or allow for it.',
		...(detail === '' ? {} : { yaml: `${name}: { round: ${detail} }` }),
	}),
};

export const cutDecimals: Detector = {
	kind: 'cut-decimals',
	detect: values => places(values, truncated),
	phrase: detail => (detail === '' ? 'lost decimals, not rounded' : `is cut, not rounded,${decimalsText(detail)}`),
	suggest: (detail, { name }) => ({
		text: 'The target cuts where one would round. If that is meant, do the same in the mapping.',
		...(detail === '' ? {} : { yaml: `${name}: { transform: [{ sql: "trunc(value, ${detail})" }] }` }),
	}),
};

/** The most decimals to which the source makes the target. */
function places({ numbers }: Values, shorten: (value: Decimal, scale: number) => bigint): string | undefined {
	if (!numbers || numbers.target.scale >= numbers.source.scale) return undefined;
	const { source, target } = numbers;
	// 12.09 and 12.10: one more, or one less, in the last place is no sign of rounding.
	if (magnitude(source.digits - digitsAt(target, source.scale)) === 1n) return undefined;
	for (let scale = source.scale - 1; scale >= target.scale; scale--) {
		if (shorten(source, scale) === digitsAt(target, scale)) return String(scale);
	}
	return undefined;
}

/** Halves away from zero, as PostgreSQL's numeric. */
function rounded(value: Decimal, scale: number): bigint {
	const unit = 10n ** BigInt(value.scale - scale);
	const digits = (magnitude(value.digits) * 2n + unit) / (2n * unit);
	return value.digits < 0n ? -digits : digits;
}

function truncated(value: Decimal, scale: number): bigint {
	return value.digits / 10n ** BigInt(value.scale - scale);
}

function decimalsText(detail: string): string {
	if (detail === '') return '';
	return detail === '0' ? ' to a whole number' : ` to ${detail} ${detail === '1' ? 'decimal' : 'decimals'}`;
}
