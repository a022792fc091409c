/** Part 3 and appendix C: how anyone can tell that everything arrived, and what is known of it so far. */

import type { StrategyDocument } from '../documentModel';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, joined, lines, paragraph, type Rich, table } from './blocks';
import type { DocumentedCheck } from './documentedChecks';
import { checkedPhrase, foundPhrase, gatePhrase, verdictPhrase } from './phrases';

export function validationBlocks(document: StrategyDocument, w: Words): readonly Block[] {
	const c = w.checks;
	const of = (section: DocumentedCheck['section']) => document.checks.filter(check => check.section === section);
	const comparisons = of('reconcile');
	const examples = of('examples');
	const withExamples = new Set(examples.map(({ mapping }) => mapping)).size;
	return [
		heading(2, 'validation', w.parts.validation),
		heading(3, 'how', c.how),
		paragraph(c.howText),
		...(document.checks.length === 0 ? [paragraph(c.noChecks)] : []),
		...sectionOf('comparisons', c.byMapping, table(c.byMapping, [c.mapping, c.comparisons], byMapping(comparisons))),
		...sectionOf(
			'pairs',
			c.pairs,
			table(c.pairs, [c.name, c.says], comparisons.filter(({ mapping }) => mapping === undefined).map(saidRow)),
		),
		...sectionOf(
			'quality',
			c.quality,
			table(
				c.quality,
				[c.name, c.says, c.on, c.when, c.atMost, c.severity, c.owner],
				of('quality').map(check => ruleRow(check, w)),
			),
		),
		...sectionOf(
			'acceptance',
			c.acceptance,
			table(
				c.acceptance,
				[c.name, c.says, c.atMost, c.owner],
				of('acceptance').map(check => [...saidRow(check), [check.atMost ?? ''], [check.owner ?? '']]),
			),
		),
		...sectionOf(
			'examples',
			c.examples,
			examples.length === 0 ? [] : [paragraph(c.examplesText(w.number(examples.length), w.number(withExamples)))],
		),
		...sectionOf('gates', c.gates, table(c.gatesCaption, [c.sectionHead, c.where, c.gates], gateRows(document, w))),
	];
}

function sectionOf(id: string, title: string, blocks: readonly Block[]): readonly Block[] {
	return blocks.length === 0 ? [] : [heading(3, id, title), ...blocks];
}

function byMapping(checks: readonly DocumentedCheck[]): readonly (readonly Rich[])[] {
	const names = new Map<string, string[]>();
	for (const { mapping, check } of checks) if (mapping !== undefined) names.set(mapping, [...(names.get(mapping) ?? []), check]);
	return [...names].map(([mapping, own]) => [[code(mapping)], codes(own)]);
}

function saidRow({ check, says, sql }: DocumentedCheck): readonly Rich[] {
	return [[check], lines([...(says === undefined ? [] : [[says]]), ...(sql === undefined ? [] : [[code(sql)]])])];
}

function ruleRow(check: DocumentedCheck, w: Words): readonly Rich[] {
	const { on, when, atMost, severity, owner, due } = check;
	const sides: Readonly<Record<string, string>> = { source: w.strategy.source, target: w.strategy.target };
	const whens: Readonly<Record<string, string>> = w.checks.whens;
	return [
		...saidRow(check),
		[sides[on ?? ''] ?? ''],
		[whens[when ?? ''] ?? ''],
		[atMost ?? '0'],
		[w.say(severity ?? 'error')],
		[[owner, due].filter(Boolean).join(', ')],
	];
}

function gateRows({ plan, cutover }: StrategyDocument, w: Words): readonly (readonly Rich[])[] {
	const { kinds } = w.responsibilities;
	return [
		...plan.rehearsals.flatMap(({ name, gate }) =>
			gate ? [[[kinds.rehearsal], [code(name)], gatePhrase(w, gate.text, gate.verdict)]] : [],
		),
		...plan.phases.flatMap(({ name, gate }) => (gate ? [[[kinds.phase], [code(name)], gatePhrase(w, gate.text, gate.verdict)]] : [])),
		...(cutover?.steps ?? []).flatMap(({ name, gate, gateVerdict }) =>
			gate === undefined ? [] : [[[kinds.step], [code(name)], gatePhrase(w, gate, gateVerdict)]],
		),
	];
}

/** Appendix C. */
export function checkBlocks(document: StrategyDocument, w: Words): readonly Block[] {
	const c = w.checks;
	return [
		heading(2, 'checks', w.parts.checks),
		...(document.checks.length === 0 ? [paragraph(c.noChecks)] : []),
		...table(
			c.caption,
			[c.name, c.sectionHead, c.mapping, c.verdict, c.found, c.at],
			document.checks.map(check => [
				check.section === 'reconcile' && check.mapping !== undefined ? [code(check.check)] : [check.check],
				[c.section[check.section]],
				check.mapping === undefined ? [] : [code(check.mapping)],
				verdictPhrase(w, check),
				joined(
					[foundPhrase(w, check.result?.found), w.say(check.result?.reason ?? '')].filter(part => part !== ''),
					'; ',
				),
				[checkedPhrase(w, check, document.cutover)],
			]),
		),
	];
}
