/** The lenses above the strategy, its phases and the risks: what they come to, and a way to the whole plan. Computed from the spec and its catalogs alone. */

import type { SpecFacts } from '../core/mapping/facts';
import { placeFinder } from '../core/report/located';
import { thousands } from '../core/report/numbers';
import type { Text } from '../core/spec/spec';
import { renderRange } from '../core/strategy/estimate';
import { phasesOf } from '../core/strategy/phases';
import { headOf } from '../core/strategy/planValues';
import { riskRegister } from '../core/strategy/riskRegister';
import { fitSummary, strategyVerdict } from '../core/strategy/verdict';
import type { LensSpec, MappingLenses } from './lens';

/** Of one file: the plan stands in the spec itself, never in a fragment. */
export function planLenses(file: string, spec: LensSpec, suffix: string): readonly MappingLenses[] {
	const { facts } = spec;
	const { strategy, risks } = facts.spec;
	if (facts.spec.file !== file || (!strategy && !risks)) return [];
	const find = placeFinder(facts, name => name);
	const lens = (name: Text | undefined, span: Text['span'], entry: string, title: string): MappingLenses => ({
		uri: spec.uri,
		mapping: name?.text ?? entry,
		entry: `plan ${entry} ${name?.text ?? ''}`,
		lenses: [
			{ range: find(span).range, command: { title: `${title}${suffix}`, command: 'crosswalk.showPlan', arguments: [{ uri: spec.uri }] } },
		],
	});
	return [...(strategy ? strategyLenses(facts, lens) : []), ...(risks ? riskLenses(facts, lens) : [])];
}

type MakeLens = (name: Text | undefined, span: Text['span'], entry: string, title: string) => MappingLenses;

function strategyLenses(facts: SpecFacts, lens: MakeLens): readonly MappingLenses[] {
	const { strategy } = facts.spec;
	if (!strategy) return [];
	const verdict = strategyVerdict(facts);
	const { order } = phasesOf(facts);
	return [
		lens(undefined, headOf(strategy, 'strategy'), 'strategy', `Plan · ${fitSummary(verdict)}`),
		...order.map(({ name }, index) => {
			const estimate = verdict.estimate.phases.find(({ phase }) => phase === name.text);
			const rows = estimate?.rows === undefined ? '' : ` · ~${thousands(estimate.rows)} rows`;
			return lens(
				name,
				name.span,
				'phase',
				`Phase ${index + 1} of ${order.length}${rows}${estimate ? ` · ${renderRange(estimate.range)}` : ''}`,
			);
		}),
	];
}

function riskLenses(facts: SpecFacts, lens: MakeLens): readonly MappingLenses[] {
	const ranked = riskRegister(facts);
	return ranked.map(({ risk: { name, likelihood, impact }, rank, score }) => {
		const weight = score === undefined ? 'not weighed' : `${score}/9 (${likelihood?.text} × ${impact?.text})`;
		return lens(name, name.span, 'risk', `Risk ${rank} of ${ranked.length} · ${weight}`);
	});
}
