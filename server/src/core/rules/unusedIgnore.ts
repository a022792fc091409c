/**
 * An `ignore` pattern that matches nothing.
 *
 * **Why it matters.** It may be misspelt, so that what it should leave out is not left out; or what it names is gone.
 *
 * **What to do.** Correct the pattern, or remove it.
 */

import { compilePattern } from '../base/pattern';
import type { Catalog } from '../catalog/catalog';
import { type CatalogLookup, fullName } from '../catalog/lookup';
import type { MappingFacts } from '../mapping/facts';
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
		const unused = (side: 'source' | 'target') => [
			...facts.spec.ignore[side].filter(({ pattern }) => isUnusedAtTop(pattern.text, facts[side])),
			...facts.mappings.flatMap(mapping => unusedIn(mapping)[side]),
		];
		for (const side of ['source', 'target'] as const) {
			for (const { pattern } of unused(side)) report(pattern.span, { pattern: pattern.text, side });
		}
	},
};

const known = new WeakMap<Catalog, Map<string, boolean>>();

/** Asked once per catalog and pattern, as a large catalog has many columns. Without the catalog nobody knows. */
function isUnusedAtTop(pattern: string, side: CatalogLookup | undefined): boolean {
	if (!side) return false;
	const answers = known.get(side.catalog) ?? new Map<string, boolean>();
	known.set(side.catalog, answers);
	const answer = answers.get(pattern) ?? matchesNothing(pattern, side);
	answers.set(pattern, answer);
	return answer;
}

/** Patterns with three parts are for columns. */
function matchesNothing(pattern: string, { tables }: CatalogLookup): boolean {
	const { matches } = compilePattern(pattern);
	const isColumn = pattern.split('.').length > 2;
	for (const table of tables.values()) {
		const name = fullName(table);
		if (isColumn ? table.columns.some(column => matches(`${name}.${column.name}`)) : matches(name)) return false;
	}
	return true;
}

const unusedOf = new WeakMap<MappingFacts, Readonly<Record<'source' | 'target', readonly Ignore[]>>>();

function unusedIn(mapping: MappingFacts) {
	const { items, scopeKnown, table } = mapping;
	const remembered = unusedOf.get(mapping);
	if (remembered) return remembered;
	const without = (ignores: readonly Ignore[], names: readonly string[]) =>
		ignores.filter(({ pattern }) => !names.some(compilePattern(pattern.text).matches));
	const read = () => items.flatMap(item => (item.columns ?? []).map(column => `${item.alias}.${column.name}`));
	const made = {
		source: scopeKnown ? without(mapping.mapping.ignore.source, read()) : [],
		target: table
			? without(
					mapping.mapping.ignore.target,
					table.columns.map(column => column.name),
				)
			: [],
	};
	unusedOf.set(mapping, made);
	return made;
}
