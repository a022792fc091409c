/**
 * A gate or a watched risk names a check that does not exist: under `reconcile` no mapping and no entry of `reconciliation`, under
 * `quality` no quality rule, under `acceptance` no acceptance test.
 *
 * **Why it matters.** The gate would wait for nothing, and stand open.
 *
 * **What to do.** Correct the name, write that check, or write `all`.
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planNames } from './planNames';
import { didYouMean, replacing, type SpecRule } from './rule';
import { knowsMappings } from './unknownMapping';

export const unknownCheck: SpecRule = {
	code: 'unknown-check',
	group: 'names',
	severity: 'error',
	title: 'A check that does not exist',
	whole: true,
	scope: 'spec',
	message: ({ kind, name, nearest }) =>
		`There is no ${kind} "${name}", so nothing would be waited for${didYouMean(nearest, 'correct the name, write that check, or write "all"')}`,
	check(facts, report) {
		for (const { kind, words, known } of checksOf(facts)) {
			for (const { text: name, span } of gated(facts, kind)) {
				if (name === 'all' || known.includes(name)) continue;
				const nearest = nearestName(name, known);
				report(span, { kind: words, name, nearest }, replacing(nearest));
			}
		}
	},
};

function checksOf(facts: SpecFacts) {
	const { spec, mappings } = facts;
	const reconciled = [...mappings.map(mapping => mapping.name), ...spec.reconciliation.map(pair => pair.name.text)];
	return [
		...(knowsMappings(facts) ? [{ kind: 'reconcile', words: 'mapping or reconciliation', known: reconciled }] : []),
		{ kind: 'quality', words: 'quality rule', known: spec.quality.map(rule => rule.name.text) },
		{ kind: 'acceptance', words: 'acceptance test', known: spec.acceptance.map(test => test.name.text) },
	];
}

function gated({ spec: { strategy, cutover, risks } }: SpecFacts, kind: string): readonly Text[] {
	return [
		...planNames(strategy, `phases.*.gate.${kind}`),
		...planNames(strategy, `rehearsals.*.gate.${kind}`),
		...planNames(cutover, `steps.*.gate.${kind}`),
		...planNames(risks, `*.watch.${kind}`),
	];
}
