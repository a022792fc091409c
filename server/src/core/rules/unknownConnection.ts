/**
 * A `connection` that `.crosswalk/connections.yaml` does not define.
 *
 * **Why it matters.** Neither its catalog nor its database can be found, so nothing of that side is checked.
 *
 * **What to do.** Add it to `.crosswalk/connections.yaml`, or correct the name.
 */

import { nearestName } from '../base/nearest';
import { didYouMean, type SpecRule } from './rule';

export const unknownConnection: SpecRule = {
	code: 'unknown-connection',
	group: 'names',
	severity: 'error',
	title: 'A connection that is not defined',
	scope: 'spec',
	message: ({ name, nearest }) =>
		`There is no connection "${name}" in .crosswalk/connections.yaml, so its side cannot be checked; add it there.${didYouMean(nearest)}`,
	check({ spec, connections }, report) {
		const names = connections?.entries.map(entry => entry.name.text) ?? [];
		for (const side of [spec.source, spec.target]) {
			const name = side?.connection;
			if (!name || names.includes(name.text)) continue;
			const nearest = nearestName(name.text, names);
			report(name.span, { name: name.text, nearest }, { data: nearest === undefined ? undefined : { replacement: nearest } });
		}
	},
};
