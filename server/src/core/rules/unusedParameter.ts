/**
 * A parameter that no SQL uses.
 *
 * **Why it matters.** A date or a limit that somebody sets here changes nothing.
 *
 * **What to do.** Use it as `${NAME}` in SQL, or remove it.
 */

import { oncePer } from '../base/memo';
import type { SpecFacts } from '../mapping/facts';
import type { Mapping, PlanValue } from '../spec/spec';
import { hiddenIn } from './hidden';
import type { SpecRule } from './rule';
import { usedBy, usedNames } from './usedNames';

export const unusedParameter: SpecRule = {
	code: 'unused-parameter',
	group: 'names',
	severity: 'warning',
	title: 'A parameter that nothing uses',
	whole: true,
	scope: 'spec',
	message: ({ name }) => `Nothing uses the parameter "${name}", so setting it changes nothing; write \${${name}} in SQL, or remove it`,
	ofMapping: usedBy,
	check(facts, report) {
		if (facts.spec.parameters.length === 0) return;
		const used = new Set([...usedNames(facts).parameters, ...planned(facts)]);
		for (const { name } of facts.spec.parameters) {
			if (!used.has(name.text) && !hiddenIn(facts).has(name.text)) report(name.span, { name: name.text });
		}
	},
};

/** Conditions over target columns are SQL, too, which is not analysed as such. */
function planned({ spec }: SpecFacts): readonly string[] {
	const texts = [spec.strategy, spec.cutover, spec.execution].flatMap(section => (section ? scalarsOf(section.value) : []));
	return [...texts.flatMap(namesIn), ...spec.mappings.flatMap(namedBy)];
}

const namedBy = oncePer(({ reconcile }: Mapping): readonly string[] =>
	[reconcile?.where, ...(reconcile?.checks ?? []).map(check => check.by), ...(reconcile?.accept ?? []).map(one => one.where)].flatMap(sql =>
		namesIn(sql?.text ?? ''),
	),
);

function namesIn(text: string): readonly string[] {
	return [...text.matchAll(/\$\{([^{}]+)\}/g)].map(found => found[1] ?? '');
}

function scalarsOf(value: PlanValue): readonly string[] {
	if (value.kind === 'scalar') return value.literal.text === null ? [] : [value.literal.text];
	return value.kind === 'list' ? value.items.flatMap(scalarsOf) : value.entries.flatMap(entry => scalarsOf(entry.value));
}
