/**
 * A risk that is likely or grave, without a plan for when it happens: likelihood times impact is 6 or more of 9, or the impact is high.
 *
 * **Why it matters.** When it happens there is no time to think.
 *
 * **What to do.** Write `contingency:` with what is done when it happens.
 */

import { planOf } from '../strategy/plan';
import { scoreOf } from '../strategy/riskRegister';
import type { SpecRule } from './rule';

export const highRiskWithoutContingency: SpecRule = {
	code: 'high-risk-without-contingency',
	group: 'plan',
	severity: 'warning',
	title: 'A high risk without a plan for when it happens',
	whole: true,
	scope: 'spec',
	message: ({ risk, likelihood, impact }) =>
		`Nothing says what is done when "${risk}" happens, whose likelihood is ${likelihood} and whose impact is ${impact}; write "contingency"`,
	check({ spec }, report) {
		for (const risk of planOf(spec).risks) {
			const { name, likelihood, impact, contingency } = risk;
			const isHigh = (scoreOf(risk).score ?? 0) >= 6 || impact?.word === 'high';
			if (contingency || !isHigh) continue;
			const args = { risk: name.text, likelihood: likelihood?.text ?? 'unknown', impact: impact?.text ?? 'unknown' };
			report(name.span, args, { data: { risk: name.text, key: 'contingency' } });
		}
	},
};
