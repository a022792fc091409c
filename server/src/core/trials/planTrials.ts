/** The trials of a spec that are asked for: quality rules, acceptance tests and examples, in its order. */

import type { SpecFacts } from '../mapping/facts';
import type { CheckSection } from '../reconcile/result';
import { acceptanceTrial, type Recorded } from './acceptanceTrial';
import { exampleTrial } from './exampleTrial';
import { qualityTrial } from './qualityTrial';
import type { Trial, TrialPlan } from './trial';

export interface TrialOptions {
	/** Undefined: all. */
	readonly sections?: readonly CheckSection[];
	/** Names of rules, tests and examples, or of mappings for all of their examples; undefined: all. */
	readonly names?: readonly string[];
	/** Of examples: only those of this mapping. */
	readonly mapping?: string;
	/** Quality rules that are due then, and without acceptance tests `before`; undefined: all. */
	readonly when?: 'before' | 'after';
	/** What a person recorded of the manual test of that name. */
	readonly recorded?: (name: string) => Recorded;
}

/** Of a name that stands twice the first counts. */
export function planTrials(facts: SpecFacts, options: TrialOptions = {}): TrialPlan {
	const { sections, names, mapping: only, when, recorded = () => undefined } = options;
	const isAsked = (...own: readonly string[]) => names === undefined || own.some(name => names.includes(name));
	const ofSection = (section: CheckSection, trials: () => readonly Trial[]) =>
		(sections?.includes(section) ?? true) && (only === undefined || section === 'examples') ? trials() : [];
	const isAccepting = when !== 'before';
	const { quality, acceptance } = facts.spec;
	const mappings = facts.mappings.filter(one => facts.mapping(one.name) === one && (only === undefined || one.name === only));
	return {
		spec: facts.spec.file,
		trials: [
			...ofSection('quality', () =>
				first(quality)
					.filter(rule => (when === undefined || rule.when === when) && isAsked(rule.name.text))
					.map(rule => qualityTrial(rule, facts)),
			),
			...ofSection('acceptance', () =>
				first(acceptance)
					.filter(test => isAccepting && isAsked(test.name.text))
					.map(test => acceptanceTrial(test, facts, () => recorded(test.name.text))),
			),
			...ofSection('examples', () =>
				mappings.flatMap(one =>
					first(one.mapping.examples)
						.filter(example => isAsked(one.name, example.name.text))
						.map(example => exampleTrial(example, one, facts)),
				),
			),
		],
	};
}

function first<Entry extends { readonly name: { readonly text: string } }>(entries: readonly Entry[]): readonly Entry[] {
	return entries.filter(({ name }, index) => entries.findIndex(one => one.name.text === name.text) === index);
}
