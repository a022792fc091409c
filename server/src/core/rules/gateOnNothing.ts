/**
 * A gate of a step, a phase or a rehearsal that waits for nothing: it names no check, or all of a kind of which there are none.
 *
 * **Why it matters.** It looks like a safeguard, and always stands open.
 *
 * **What to do.** Name what must be green (`gate: { reconcile: all }`), write the checks that it speaks of, or take the gate out.
 */

import type { SpecFacts } from '../mapping/facts';
import { type GatedKind, gatedKinds, isAll } from '../strategy/gate';
import { type Gate, gateAt } from '../strategy/planValues';
import { planValues } from './planNames';
import type { SpecRule } from './rule';
import { knowsMappings } from './unknownMapping';

export const gateOnNothing: SpecRule = {
	code: 'gate-on-nothing',
	group: 'plan',
	severity: 'warning',
	title: 'A gate that waits for nothing',
	whole: true,
	scope: 'spec',
	message: ({ kind }) =>
		kind === undefined
			? 'This gate names no check, so it always stands open; write what must be green, such as reconcile: all'
			: `This gate waits for all of "${kind}", and there are none, so it always stands open; write ${kind} checks, or name others`,
	check(facts: SpecFacts, report) {
		const { cutover, strategy } = facts.spec;
		const gates = [
			...planValues(cutover?.value, 'steps.*.gate'),
			...planValues(strategy?.value, 'phases.*.gate'),
			...planValues(strategy?.value, 'rehearsals.*.gate'),
		];
		for (const gate of gates.flatMap(value => gateAt(value) ?? [])) {
			if (isEmpty(gate)) report(gate.span, {});
			for (const kind of gatedKinds) {
				const [all] = gate[kind];
				if (all && isAll(gate[kind]) && countOf(facts, kind) === 0) report(all.span, { kind });
			}
		}
	},
};

function isEmpty(gate: Gate): boolean {
	return gate.coverage === undefined && gatedKinds.every(kind => gate[kind].length === 0);
}

/** Undefined when it cannot be known. */
function countOf(facts: SpecFacts, kind: GatedKind): number | undefined {
	if (kind === 'quality') return facts.spec.quality.length;
	if (kind === 'acceptance') return facts.spec.acceptance.length;
	return knowsMappings(facts) ? facts.mappings.length + facts.spec.reconciliation.length : undefined;
}
