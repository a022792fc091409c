/**
 * The committed catalog is not what the database looks like.
 *
 * **Why it matters.** Diagnostics speak of yesterday's tables: a column may be gone, or stand there unmapped.
 *
 * **What to do.** Run `crosswalk catalog diff CONNECTION` to see what changed, then `crosswalk introspect CONNECTION` and commit.
 */

import type { SpecRule } from './rule';

export const catalogStale: SpecRule = {
	code: 'catalog-stale',
	group: 'names',
	severity: 'warning',
	title: 'A catalog that is out of date',
	scope: 'spec',
	message: ({ connection }) =>
		`The database "${connection}" has changed since its catalog was taken, so the checks speak of an older schema; run: crosswalk introspect ${connection}`,
	check({ spec, stale }, report) {
		for (const [side, written] of [['source', spec.source] as const, ['target', spec.target] as const]) {
			if (stale?.includes(side) && written?.connection) report(written.connection.span, { connection: written.connection.text });
		}
	},
};
