/** Text that differs in nothing but upper and lower case. */

import type { Detector } from './detector';

export const letterCase: Detector = {
	kind: 'letter-case',
	detect({ source, target }) {
		if (source.toLowerCase() !== target.toLowerCase()) return undefined;
		if (target === source.toUpperCase()) return 'upper';
		return target === source.toLowerCase() ? 'lower' : '';
	},
	phrase: detail => `differs only in case${detail === '' ? '' : `: ${detail} case in the target`}`,
	suggest: (detail, { name }) =>
		detail === ''
			? { text: 'One side changes upper and lower case and the other does not.' }
			: { text: `If the ${detail} case of the target is right, let the mapping make it.`, yaml: `${name}: { transform: [${detail}] }` },
};
