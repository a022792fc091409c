/**
 * A mapping without `high_water` in a spec whose strategy synchronises by delta.
 *
 * **Why it matters.** The last synchronisation, in the middle of the cutover, has to read the whole table again.
 *
 * **What to do.** Write `high_water:` with an expression over the source that only grows, such as the time of the last change.
 */

import { isDelta } from './planNames';
import type { SpecRule } from './rule';

export const deltaWithoutHighWater: SpecRule = {
	code: 'delta-without-high-water',
	group: 'keys and order',
	severity: 'warning',
	title: 'A delta that cannot tell what changed',
	whole: true,
	scope: 'spec',
	message: ({ mapping }) =>
		`The strategy is a delta, but nothing says which rows of "${mapping}" changed since the last run, so all of them are read again; write "high_water"`,
	check({ spec, mappings }, report) {
		if (!isDelta(spec)) return;
		for (const { name, mapping } of mappings) {
			if (mapping.madeBy || mapping.highWater || !mapping.source) continue;
			report(mapping.name.span, { mapping: name });
		}
	},
};
