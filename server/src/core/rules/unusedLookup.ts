/**
 * A lookup that no `map` and no `source` uses.
 *
 * **Why it matters.** It may be a leftover, or a column may pass its codes on untranslated.
 *
 * **What to do.** Use it by `map: NAME` or as the table `lookup.NAME`, or remove it.
 */

import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';
import { meantLookups, namedLookups } from './unknownLookup';
import { usedBy, usedNames } from './usedNames';

export const unusedLookup: SpecRule = {
	code: 'unused-lookup',
	group: 'names',
	severity: 'warning',
	title: 'A lookup that nothing uses',
	whole: true,
	scope: 'spec',
	message: ({ name }) => `Nothing uses the lookup "${name}", so codes may pass on untranslated; write "map: ${name}", or remove it`,
	ofMapping: usedBy,
	check(facts, report) {
		if (facts.lookups.length === 0) return;
		const mapped = new Set([...facts.spec.mappings.flatMap(namedLookups).map(name => name.text), ...meantLookups(facts)]);
		const read = usedNames(facts).relations;
		for (const { lookup } of facts.lookups) {
			const name = lookup.name.text;
			if (!mapped.has(name) && !read.has(`lookup.${name}`) && !hiddenIn(facts).has(name)) report(lookup.name.span, { name });
		}
	},
};
