/** Dates whose day and month changed places. */

import type { Detector } from './detector';

export const dayAndMonth: Detector = {
	kind: 'day-and-month',
	detect({ times }) {
		if (!times) return undefined;
		const { source: one, target: other } = times;
		if (one.day === other.day || one.clock !== other.clock) return undefined;
		const [year, month, day] = one.day.split('-');
		return other.day === `${year}-${day}-${month}` ? '' : undefined;
	},
	phrase: () => 'has day and month swapped',
	suggest: () => ({
		text: 'A date such as 03/04/2024 was read in the wrong order: set the DateStyle of the load, or give "parse_date" the right format.',
	}),
};
