/** Part 1: the strategy as it is declared, why, what else was looked at, phases, rehearsals and the way back. */

import { withFacts } from '../../strategy/planFacts';
import type { StrategyDocument } from '../documentModel';
import type { Named, PlannedChoice } from '../planModel';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, lines, list, pairs, paragraph, type Rich, state, strong, table } from './blocks';
import { gatePhrase, namesPhrase, rangePhrase } from './phrases';

export function approachBlocks(document: StrategyDocument, w: Words): readonly Block[] {
	const { strategy } = document.plan;
	const s = w.strategy;
	const named = (all: readonly Named[]) => pairs(all.map(({ name, value }) => [w.say(name), value] as const));
	return [
		heading(2, 'approach', w.parts.approach),
		heading(3, 'chosen', s.chosen),
		paragraph(strong(strategyPhrase(document, w)), '. ', ...verdictSentence(document, w), '.'),
		...(strategy.isDeclared ? [] : [paragraph(s.notDeclared)]),
		heading(3, 'justification', s.justification),
		paragraph(justificationOf(document, w)),
		...(strategy.limits.length === 0 ? [] : [heading(3, 'limits', s.limits), ...named(strategy.limits)]),
		heading(3, 'durations', s.durations),
		...table(
			s.durationsCaption,
			[s.duration, s.estimate],
			strategy.durations.map(({ name, leastMs, mostMs }) => [[w.say(name)], [rangePhrase(w, leastMs, mostMs)]]),
		),
		...list(strategy.basis.map(sentence => [w.say(sentence)])),
		heading(3, 'alternatives', s.alternatives),
		...table(
			s.alternativesCaption,
			[s.choice, s.possible, s.downtime, s.why],
			strategy.choices.map(choice => choiceRow(choice, w)),
		),
		...phaseBlocks(document, w),
		...rehearsalBlocks(document, w),
		heading(3, 'fallback', s.fallback),
		...(strategy.fallback.length === 0 ? [paragraph(s.noFallback)] : named(strategy.fallback)),
		...(strategy.dualWrite.length === 0 ? [] : [heading(3, 'dual-write', s.dualWrite), ...named(strategy.dualWrite)]),
		...orderBlocks(document, w),
		...(document.execution.length === 0
			? []
			: [heading(3, 'execution', s.execution), ...pairs(document.execution.map(({ name, value }) => [name, [code(value)]] as const))]),
		...attentionBlocks(document, w),
		...(document.retention.length === 0
			? []
			: [
					heading(3, 'retention', s.retention),
					...table(
						s.retention,
						[s.system, s.keep],
						document.retention.map(({ system, keep }) => [[system], [keep]]),
					),
				]),
	];
}

/** `in phases, in a maintenance window, with deltas until the cutover, from database to database`. */
export function strategyPhrase({ plan: { strategy } }: StrategyDocument, w: Words): string {
	const of = (dimension: 'pattern' | 'availability' | 'synchronisation' | 'transfer') =>
		optionPhrase(w, dimension, strategy.declared[dimension]);
	return sentence([of('pattern'), of('availability'), of('synchronisation'), of('transfer')].join(', '));
}

function optionPhrase(w: Words, dimension: PlannedChoice['about'], option: string): string {
	const words: Readonly<Record<string, string>> = w.strategy[dimension];
	return words[option] ?? option;
}

function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether the downtime fits what is allowed. */
export function verdictSentence({ plan: { strategy, facts } }: StrategyDocument, w: Words): Rich {
	const downtime = strategy.durations.find(({ name }) => name === 'downtime');
	const allowed = facts.find(({ name }) => name === 'downtime_allowed')?.most;
	const text = w.strategy.verdictText(
		w.strategy.verdict[strategy.verdict],
		downtime ? rangePhrase(w, downtime.leastMs, downtime.mostMs) : w.unknown,
		allowed === undefined ? undefined : w.duration(allowed),
	);
	const tone = ({ fits: 'good', tight: 'unsure', exceeds: 'bad', unknown: 'unsure' } as const)[strategy.verdict];
	return [state(tone, text)];
}

/** What the user wrote; the facts in it are in the document's language. */
export function justificationOf({ justification, plan }: StrategyDocument, w: Words): string {
	if (justification === undefined) return w.strategy.noJustification;
	return withFacts(
		justification,
		plan.facts.map(fact => (fact.text === undefined ? fact : { ...fact, text: w.say(fact.text) })),
	);
}

/** By its English name in the model. */
export function limitValue(named: readonly Named[], name: string): string | undefined {
	return named.find(one => one.name === name)?.value;
}

function choiceRow(choice: PlannedChoice, w: Words): readonly Rich[] {
	const s = w.strategy;
	const tone = ({ yes: 'good', 'with-work': 'unsure', no: 'bad' } as const)[choice.feasible];
	const option = `${s.dimension[choice.about]}: ${optionPhrase(w, choice.about, choice.option)}`;
	const needs = choice.requires.map(({ what, missing, isChecked }) => {
		const said = w.say(what);
		return isChecked
			? missing.length === 0
				? s.has(said)
				: s.lacks(said, missing.slice(0, 4).join(', ') + (missing.length > 4 ? ` ${w.more(missing.length - 4)}` : ''))
			: s.requires(said);
	});
	return [
		choice.isDeclared ? [strong(option), ` (${s.declared})`] : [option],
		[state(tone, s.feasible[choice.feasible])],
		[w.say(choice.downtime)],
		lines([...choice.why.map(one => w.say(one)), ...needs].map(one => [one])),
	];
}

function phaseBlocks({ plan: { phases } }: StrategyDocument, w: Words): readonly Block[] {
	const s = w.strategy;
	if (phases.length === 0) return [];
	return [
		heading(3, 'phases', s.phases),
		...table(
			s.phasesCaption,
			[s.phase, s.starts, s.owner, s.after, s.mappings, `#${s.rows}`, s.duration, s.gate, s.notes],
			phases.map(({ name, starts, owner, after, mappings, filters, rows, duration, gate, notes }) => [
				[code(name)],
				[starts ?? ''],
				[owner ?? ''],
				codes(after),
				lines(
					mappings.map(mapping => {
						const filter = filters.find(one => one.name === mapping);
						return filter ? [code(mapping), ` ${s.where} `, code(filter.value)] : [code(mapping)];
					}),
				),
				[rows === undefined ? '?' : `~${w.number(rows)}`],
				[w.say(duration)],
				gate ? gatePhrase(w, gate.text, gate.verdict) : [],
				lines(notes.map(note => [w.say(note)])),
			]),
		),
	];
}

function rehearsalBlocks({ plan: { rehearsals } }: StrategyDocument, w: Words): readonly Block[] {
	const s = w.strategy;
	if (rehearsals.length === 0) return [];
	return [
		heading(3, 'rehearsals', s.rehearsals),
		...table(
			s.rehearsals,
			[s.rehearsal, s.when, s.on, s.data, s.owner, s.mustPass, s.took, s.result],
			rehearsals.map(({ name, when, on, data, owner, gate, took, verdict }) => [
				[code(name)],
				...[when, on, data, owner].map(cell => [cell ?? '']),
				gate ? gatePhrase(w, gate.text, gate.verdict) : [],
				[took ?? ''],
				verdict === undefined ? [] : [state(verdict === 'passed' ? 'good' : 'bad', w.say(verdict))],
			]),
		),
	];
}

function orderBlocks({ plan: { loadOrder } }: StrategyDocument, w: Words): readonly Block[] {
	if (loadOrder.steps.length === 0) return [];
	return [
		heading(3, 'load-order', w.strategy.loadOrder),
		paragraph(w.strategy.loadOrderText),
		...list([
			...loadOrder.steps.map((step, n): Rich => [`${n + 1}: `, ...codes(step)]),
			...loadOrder.cycles.map((cycle): Rich => [`${w.strategy.inACircle}: `, ...codes(cycle)]),
		]),
	];
}

function attentionBlocks({ plan: { attention } }: StrategyDocument, w: Words): readonly Block[] {
	const s = w.strategy;
	if (attention.length === 0) return [];
	return [
		heading(3, 'attention', s.attention),
		...table(
			s.attentionCaption,
			[s.what, s.side, s.names, s.means],
			attention.map(({ side, kind, names, why }) => [[w.say(kind)], [s[side]], namesPhrase(w, names), [w.say(why)]]),
		),
	];
}
