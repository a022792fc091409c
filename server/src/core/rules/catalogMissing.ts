/**
 * There is no committed catalog for a connection, so what needs it is not checked.
 *
 * **Why it matters.** Unknown names, unmapped columns and the like go unnoticed on that side. Nothing is guessed from a half-known schema.
 *
 * **What to do.** Run `crosswalk introspect CONNECTION` (or *Refresh catalog* in the editor) and commit the file that it writes.
 */

import type { SpecRule } from './rule';

export const catalogMissing: SpecRule = {
	code: 'catalog-missing',
	group: 'names',
	severity: 'information',
	title: 'No catalog for a side',
	scope: 'spec',
	message: ({ connection, side }) =>
		`There is no catalog for "${connection}", so names and columns of the ${side} are not checked; run: crosswalk introspect ${connection}`,
	check({ spec, source, target }, report) {
		for (const [side, lookup, written] of [['source', source, spec.source] as const, ['target', target, spec.target] as const]) {
			if (!lookup && written?.connection) report(written.connection.span, { connection: written.connection.text, side });
		}
	},
};
