/**
 * A risk that nobody answers for.
 *
 * **Why it matters.** What everybody watches nobody watches.
 *
 * **What to do.** Write `owner:` with a role of the cutover.
 */

import { planOf } from '../strategy/plan';
import type { SpecRule } from './rule';

export const riskWithoutOwner: SpecRule = {
	code: 'risk-without-owner',
	group: 'plan',
	severity: 'warning',
	title: 'A risk that nobody answers for',
	whole: true,
	scope: 'spec',
	message: ({ risk }) => `Nobody answers for the risk "${risk}", so nobody watches it; write "owner" with a role`,
	check({ spec }, report) {
		for (const { name, owner } of planOf(spec).risks)
			if (!owner) report(name.span, { risk: name.text }, { data: { risk: name.text, key: 'owner' } });
	},
};
