/** Part 5: the matrix, the register with mitigations and contingencies, and what the facts speak of beside it. */

import { levels } from '../../strategy/plan';
import type { StrategyDocument } from '../documentModel';
import type { PlannedRisk } from '../planModel';
import type { Words } from '../words/en';
import { type Block, code, codes, heading, lines, paragraph, quiet, type Rich, state, table } from './blocks';

/** `matrix`: the drawing. */
export function riskBlocks({ plan: { risks, suggestedRisks } }: StrategyDocument, matrix: string | undefined, w: Words): readonly Block[] {
	const r = w.risks;
	return [
		heading(2, 'risks', w.parts.risks),
		...(risks.length === 0 ? [paragraph(r.none)] : []),
		...(matrix === undefined || risks.length === 0
			? []
			: [heading(3, 'matrix', r.matrix), { kind: 'figure', caption: r.matrixTitle, svg: matrix, instead: matrixTable(risks, w) } as const]),
		...(risks.length === 0 ? [] : [heading(3, 'register', r.register)]),
		...table(
			r.registerCaption,
			[r.risk, r.rating, r.state, r.owner, r.mitigation, r.contingency, r.review, r.watch],
			risks.map(risk => riskRow(risk, w)),
		),
		...(suggestedRisks.length === 0
			? []
			: [
					heading(3, 'suggested', r.suggested),
					paragraph(r.suggestedText),
					...table(
						r.suggested,
						[r.risk, r.rating, r.mitigation, r.contingency],
						suggestedRisks.map(({ name, description, likelihood, impact, mitigation, contingency }) => [
							lines([[code(name)], [w.say(description)]]),
							[`${r.levels[likelihood]} × ${r.levels[impact]}`],
							[w.say(mitigation)],
							[w.say(contingency)],
						]),
					),
				]),
	];
}

function riskRow(risk: PlannedRisk, w: Words): readonly Rich[] {
	const r = w.risks;
	const { name, rank, description, likelihood, impact, owner, mitigation, contingency, review, watch, because } = risk;
	const tone = ({ raised: 'bad', open: 'unsure', closed: 'good' } as const)[risk.state];
	return [
		lines([[`${rank}. `, code(name)], ...(description === undefined ? [] : [[description]])]),
		[`${levelWord(w, likelihood)} × ${levelWord(w, impact)}`],
		lines([[state(tone, r.states[risk.state])], ...because.slice(0, 3).map((one): Rich => [quiet(w.say(one))])]),
		[owner ?? w.nobody],
		[mitigation ?? ''],
		contingency === undefined ? [state('unsure', r.noContingency)] : [contingency],
		[review ?? ''],
		watch === undefined ? [] : [code(watch)],
	];
}

function levelWord(w: Words, level: string | undefined): string {
	const words: Readonly<Record<string, string>> = w.risks.levels;
	return words[level ?? ''] ?? '?';
}

/** The matrix where there are no drawings: likelihood down, impact across. */
function matrixTable(risks: readonly PlannedRisk[], w: Words): readonly Block[] {
	const r = w.risks;
	return table(
		r.matrixTitle,
		[`${r.likelihood} ↓ ${r.impact} →`, ...levels.map(level => r.levels[level])],
		[...levels]
			.reverse()
			.map(likelihood => [
				[r.levels[likelihood]],
				...levels.map(impact =>
					codes(risks.filter(risk => risk.likelihood === likelihood && risk.impact === impact).map(({ name }) => name)),
				),
			]),
	);
}
