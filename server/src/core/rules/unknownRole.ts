/**
 * An owner, a decider or a deputy who is no entry of `cutover: { roles: … }`. Silent where no roles are written.
 *
 * **Why it matters.** On the day, nobody knows whom to call.
 *
 * **What to do.** Correct the name, or add the role.
 */

import { nearestName } from '../base/nearest';
import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';
import { didYouMean, replacing, type SpecRule } from './rule';

export const unknownRole: SpecRule = {
	code: 'unknown-role',
	group: 'names',
	severity: 'error',
	title: 'A role that does not exist',
	whole: true,
	scope: 'spec',
	message: ({ name, nearest }) =>
		`There is no role "${name}", so on the day nobody knows whom to call${didYouMean(nearest, 'correct it, or add it to "roles" of the cutover')}`,
	check(facts, report) {
		const roles = planKeys(facts.spec.cutover, 'roles').map(role => role.text);
		if (roles.length === 0) return;
		for (const { text: name, span } of namedRoles(facts)) {
			if (roles.includes(name)) continue;
			const nearest = nearestName(name, roles);
			report(span, { name, nearest }, replacing(nearest));
		}
	},
};

function namedRoles({ spec }: SpecFacts): readonly Text[] {
	const { strategy, cutover, risks } = spec;
	return [
		...planNames(strategy, 'phases.*.owner'),
		...planNames(strategy, 'rehearsals.*.owner'),
		...planNames(strategy, 'fallback.decide'),
		...planNames(cutover, 'roles.*.deputy'),
		...planNames(cutover, 'steps.*.owner'),
		...planNames(cutover, 'communications.*.owner'),
		...planNames(cutover, 'support.owner'),
		...planNames(cutover, 'retire.owner'),
		...planNames(risks, '*.owner'),
		...spec.quality.flatMap(rule => rule.fixOwner ?? []),
		...spec.acceptance.flatMap(test => test.owner ?? []),
	];
}
