/** The lenses above free pairs of queries, quality rules, acceptance tests and examples: each runs its own entry, and tells its last result. */

import type { CheckSection } from '../core/reconcile/result';
import { checkId } from '../core/report/knownChecks';
import { placeFinder } from '../core/report/located';
import type { Text } from '../core/spec/spec';
import { type LensSpec, type MappingLenses, resultText } from './lens';

/** Of one file; of a name that stands twice the first counts. */
export function entryLenses(file: string, spec: LensSpec, suffix: string): readonly MappingLenses[] {
	const { facts } = spec;
	const find = placeFinder(facts, name => name);
	const seen = new Set<string>();
	const lensOf = (section: CheckSection | undefined, name: Text, mapping?: string): readonly MappingLenses[] => {
		const id = checkId({ section, mapping, check: name.text });
		if (seen.has(id)) return [];
		seen.add(id);
		const place = find(name.span);
		if (place.file !== file) return [];
		const title = `▶ ${verbOf(section)}${suffix}${resultText(spec.entry?.(id))}`;
		const command = {
			title,
			command: section === undefined ? 'crosswalk.reconcile' : 'crosswalk.check',
			arguments: [{ uri: spec.uri, checks: [id] }],
		};
		return [{ uri: spec.uri, mapping: name.text, entry: id, lenses: [{ range: place.range, command }] }];
	};
	return [
		...facts.mappings.flatMap(({ name, mapping }) => mapping.examples.flatMap(example => lensOf('examples', example.name, name))),
		...facts.spec.reconciliation.flatMap(pair => lensOf(undefined, pair.name)),
		...facts.spec.quality.flatMap(rule => lensOf('quality', rule.name)),
		...facts.spec.acceptance.flatMap(test => lensOf('acceptance', test.name)),
	];
}

function verbOf(section: CheckSection | undefined): string {
	if (section === undefined) return 'Reconcile';
	return section === 'examples' ? 'Run' : 'Check';
}
