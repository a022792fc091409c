/** Numbers kept as text: zeros at their start lost or filled up, and other ways to write the same number. */

import { numberText, parseNumber } from './decimal';
import type { Detector } from './detector';

export const leadingZeros: Detector = {
	kind: 'leading-zeros',
	detect({ source, target }) {
		if (source.replace(/^0+(?=.)/, '') !== target.replace(/^0+(?=.)/, '')) return undefined;
		return target.length < source.length ? 'lost' : `width ${target.length}`;
	},
	phrase(detail) {
		if (detail === 'lost') return 'lost its leading zeros';
		return detail === '' ? 'differs only in leading zeros' : `has leading zeros in the target only, ${detail.slice(6)} characters in all`;
	},
	suggest: (detail, { name }) =>
		detail.startsWith('width')
			? {
					text: 'If the target is right, fill up in the mapping.',
					yaml: `${name}: { transform: [{ pad_left: [${detail.slice(6)}, "0"] }] }`,
				}
			: { text: 'Something on the way took the text for a number, as spreadsheets do. Load the column as text.' },
};

export const numberForm: Detector = {
	kind: 'number-form',
	detect({ source, target }) {
		const [one, other] = [parseNumber(source.replace(',', '.')), parseNumber(target.replace(',', '.'))];
		return one && other && numberText(one) === numberText(other) ? '' : undefined;
	},
	phrase: () => 'has the same number, written in another way',
	suggest: () => ({ text: 'Format the number in the mapping as the target does, or keep it in a numeric column.' }),
};
