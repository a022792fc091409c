/**
 * A `high_water` that reads one table of a source which joins several, while columns are filled from the others too.
 *
 * **Why it matters.** A change in one of the others moves no high water: the delta leaves the old values in the target.
 *
 * **What to do.** Take the latest of all of them: `high_water: greatest(a.changed, b.changed)`.
 */

import type { OriginFacts } from '../mapping/facts';
import type { MappingRule } from './rule';

export const highWaterOfOneTable: MappingRule = {
	code: 'high-water-of-one-table',
	group: 'keys and order',
	severity: 'warning',
	title: 'Changes of a joined table that are missed',
	scope: 'mapping',
	message: ({ read, missed }) =>
		`"high_water" sees changes of ${read}, but columns are filled from ${missed} too, whose changes a delta would miss; take the latest of all: greatest(...)`,
	check({ highWater, groupBy, items, columns }, _surroundings, report) {
		if (!highWater || groupBy || !highWater.analysis.ok || highWater.analysis.findings.length > 0) return;
		const seen = new Set(highWater.analysis.reads.map(read => read.alias));
		if (seen.size === 0 || seen.has(undefined)) return;
		const reads = columns.flatMap(({ origin }) => aliasesOf(origin));
		const missed = items.filter(item => item.relation?.kind === 'table' && !seen.has(item.alias) && reads.includes(item.alias));
		if (missed.length === 0) return;
		const named = (aliases: readonly (string | undefined)[]) => aliases.map(alias => `"${alias}"`).join(' and ');
		report(highWater.sql.span, { read: named([...seen]), missed: named(missed.map(item => item.alias)) });
	},
};

function aliasesOf(origin: OriginFacts | undefined): readonly (string | undefined)[] {
	switch (origin?.kind) {
		case 'copy':
			return [origin.alias];
		case 'sql':
			return origin.piece.analysis.reads.map(read => read.alias);
		case 'lookup':
			return origin.by.flatMap(by => aliasesOf(by.origin));
		default:
			return [];
	}
}
