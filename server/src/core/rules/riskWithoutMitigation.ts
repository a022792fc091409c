/**
 * A risk that nothing is done about.
 *
 * **Why it matters.** A list of things that may go wrong protects nobody.
 *
 * **What to do.** Write `mitigation:` with what is done so that it does not happen. If it is accepted, say so there.
 */

import { planOf } from '../strategy/plan';
import type { SpecRule } from './rule';

export const riskWithoutMitigation: SpecRule = {
	code: 'risk-without-mitigation',
	group: 'plan',
	severity: 'warning',
	title: 'A risk that nothing is done about',
	whole: true,
	scope: 'spec',
	message: ({ risk }) => `Nothing is done so that "${risk}" does not happen; write "mitigation", also when it is accepted`,
	check({ spec }, report) {
		for (const { name, mitigation } of planOf(spec).risks)
			if (!mitigation) report(name.span, { risk: name.text }, { data: { risk: name.text, key: 'mitigation' } });
	},
};
