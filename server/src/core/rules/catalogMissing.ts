/**
 * There is no committed catalog for a connection, or its file cannot be read, so what needs it is not checked.
 *
 * **Why it matters.** Unknown names, unmapped columns and the like go unnoticed on that side. Nothing is guessed from a half-known schema.
 *
 * **What to do.** Run `crosswalk introspect CONNECTION` (or *Refresh catalog* in the editor) and commit the file that it writes.
 */

import type { SpecRule } from './rule';
import { isConnectionKnown } from './unknownConnection';

export const catalogMissing: SpecRule = {
	code: 'catalog-missing',
	group: 'names',
	severity: 'information',
	title: 'No catalog for a side',
	scope: 'spec',
	message: ({ connection, side, reason }) => {
		const effect = `so names and columns of the ${side} are not checked; run: crosswalk introspect ${connection}`;
		return reason === undefined
			? `There is no catalog for "${connection}", ${effect}`
			: `The catalog file of "${connection}" cannot be used (it ${reason}), ${effect}`;
	},
	check(facts, report) {
		for (const side of ['source', 'target'] as const) {
			const connection = facts.spec[side]?.connection;
			// Who has no such connection has not got as far as its catalog.
			if (facts[side] || !connection || !isConnectionKnown(facts, facts.spec[side])) continue;
			report(connection.span, { connection: connection.text, side, reason: facts.unreadable?.[side] });
		}
	},
};
