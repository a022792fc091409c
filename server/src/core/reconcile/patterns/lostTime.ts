/** Times that lost their precision: no time of day is left, no seconds, or no fractions of them. */

import type { Detector } from './detector';

export const lostTime: Detector = {
	kind: 'lost-time',
	detect({ times }) {
		if (!times) return undefined;
		const { source: one, target: other } = times;
		if (one.day !== other.day || one.clock === other.clock || one.clock === '' || other.clock === '') return undefined;
		if (one.clock.replace(/\.\d+$/, '') === other.clock) return 'fractions of a second';
		if (one.clock.slice(0, 5) === other.clock.slice(0, 5) && other.clock.slice(5) === ':00') return 'seconds';
		return other.day !== '' && other.clock === '00:00:00' ? 'time of day' : undefined;
	},
	phrase: detail => `lost its ${detail === '' ? 'precision' : detail}`,
	suggest: detail => ({
		text:
			detail === 'time of day'
				? 'A date was loaded in place of a time: look at the types on the way. If the day is enough, take the day in the mapping, too.'
				: 'Something on the way holds times less exactly than both sides do.',
	}),
};
