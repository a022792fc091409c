/**
 * The lenses above free pairs of queries, quality rules, acceptance tests and examples: each runs its own entry, and tells its last
 * result. What a person does by hand is not run but recorded.
 */

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
	const lensOf = (section: CheckSection | undefined, name: Text, { mapping, isManual }: EntryOf = {}): readonly MappingLenses[] => {
		const id = checkId({ section, mapping, check: name.text });
		if (seen.has(id)) return [];
		seen.add(id);
		const place = find(name.span);
		if (place.file !== file) return [];
		const [verb, command] = verbOf(section, isManual);
		const lens = {
			title: `${verb}${suffix}${resultText(spec.entry?.(id))}`,
			command,
			arguments: [{ uri: spec.uri, checks: [id] }],
		};
		return [{ uri: spec.uri, mapping: name.text, entry: id, lenses: [{ range: place.range, command: lens }] }];
	};
	return [
		...facts.mappings.flatMap(({ name, mapping }) =>
			mapping.examples.flatMap(example => lensOf('examples', example.name, { mapping: name })),
		),
		...facts.spec.reconciliation.flatMap(pair => lensOf(undefined, pair.name)),
		...facts.spec.quality.flatMap(rule => lensOf('quality', rule.name)),
		...facts.spec.acceptance.flatMap(test => lensOf('acceptance', test.name, { isManual: test.steps !== undefined && !test.query })),
	];
}

interface EntryOf {
	/** Of an example. */
	readonly mapping?: string;
	/** A person goes through it, and says so. */
	readonly isManual?: boolean;
}

/** What the lens says, and the command that it runs. */
function verbOf(section: CheckSection | undefined, isManual = false): readonly [string, string] {
	if (isManual) return ['Record result', 'crosswalk.recordAcceptance'];
	if (section === undefined) return ['▶ Reconcile', 'crosswalk.reconcile'];
	return [section === 'examples' ? '▶ Run' : '▶ Check', 'crosswalk.check'];
}
