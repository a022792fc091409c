/**
 * A column or a table that is both mapped and left out by name.
 *
 * **Why it matters.** The mapping wins, so the reason for leaving it out is not true, and a reader of the reasons is misled.
 *
 * **What to do.** Remove the ignore, or the mapping.
 */

import { compilePattern } from '../base/pattern';
import type { MappingFacts } from '../mapping/facts';
import type { MappingRule, Report } from './rule';

export const mappedAndIgnored: MappingRule = {
	code: 'mapped-and-ignored',
	group: 'coverage',
	severity: 'error',
	title: 'Both mapped and left out',
	scope: 'mapping',
	message: ({ name, side }) => `The ${side} column "${name}" is mapped, and left out here; the mapping wins. Remove one of the two`,
	check(facts, _surroundings, report) {
		checkTarget(facts, report);
		checkSource(facts, report);
	},
};

/** Patterns with wildcards may well cover columns that are mapped: only names speak of one column. */
function checkTarget({ mapping, columns }: MappingFacts, report: Report): void {
	for (const { pattern } of mapping.ignore.target) {
		const column = compilePattern(pattern.text).isWild ? undefined : columns.find(one => one.written?.column.text === pattern.text);
		if (!column) continue;
		report(pattern.span, { name: pattern.text, side: 'target' }, { related: [{ span: column.span, message: 'It is mapped here' }] });
	}
}

function checkSource({ mapping, pieces }: MappingFacts, report: Report): void {
	for (const { pattern } of mapping.ignore.source) {
		if (compilePattern(pattern.text).isWild) continue;
		const read = pieces.flatMap(piece => piece.analysis.reads).find(one => `${one.alias}.${one.column}` === pattern.text);
		if (read) report(pattern.span, { name: pattern.text, side: 'source' }, { related: [{ span: read.span, message: 'It is read here' }] });
	}
}
