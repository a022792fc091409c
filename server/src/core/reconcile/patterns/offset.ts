/** Numbers that are higher or lower: by one amount in all rows, or by different ones up to a bound. */

import { digitsAt, distance, magnitude, numberText, parseNumber } from './decimal';
import type { Detector } from './detector';

export const offset: Detector = {
	kind: 'offset',
	detect: ({ numbers }) => (numbers ? numberText(distance(numbers.source, numbers.target)) : undefined),
	phrase(detail) {
		if (detail === '') return 'differs';
		return detail.startsWith('-') ? `is ${detail.slice(1)} lower` : `is ${detail} higher`;
	},
	minimum: () => 2,
	widest: (one, other) => (isWider(one, other) ? unsigned(one) : unsigned(other)),
	widePhrase: detail => `differs by at most ${detail}`,
	suggest: (detail, { name }) =>
		detail === ''
			? undefined
			: { text: 'If so much does not matter, allow for it under "reconcile".', yaml: `tolerance: { ${name}: ${unsigned(detail)} }` },
};

function isWider(one: string, other: string): boolean {
	const [a, b] = [parseNumber(one), parseNumber(other)];
	if (!a || !b) return false;
	const scale = Math.max(a.scale, b.scale);
	return magnitude(digitsAt(a, scale)) > magnitude(digitsAt(b, scale));
}

function unsigned(detail: string): string {
	return detail.replace('-', '');
}
