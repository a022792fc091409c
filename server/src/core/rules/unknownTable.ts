/**
 * A name that is no table, view or lookup of the catalog or the spec, and no alias of the FROM clause; or a target table that the target
 * does not have.
 *
 * **Why it matters.** The statement would fail, or worse, work on a table of the same name in another schema.
 *
 * **What to do.** Correct the name. If the table was added lately, refresh the catalog with `crosswalk introspect`.
 */

import { nearestName } from '../base/nearest';
import type { MappingFacts } from '../mapping/facts';
import { parseName } from '../sql/name';
import { meaningOf } from '../trials/given';
import { didYouMean, type MappingRule, type MappingSurroundings, type Report, replacing } from './rule';

const refresh = 'correct the name, or refresh the catalog if the table is new';

export const unknownTable: MappingRule = {
	code: 'unknown-table',
	group: 'names',
	severity: 'error',
	title: 'A table that does not exist',
	scope: 'mapping',
	message: ({ name, side, nearest, source, given }) => {
		if (given !== undefined)
			return `Nothing that "${given}" reads is called "${name}", so the rows given for it go nowhere${didYouMean(nearest, 'correct the name, or write the alias of "source"')}`;
		if (source !== undefined)
			return `"${source}" would be copied to "${name}", which the target does not have${didYouMean(nearest, refresh)}`;
		return side === undefined
			? `Nothing that can be read here is called "${name}", so this SQL would fail${didYouMean(nearest, refresh)}`
			: `The ${side} has no table "${name}", so the rows have nowhere to go${didYouMean(nearest, refresh)}`;
	},
	check(facts, surroundings, report) {
		const { mapping, table } = facts;
		const { target } = surroundings;
		checkGiven(facts, surroundings, report);
		if (!target || !mapping.target || table || mapping.madeBy) return;
		const name = parseName(mapping.target.text);
		const nearest = name && target.nearestTable(name.schema, name.name);
		report(mapping.target.span, { name: mapping.target.text, side: 'target', nearest }, replacing(nearest));
	},
};

/** Tables of examples. Silent while it is not known what the mapping reads. */
function checkGiven(facts: MappingFacts, surroundings: MappingSurroundings, report: Report): void {
	if (!facts.scopeKnown || !surroundings.source) return;
	for (const { table } of facts.mapping.examples.flatMap(example => example.given)) {
		if (meaningOf(table.text, facts, surroundings)) continue;
		const name = parseName(table.text);
		const nearest =
			nearestName(
				table.text,
				facts.items.map(({ alias }) => alias),
			) ??
			(name && surroundings.source.nearestTable(name.schema, name.name));
		report(table.span, { name: table.text, given: facts.name, nearest }, replacing(nearest));
	}
}
