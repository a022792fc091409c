/** Finds names that are defined twice in a spec and its fragments. Within one file, `duplicate-key` says it already. */

import type { Finding } from '../base/problem';
import type { Spec, Text } from './spec';

export function duplicateNames(spec: Spec): readonly Finding[] {
	if (spec.files.length === 1) return [];
	const kinds: readonly (readonly [string, readonly Text[]])[] = [
		['mapping', spec.mappings.map(one => one.name)],
		['view', spec.views.map(one => one.name)],
		['lookup', spec.lookups.map(one => one.name)],
		['check', spec.reconciliation.map(one => one.name)],
		['quality rule', spec.quality.map(one => one.name)],
		['acceptance test', spec.acceptance.map(one => one.name)],
	];
	const files = new Map(spec.files.flatMap(({ file, blocks }) => blocks.map(block => [block.id, file])));
	return kinds.flatMap(([kind, names]) => duplicatesAmong(kind, names, files));
}

function duplicatesAmong(kind: string, names: readonly Text[], files: ReadonlyMap<string, string>): readonly Finding[] {
	const byName = new Map<string, Text[]>();
	for (const name of names) byName.set(name.text, [...(byName.get(name.text) ?? []), name]);
	return [...byName.values()]
		.filter(same => new Set(same.map(name => files.get(name.span.block))).size > 1)
		.flatMap(same => same.map(name => findingAt(kind, name, same)));
}

/** Told at every place, each pointing at the others. */
function findingAt(kind: string, name: Text, same: readonly Text[]): Finding {
	const related = same.filter(other => other !== name).map(other => ({ span: other.span, message: `"${name.text}" is defined here too` }));
	return { code: 'duplicate-name', span: name.span, args: { kind, name: name.text }, related };
}
