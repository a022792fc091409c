/** Text of the same characters in another form of Unicode: `é` as one character or as two. */

import type { Detector } from './detector';

export const unicodeForm: Detector = {
	kind: 'unicode-form',
	detect({ source, target }) {
		if (source.normalize('NFC') !== target.normalize('NFC')) return undefined;
		if (target === target.normalize('NFC')) return 'NFC';
		return target === target.normalize('NFD') ? 'NFD' : '';
	},
	phrase: detail => `differs only in its Unicode form${detail === '' ? '' : `: ${detail} in the target`}`,
	suggest: (detail, { name }) => ({
		text: 'People see the same text, programs do not. If the target is right, normalise in the mapping.',
		...(detail === '' ? {} : { yaml: `${name}: { transform: [{ sql: "normalize(value, ${detail})" }] }` }),
	}),
};
