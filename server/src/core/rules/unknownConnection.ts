/**
 * A `connection` that `.crosswalk/connections.yaml` does not define, or there is no such file beside the spec or above it.
 *
 * **Why it matters.** Its database cannot be introspected, compared or filled.
 *
 * **What to do.** Add it to `.crosswalk/connections.yaml`, or correct the name. A connection without a password is enough to check a spec
 * against a committed catalog.
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import type { Side } from '../spec/spec';
import { didYouMean, replacing, type SpecRule } from './rule';

export const unknownConnection: SpecRule = {
	code: 'unknown-connection',
	group: 'names',
	severity: 'error',
	title: 'A connection that is not defined',
	scope: 'spec',
	message: ({ name, nearest, missing }) =>
		missing === undefined
			? `There is no connection "${name}" in .crosswalk/connections.yaml, so its database cannot be reached${didYouMean(nearest, 'add it there')}`
			: `There is no .crosswalk/connections.yaml beside this spec or above it, so nobody knows what "${name}" is; write one with an entry "${name}"`,
	check(facts, report) {
		const missing = facts.connections === undefined ? 'file' : undefined;
		for (const side of [facts.spec.source, facts.spec.target]) {
			const name = side?.connection;
			if (!name || isConnectionKnown(facts, side)) continue;
			const nearest = nearestName(name.text, connectionNames(facts));
			report(name.span, { name: name.text, nearest, missing }, replacing(nearest));
		}
	},
};

export function isConnectionKnown(facts: SpecFacts, side: Side | undefined): boolean {
	return side?.connection !== undefined && connectionNames(facts).includes(side.connection.text);
}

function connectionNames({ connections }: SpecFacts): readonly string[] {
	return connections?.entries.map(entry => entry.name.text) ?? [];
}
