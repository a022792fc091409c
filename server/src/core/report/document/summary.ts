/** The executive summary: what, how, how long, and what stands in the way, on one page. */

import type { StrategyDocument } from '../documentModel';
import type { Words } from '../words/en';
import { limitValue, strategyPhrase, verdictSentence } from './approach';
import { type Block, heading, type Inline, pairs, type Rich, state, strong } from './blocks';
import { momentPhrase, percentPhrase } from './phrases';

export function summaryBlocks(document: StrategyDocument, w: Words): readonly Block[] {
	const { plan, cutover } = document;
	const s = w.summary;
	return [
		heading(2, 'summary', w.parts.summary),
		...(plan.description === undefined ? [] : [{ kind: 'paragraph', text: [plan.description] } as const]),
		...pairs([
			[s.moves, movesText(document, w)],
			[s.approach, [strong(strategyPhrase(document, w)), '.']],
			[s.downtime, verdictSentence(document, w)],
			[s.coverage, coverageText(document, w)],
			[s.cutover, cutover ? cutoverText(document, w) : s.noCutover],
			[s.wayBack, plan.strategy.fallback.length === 0 ? s.noWayBack : wayBackText(document)],
			[s.checks, checksText(document, w)],
			[s.risks, risksText(document, w)],
			[s.effort, s.effortText(w.say(factText(document, 'effort') ?? w.unknown))],
			[s.problems, problemsText(document, w)],
		]),
	];
}

function factText({ plan }: StrategyDocument, name: string): string | undefined {
	return plan.facts.find(one => one.name === name)?.text;
}

function factNumber({ plan }: StrategyDocument, name: string): number {
	return plan.facts.find(one => one.name === name)?.most ?? 0;
}

function movesText(document: StrategyDocument, w: Words): string {
	const { plan } = document;
	const rows = w.number(factNumber(document, 'rows'));
	return w.summary.movesText(
		w.number(plan.mappings.length),
		rows,
		w.bytes(factNumber(document, 'bytes')),
		plan.source.connection,
		plan.target.connection,
	);
}

function coverageText({ plan }: StrategyDocument, w: Words): Rich {
	const text = w.summary.coverageText(percentPhrase(w, plan.source.percent), percentPhrase(w, plan.target.percent));
	const { length } = plan.undecided;
	return length === 0 ? [text] : [text, ' ', state('bad', w.summary.undecided(length))];
}

function cutoverText({ cutover }: StrategyDocument, w: Words): Rich {
	if (!cutover) return [];
	const length = `${cutover.isLeast ? w.atLeast(w.duration(cutover.endMs - cutover.startMs)) : w.duration(cutover.endMs - cutover.startMs)}`;
	const begins = cutover.isDated ? `${momentPhrase(w, cutover, cutover.startMs)} (${cutover.zone}), ` : '';
	return [begins, ...lengthPhrase(w, length, cutover.windowMs, cutover.endMs - cutover.startMs), '.'];
}

/** How long it takes of its window, and what that leaves. */
export function lengthPhrase(w: Words, length: string, windowMs: number | undefined, ms: number): readonly Inline[] {
	if (windowMs === undefined) return [length];
	const spare = windowMs - ms;
	const text = w.cutover.ofWindow(
		length,
		w.duration(windowMs),
		spare < 0 ? w.cutover.tooLong(w.duration(-spare)) : w.cutover.toSpare(w.duration(spare)),
	);
	return [spare < 0 ? state('bad', text) : text];
}

function wayBackText({ plan }: StrategyDocument): string {
	return limitValue(plan.strategy.fallback, 'how') ?? plan.strategy.fallback.map(({ value }) => value).join('; ');
}

function checksText({ checks }: StrategyDocument, w: Words): Rich {
	const known = checks.filter(({ result }) => result);
	if (known.length === 0) return [w.summary.noResults(checks.length)];
	const count = (is: (verdict: string, isStale: boolean) => boolean) =>
		known.filter(({ result }) => result && is(result.verdict, result.isStale)).length;
	const green = count((verdict, isStale) => !isStale && (verdict === 'identical' || verdict === 'accepted'));
	const red = count((verdict, isStale) => !isStale && (verdict === 'different' || verdict === 'failed'));
	const stale = count((_, isStale) => isStale);
	const parts: Inline[] = [
		state('good', `${green} ${w.checks.judged.passed}`),
		', ',
		state(red > 0 ? 'bad' : 'plain', `${red} ${w.checks.judged.failed}`),
	];
	if (stale > 0) parts.push(', ', state('unsure', `${stale} ${w.checks.stale}`));
	const rest = checks.length - green - red - stale;
	return rest > 0 ? [...parts, ', ', state('unsure', `${rest} ${w.checks.judged['not-run']}`)] : parts;
}

function risksText({ plan: { risks } }: StrategyDocument, w: Words): Rich {
	const [first] = risks;
	if (!first) return [w.summary.noRisks];
	const count = (is: string) => risks.filter(risk => risk.state === is).length;
	return [w.summary.risksText(risks.length, count('raised'), count('closed')), ' ', w.summary.greatest(first.name)];
}

function problemsText({ problems: { errors, warnings } }: StrategyDocument, w: Words): Rich {
	if (errors + warnings === 0) return [w.summary.noProblems];
	return [state('bad', w.summary.problemsText(errors, warnings))];
}
