/**
 * One factor that all rows of a column are off by, rounded as the target rounds: 1.19, 12, 1/1.024. It is told only when it fits every row, and
 * when few numbers as short as it would.
 */

import type { Decimal } from '../decimal';
import { digitsAt, magnitude, numberText } from './decimal';

export interface CommonFactor {
	add(source: Decimal, target: Decimal, rows: number): void;
	/** Undefined: there is none. */
	factor(): string | undefined;
	readonly rows: number;
}

/** A number between which the factor lies, as a fraction. */
interface Bound {
	readonly over: bigint;
	readonly under: bigint;
}

const fewestRows = 3;
const mostDigits = 4;
/** How many numbers of so many digits would fit by chance. */
const mostByChance = 0.05;

export function commonFactor(): CommonFactor {
	let least: Bound | undefined;
	let most: Bound | undefined;
	let isNone = false;
	let rows = 0;
	return {
		add(source, target, more) {
			rows += more;
			if (isNone) return;
			const scale = Math.max(source.scale, target.scale);
			const [one, other] = [digitsAt(source, scale), digitsAt(target, scale)];
			// Of the opposite sign or of nothing there is no factor.
			if (one === 0n || other === 0n || one < 0n !== other < 0n) {
				isNone = true;
				return;
			}
			const [from, to] = [2n * magnitude(one), 2n * magnitude(other)];
			const [low, high] = [
				{ over: to - 1n, under: from },
				{ over: to + 1n, under: from },
			];
			if (!least || isLess(least, low)) least = low;
			if (!most || isLess(high, most)) most = high;
			isNone = isLess(most, least);
		},
		factor() {
			if (isNone || rows < fewestRows || !least || !most || least.over === 0n) return undefined;
			const plain = shortestBetween(least, most);
			if (plain !== undefined) return plain;
			const inverse = shortestBetween({ over: most.under, under: most.over }, { over: least.under, under: least.over });
			return inverse === undefined ? undefined : `1/${inverse}`;
		},
		get rows() {
			return rows;
		},
	};
}

/** The decimal of the fewest digits that lies between; undefined when it is 1, or no wonder. */
function shortestBetween(least: Bound, most: Bound): string | undefined {
	for (let scale = 0; scale <= mostDigits; scale++) {
		const unit = 10n ** BigInt(scale);
		const first = (least.over * unit + least.under - 1n) / least.under;
		if (first * most.under > most.over * unit) continue;
		const width = (Number(most.over) / Number(most.under) - Number(least.over) / Number(least.under)) * Number(unit);
		return first === unit || first === 0n || width > mostByChance ? undefined : numberText({ digits: first, scale });
	}
	return undefined;
}

function isLess(one: Bound, other: Bound): boolean {
	return one.over * other.under < other.over * one.under;
}
