/**
 * Parts of the strategy that contradict each other, the limits of the scope, or what the estimates say: zero downtime with a copy that is
 * made once, a way back that ends before it may, a source that is retired while the way back is open, a transfer that takes longer than the systems may stand still.
 *
 * **Why it matters.** The plan cannot come true as it is written, and it will be noticed on the day.
 *
 * **What to do.** Change the one or the other. `crosswalk plan SPEC` shows what each choice would mean, and what it requires.
 */

import type { Span } from '../base/span';
import type { SpecFacts } from '../mapping/facts';
import { parseDurationMs } from '../spec/formats';
import { renderRange } from '../strategy/estimate';
import { type Plan, planOf } from '../strategy/plan';
import { parseMoment, renderDuration, shifted } from '../strategy/time';
import { timelineOf } from '../strategy/timeline';
import { strategyVerdict } from '../strategy/verdict';
import type { SpecRule } from './rule';

export const strategyContradiction: SpecRule = {
	code: 'strategy-contradiction',
	group: 'plan',
	severity: 'warning',
	title: 'A strategy that contradicts itself or its limits',
	whole: true,
	scope: 'spec',
	message: ({ problem }) => String(problem),
	check(facts, report) {
		const plan = planOf(facts.spec);
		for (const { span, problem } of [...ofWords(plan), ...ofLimits(plan), ...ofRetirement(facts, plan), ...ofEstimates(facts, plan)])
			report(span, { problem });
	},
};

interface Contradiction {
	readonly span: Span;
	readonly problem: string;
}

function ofWords({ strategy }: Plan): readonly Contradiction[] {
	const { pattern, availability, synchronisation, phases, dualWrite } = strategy;
	const found: Contradiction[] = [];
	if (availability?.word === 'zero-downtime' && synchronisation?.word === 'one-time-copy') {
		found.push({
			span: synchronisation.span,
			problem:
				'With zero downtime a copy that is made once loses what is written while it runs; write "synchronisation: delta" or "dual-write", or allow a maintenance window',
		});
	}
	if (pattern?.word === 'phased' && phases.length === 0) {
		found.push({ span: pattern.span, problem: 'The pattern is "phased", but there are no "phases"; write them, or "pattern: big-bang"' });
	}
	if (pattern?.word === 'big-bang' && phases.length > 1) {
		found.push({
			span: pattern.span,
			problem: `The pattern is "big-bang", but there are ${phases.length} phases; write "pattern: phased", or one phase`,
		});
	}
	if (dualWrite && synchronisation && synchronisation.word !== 'dual-write') {
		found.push({
			span: synchronisation.span,
			problem: `The terms of dual writing are written, but the synchronisation is "${synchronisation.word}"; write "synchronisation: dual-write", or remove "dual_write"`,
		});
	}
	return found;
}

function ofLimits({ scope, strategy }: Plan): readonly Contradiction[] {
	const { downtimeAllowed, dataLossAllowed, reversibleFor } = scope;
	const { availability, synchronisation, fallback, dualWrite } = strategy;
	const found: Contradiction[] = [];
	if (downtimeAllowed?.ms === 0 && availability?.word === 'maintenance-window') {
		found.push({
			span: availability.span,
			problem:
				'No downtime is allowed ("downtime_allowed: 0s"), and a maintenance window is one; write "availability: zero-downtime", or allow some',
		});
	}
	if (dataLossAllowed?.ms === 0 && fallback?.newData?.word === 'lost') {
		found.push({
			span: fallback.newData.span,
			problem:
				'No work may be lost ("data_loss_allowed: 0s"), but going back loses what was written since; write "new_data: sync-back" or "replay"',
		});
	}
	const lag = dualWrite?.lagAllowed;
	if (synchronisation?.word === 'dual-write' && lag && dataLossAllowed && lag.ms > dataLossAllowed.ms) {
		found.push({
			span: lag.span,
			problem: `The second side may be "${lag.text}" behind, but only "${dataLossAllowed.text}" of work may be lost; allow less lag`,
		});
	}
	const untilMs = fallback?.until && parseDurationMs(fallback.until.text.replace(/^\+/, ''));
	if (fallback?.until && reversibleFor && untilMs !== undefined && untilMs < reversibleFor.ms) {
		found.push({
			span: fallback.until.span,
			problem: `The way back ends after "${fallback.until.text}", but the migration must be reversible for "${reversibleFor.text}"; let it stay open as long`,
		});
	}
	return found;
}

/** Whoever goes back needs the source. Both are counted from the end of the cutover, unless the way back ends at a time that is written. */
function ofRetirement(facts: SpecFacts, { strategy: { fallback } }: Plan): readonly Contradiction[] {
	const timeline = timelineOf(facts);
	const after = timeline?.cutover.retire?.after;
	const { until } = fallback ?? {};
	if (!timeline || timeline.retiresMs === undefined || !after || !until) return [];
	const { zone, endMs, isDated } = timeline;
	const moment = parseMoment(until.text, zone);
	const untilMs =
		moment.kind === 'offset' ? shifted(endMs, moment.text, zone) : moment.kind === 'instant' && isDated ? moment.atMs : undefined;
	if (untilMs === undefined || timeline.retiresMs >= untilMs) return [];
	return [
		{
			span: after.span,
			problem: `The source is retired "${after.text}" after the cutover, but the way back stays open until "${until.text}" and needs it; retire it later`,
		},
	];
}

/** Only what cannot be even by the most favourable figures. */
function ofEstimates(facts: SpecFacts, { scope, strategy }: Plan): readonly Contradiction[] {
	const { downtimeAllowed } = scope;
	const place = strategy.synchronisation ?? strategy.availability ?? strategy.pattern;
	if (!downtimeAllowed || downtimeAllowed.ms === 0 || !place) return [];
	const verdict = strategyVerdict(facts);
	if (verdict.fit !== 'exceeds') return [];
	const others = verdict.choices.filter(({ isDeclared, feasible, about }) => !isDeclared && about !== 'transfer' && feasible !== 'no');
	const instead = others.map(({ about, option }) => `"${about}: ${option}"`).slice(0, 2);
	return [
		{
			span: place.span,
			problem: `By this strategy the systems stand still for ${renderRange(verdict.downtime)}, and ${renderDuration(downtimeAllowed.ms)} are allowed; ${instead.length > 0 ? `think of ${instead.join(' or ')}` : 'shorten it, or allow more'} (crosswalk plan shows what each choice means)`,
		},
	];
}
