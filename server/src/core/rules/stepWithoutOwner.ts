/**
 * A step of the cutover without an `owner`.
 *
 * **Why it matters.** On the night, everybody believes that somebody else does it.
 *
 * **What to do.** Name the role that does it: `owner: ops`.
 */

import type { SpecFacts } from '../mapping/facts';
import { cutoverOf } from '../strategy/cutover';
import type { SpecRule } from './rule';

export const stepWithoutOwner: SpecRule = {
	code: 'step-without-owner',
	group: 'plan',
	severity: 'warning',
	title: 'A step that nobody does',
	whole: true,
	scope: 'spec',
	message: ({ step }) => `Nobody owns the step "${step}", so on the night nobody does it; write owner: and one of the roles`,
	check({ spec: { cutover } }: SpecFacts, report) {
		for (const { name, owner } of cutover ? cutoverOf(cutover).steps : []) {
			if (!owner) report(name.span, { step: name.text }, { data: { step: name.text } });
		}
	},
};
