/**
 * The committed catalog is not what the database looks like.
 *
 * **Why it matters.** Diagnostics speak of yesterday's tables: a column may be gone, or stand there unmapped.
 *
 * **What to do.** Refresh it: the quick fix "Refresh catalog", or `crosswalk introspect CONNECTION`; then commit. `crosswalk catalog diff
 * CONNECTION` shows all that changed.
 */

import { affectedBy, affectedWords, driftWords } from '../mapping/drift';
import type { SpecRule } from './rule';

export const catalogStale: SpecRule = {
	code: 'catalog-stale',
	group: 'names',
	severity: 'warning',
	title: 'A catalog that is out of date',
	scope: 'spec',
	message: ({ connection, changes, affected }) => {
		const what = changes === undefined ? '' : ` (${changes})`;
		const touched = affected === undefined ? '' : `; it touches ${affected}`;
		return `The database "${connection}" has changed since its catalog was taken${what}, so the checks speak of an older schema${touched}; run: crosswalk introspect ${connection}`;
	},
	check(facts, report) {
		const { spec, stale, drift } = facts;
		for (const [side, written] of [['source', spec.source] as const, ['target', spec.target] as const]) {
			if (!stale?.includes(side) || !written?.connection) continue;
			const changes = drift?.[side];
			const affected = changes ? affectedWords(affectedBy(facts, side, changes)) : '';
			report(
				written.connection.span,
				{
					connection: written.connection.text,
					changes: changes && changes.length > 0 ? driftWords(changes) : undefined,
					affected: affected === '' ? undefined : affected,
				},
				{ data: { connection: written.connection.text } },
			);
		}
	},
};
