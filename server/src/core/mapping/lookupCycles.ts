/** Which mappings look each other up in a circle. Whether a row of such a mapping has its parents cannot be asked before they exist. */

import type { SpecFacts } from './facts';

/** The mappings that `name` leads to and that lead back to it; itself always. */
export function lookupCycle(facts: SpecFacts, name: string): ReadonlySet<string> {
	return new Set([name, ...[...reachable(facts, name)].filter(other => reachable(facts, other).has(name))]);
}

function reachable(facts: SpecFacts, name: string): ReadonlySet<string> {
	const found = new Set<string>();
	const open = [name];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		for (const column of facts.mapping(next)?.columns ?? []) {
			if (column.origin?.kind !== 'lookup') continue;
			for (const { mapping } of column.origin.alternatives) {
				if (found.has(mapping)) continue;
				found.add(mapping);
				open.push(mapping);
			}
		}
	}
	return found;
}
