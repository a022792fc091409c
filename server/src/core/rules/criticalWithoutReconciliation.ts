/**
 * A mapping that the scope calls critical, and whose rows nobody compares: its `checks` hold neither `rows` nor `checksum`, or the cutover has
 * gates and none of them waits for it.
 *
 * **Why it matters.** What the business depends on most would be taken on trust.
 *
 * **What to do.** Add `rows` to its `checks`, and a gate to the cutover with `reconcile: all` or its name.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { planOf } from '../strategy/plan';
import { planNames, planValues } from './planNames';
import type { SpecRule } from './rule';

export const criticalWithoutReconciliation: SpecRule = {
	code: 'critical-without-reconciliation',
	group: 'plan',
	severity: 'warning',
	title: 'A critical mapping that is not compared',
	whole: true,
	scope: 'spec',
	message: ({ mapping, lacks }) =>
		lacks === 'checks'
			? `"${mapping}" is critical, but none of its checks compares its rows; add "rows" to "checks"`
			: `"${mapping}" is critical, but no gate of the cutover waits for its reconciliation; write "gate: { reconcile: all }" at a step`,
	check(facts, report) {
		for (const { mapping: name, level } of planOf(facts.spec).scope.criticality) {
			const mapping = level.text === 'critical' ? facts.mapping(name.text) : undefined;
			if (!mapping) continue;
			const { mapping: written } = mapping;
			if (!comparesRows(mapping)) report(written.reconcile?.span ?? written.name.span, { mapping: name.text, lacks: 'checks' });
			if (!isAwaited(facts, name.text)) report(name.span, { mapping: name.text, lacks: 'gate' });
		}
	},
};

/** Without `checks` rows are compared. */
function comparesRows({ mapping: { reconcile } }: MappingFacts): boolean {
	return (reconcile?.checks ?? [{ kind: 'rows' }]).some(({ kind }) => kind === 'rows' || kind === 'checksum');
}

/** Of a cutover without any gate the steps are still to be written. */
function isAwaited({ spec: { cutover } }: SpecFacts, name: string): boolean {
	if (planValues(cutover?.value, 'steps.*.gate').length === 0) return true;
	return planNames(cutover, 'steps.*.gate.reconcile').some(({ text }) => text === 'all' || text === name);
}
