/**
 * A mapping with `high_water` in a spec whose strategy synchronises by delta, which does not say how deleted rows are found.
 *
 * **Why it matters.** A row that is deleted in the source changes no time stamp: it stays in the target for ever.
 *
 * **What to do.** Write `deletes: compare` to find them by their keys, or `deletes: none` where rows are never deleted.
 */

import { isDelta } from './planNames';
import type { SpecRule } from './rule';

export const deltaMissesDeletes: SpecRule = {
	code: 'delta-misses-deletes',
	group: 'keys and order',
	severity: 'warning',
	title: 'A delta that misses deleted rows',
	whole: true,
	scope: 'spec',
	message: ({ mapping }) =>
		`A delta by "high_water" does not see which rows of "${mapping}" were deleted, so they would stay in the target; write "deletes: compare", or "deletes: none" where nothing is deleted`,
	check({ spec, mappings }, report) {
		if (!isDelta(spec)) return;
		for (const { name, mapping } of mappings) {
			if (mapping.madeBy || !mapping.highWater || mapping.deletes) continue;
			report(mapping.highWater.span, { mapping: name });
		}
	},
};
