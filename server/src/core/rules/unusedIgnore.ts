/**
 * An `ignore` pattern that matches nothing.
 *
 * **Why it matters.** It may be misspelt, so that what it should leave out is not left out; or what it names is gone.
 *
 * **What to do.** Correct the pattern, or remove it.
 */

import { compilePattern } from '../base/pattern';
import type { Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import type { Ignore } from '../spec/spec';
import type { SpecRule } from './rule';

export const unusedIgnore: SpecRule = {
	code: 'unused-ignore',
	group: 'names',
	severity: 'warning',
	title: 'A pattern that matches nothing',
	whole: true,
	scope: 'spec',
	message: ({ pattern, side }) => `"${pattern}" matches nothing in the ${side}, so it leaves nothing out; correct it, or remove it`,
	check(facts, report) {
		const tell = (side: string) => (ignore: Ignore) => report(ignore.pattern.span, { pattern: ignore.pattern.text, side });
		unusedAtTop(facts.spec.ignore.source, facts.source?.tables).forEach(tell('source'));
		unusedAtTop(facts.spec.ignore.target, facts.target?.tables).forEach(tell('target'));
		for (const mapping of facts.mappings) {
			unusedInMapping(mapping, 'source').forEach(tell('source'));
			unusedInMapping(mapping, 'target').forEach(tell('target'));
		}
	},
};

/** Patterns with three parts are for columns. Without the catalog nobody knows. */
function unusedAtTop(ignores: SpecFacts['spec']['ignore']['source'], tables: ReadonlyMap<string, Table> | undefined): readonly Ignore[] {
	if (!tables) return [];
	return ignores.filter(({ pattern }) => {
		const { matches } = compilePattern(pattern.text);
		const isColumn = pattern.text.split('.').length > 2;
		return ![...tables.values()].some(table =>
			isColumn ? table.columns.some(column => matches(`${fullName(table)}.${column.name}`)) : matches(fullName(table)),
		);
	});
}

function unusedInMapping({ mapping, items, scopeKnown, table }: MappingFacts, side: 'source' | 'target'): readonly Ignore[] {
	if (side === 'target' ? !table : !scopeKnown) return [];
	const names =
		side === 'target'
			? (table?.columns ?? []).map(column => column.name)
			: items.flatMap(item => (item.columns ?? []).map(column => `${item.alias}.${column.name}`));
	return mapping.ignore[side].filter(({ pattern }) => !names.some(compilePattern(pattern.text).matches));
}
