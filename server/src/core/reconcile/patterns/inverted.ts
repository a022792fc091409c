/** Yes and no exchanged. */

import type { Detector } from './detector';

export const inverted: Detector = {
	kind: 'inverted',
	detect: ({ source, target }) => (source !== target ? '' : undefined),
	phrase: () => 'is the opposite',
	suggest: (_, { name }) => ({
		text: 'If the target is right, turn yes and no around in the mapping.',
		yaml: `${name}: { transform: [{ sql: not value }] }`,
	}),
};
