/**
 * A mapping of which rows may be in no phase: every phase that moves it has a filter, and nothing shows that every row passes one of them.
 * With `--live` the rows are counted.
 *
 * **Why it matters.** Rows that no phase takes never reach the target. A NULL, or a value that nobody thought of, is enough.
 *
 * **What to do.** Let the last phase take the rest, by leaving its filter out. `crosswalk plan SPEC --live` counts how many are left.
 */

import { phasesOf, sharesOf } from '../strategy/phases';
import type { SpecRule } from './rule';

export const phaseLeavesRows: SpecRule = {
	code: 'phase-leaves-rows',
	group: 'plan',
	severity: 'warning',
	title: 'Rows that no phase takes',
	whole: true,
	scope: 'spec',
	message: ({ mapping, phase, rows }) => {
		const what =
			rows === undefined
				? `Every phase of "${mapping}" has a filter, and nothing shows that each row passes one of them, so rows may never be moved`
				: `${rows} ${rows === 1 ? 'row of' : 'rows of'} "${mapping}" ${rows === 1 ? 'is' : 'are'} in no phase and would never be moved`;
		return `${what}; let "${phase}" take the rest by leaving its filter out`;
	},
	check(facts, report) {
		const { of } = phasesOf(facts);
		const counted = new Set(facts.findings.filter(({ code }) => code === 'phase-leaves-rows').map(({ args }) => args.mapping));
		for (const mapping of facts.mappings) {
			const last = of(mapping.name).at(-1);
			if (!last || counted.has(mapping.name) || facts.mapping(mapping.name) !== mapping) continue;
			if (sharesOf(facts, mapping).isWhole === true) continue;
			const { phase, place, condition } = last;
			report(condition?.span ?? place.span, { mapping: mapping.name, phase }, { data: { mapping: mapping.name, phase } });
		}
	},
};
