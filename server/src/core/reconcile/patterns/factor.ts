/** Numbers that are off by a power of ten, or have the opposite sign. */

import type { Decimal } from '../decimal';
import type { Detector } from './detector';

export const oppositeSign: Detector = {
	kind: 'opposite-sign',
	detect({ numbers }) {
		if (!numbers) return undefined;
		const { source, target } = numbers;
		return source.digits !== 0n && source.digits === -target.digits && source.scale === target.scale ? '' : undefined;
	},
	phrase: () => 'has the opposite sign',
	suggest: (_, { name }) => ({
		text: 'The systems count in opposite directions. If the target is right, turn the sign in the mapping.',
		yaml: `${name}: { transform: [{ scale: -1 }] }`,
	}),
};

const mostPower = 9;

export const factor: Detector = {
	kind: 'factor',
	detect({ numbers }) {
		if (!numbers || numbers.source.digits === 0n) return undefined;
		const [source, target] = [significant(numbers.source), significant(numbers.target)];
		const power = target.power - source.power;
		if (source.digits !== target.digits || power === 0 || Math.abs(power) > mostPower) return undefined;
		return power > 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`;
	},
	phrase: detail => (detail === '' ? 'is off by a power of ten' : `is off by a factor of ${spelled(detail)}`),
	suggest: (detail, { name }) => ({
		text: 'One side has another unit, such as cents for euros. If the target is right, scale in the mapping.',
		...(detail === '' ? {} : { yaml: `${name}: { transform: [{ scale: ${detail} }] }` }),
	}),
};

/** Without zeros at the end, which the power of ten stands for. */
function significant({ digits, scale }: Decimal): { readonly digits: string; readonly power: number } {
	const text = digits.toString();
	const short = text.replace(/0+$/, '');
	return { digits: short, power: text.length - short.length - scale };
}

/** `100`, and `1/100` for 0.01. */
function spelled(detail: string): string {
	if (!detail.startsWith('0.')) return detail.replace(/\B(?=(\d{3})+$)/g, ',');
	return `1/${spelled(`1${'0'.repeat(detail.length - 2)}`)}`;
}
