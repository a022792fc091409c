/**
 * An owner, a decider or a deputy who is no entry of `cutover: { roles: … }`. Silent where no roles are written.
 *
 * **Why it matters.** On the day, nobody knows whom to call.
 *
 * **What to do.** Correct the name, or add the role.
 */

import type { SpecFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { planKeys, planNames } from './planNames';
import type { SpecRule } from './rule';
import { noSuch, reportUnknown } from './unknownNames';

export const unknownRole: SpecRule = {
	code: 'unknown-role',
	group: 'names',
	severity: 'error',
	title: 'A role that does not exist',
	whole: true,
	scope: 'spec',
	message: args => noSuch(args, 'so on the day nobody knows whom to call', 'correct it, or add it to "roles" of the cutover'),
	check(facts, report) {
		const roles = planKeys(facts.spec.cutover, 'roles').map(role => role.text);
		if (roles.length > 0) reportUnknown('role', namedRoles(facts), roles, report);
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
