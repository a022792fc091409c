/**
 * A gate or a watched risk names a check that does not exist: under `reconcile` no mapping and no entry of `reconciliation`, under
 * `quality` no quality rule, under `acceptance` no acceptance test, under `rules` of a watch no code of a diagnostic. Of the first three it is
 * silent where none of that kind is written.
 *
 * **Why it matters.** The gate would wait for nothing, and stand open.
 *
 * **What to do.** Correct the name, write that check, or write `all`.
 */

import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planNames } from './planNames';
import type { SpecRule } from './rule';
import { knowsMappings } from './unknownMapping';
import { noSuch, reportUnknown } from './unknownNames';

export const unknownCheck: SpecRule = {
	code: 'unknown-check',
	group: 'names',
	severity: 'error',
	title: 'A check that does not exist',
	whole: true,
	scope: 'spec',
	message: args => noSuch(args, 'so nothing would be waited for', 'correct the name, write that check, or write "all"'),
	check(facts, report) {
		for (const { kind, words, known } of checksOf(facts)) {
			const names = gated(facts, kind).filter(name => name.text !== 'all');
			if (known.length > 0) reportUnknown(words, names, known, report);
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
