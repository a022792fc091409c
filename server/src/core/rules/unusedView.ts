/**
 * A view that nothing reads.
 *
 * **Why it matters.** It may be a leftover, or a mapping may read the table itself where the view was meant.
 *
 * **What to do.** Use it in a `source`, or remove it.
 */

import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';
import { usedBy, usedNames } from './usedNames';

export const unusedView: SpecRule = {
	code: 'unused-view',
	group: 'names',
	severity: 'warning',
	title: 'A view that nothing reads',
	whole: true,
	scope: 'spec',
	message: ({ name }) => `Nothing reads the view "${name}", so a table itself may be read where the view was meant; use it, or remove it`,
	ofMapping: usedBy,
	check(facts, report) {
		const read = usedNames(facts).relations;
		for (const { view } of facts.views) {
			const { text: name, span } = view.name;
			if (!read.has(`view ${name}`) && !hiddenIn(facts).has(name)) report(span, { name });
		}
	},
};
