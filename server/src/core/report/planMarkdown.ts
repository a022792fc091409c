/** A plan as Markdown, for a comment, a wiki or the summary of a job. */

import { markdownCode, markdownTable, markdownText } from './markdownText';
import { thousands } from './numbers';
import type { Named, PlanReport } from './planModel';
import {
	bytesWords,
	feasibleWords,
	gateWords,
	gradeText,
	reasonsWords,
	requirementWords,
	riskStateWords,
	rowsWords,
	sideWords,
	someNames,
	totalWords,
} from './planWords';

export function renderPlanMarkdown(report: PlanReport): string {
	const lines = [
		`# Plan of ${markdownText(report.name ?? report.spec)}`,
		...(report.description === undefined ? [] : ['', markdownText(report.description)]),
		...section('Scope', scope(report)),
		...section('Mappings', mappings(report)),
		...section('Data, as far as somebody has looked', data(report)),
		...section('Strategy', strategy(report)),
		...section('Phases', phases(report)),
		...section('Rehearsals', rehearsals(report)),
		...section('Risks', risks(report)),
		...section(
			'Risks that the facts suggest',
			report.suggestedRisks.map(({ name, description }) => `- ${markdownCode(name)}: ${markdownText(description)}`),
		),
		...section('Load order', order(report)),
		...section('Not moved, or met on the way', attention(report)),
		...section(
			'Undecided',
			report.undecided.map(name => `- ${markdownCode(name)}`),
		),
		...section('Left out, and why', outOfScope(report)),
	];
	return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function scope(report: PlanReport): readonly string[] {
	return [
		...markdownTable(
			['Side', 'Connection', 'What of it'],
			(['source', 'target'] as const).map(side => [side, markdownCode(report[side].connection), markdownText(sideWords(report[side]))]),
		),
		'',
		markdownText(`${totalWords(report)}.`),
	];
}

function mappings({ mappings: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['Mapping', 'Rows', 'Bytes', 'Growth', 'Grade', 'Why (points)', 'Criticality'],
		all.map(mapping => [
			markdownCode(mapping.name),
			markdownText(rowsWords(mapping)),
			bytesWords(mapping.bytes),
			mapping.growthPerDay === undefined ? '' : `+${thousands(mapping.growthPerDay)} a day`,
			gradeText(mapping),
			markdownText(reasonsWords(mapping)),
			markdownText(mapping.criticality ?? ''),
		]),
	);
}

function data({ mappings: all }: PlanReport): readonly string[] {
	return all.flatMap(({ name, quality }) => quality.map(note => `- ${markdownCode(name)}: ${markdownText(note)}`));
}

function strategy({ strategy: one }: PlanReport): readonly string[] {
	const { declared } = one;
	return [
		`**${[declared.pattern, declared.availability, declared.synchronisation, declared.transfer].join(', ')}**: ${markdownText(one.summary)}.`,
		...(one.justification === undefined ? [] : ['', markdownText(one.justification)]),
		...(one.limits.length === 0 ? [] : ['', ...pairs(one.limits)]),
		'',
		...markdownTable(
			['Duration', 'Estimate'],
			one.durations.map(({ name, text }) => [name, text]),
		),
		'',
		...one.basis.map(line => `- ${markdownText(line)}`),
		'',
		...markdownTable(
			['Choice', 'Verdict', 'Downtime', 'Why, and what it requires'],
			one.choices.map(choice => [
				`${choice.about}: ${choice.isDeclared ? `**${choice.option}** (declared)` : choice.option}`,
				feasibleWords(choice),
				choice.downtime,
				[...choice.why, ...requirementWords(choice)].map(markdownText).join('<br>'),
			]),
		),
		...(one.fallback.length === 0 ? [] : ['', '### The way back', '', ...pairs(one.fallback)]),
		...(one.dualWrite.length === 0 ? [] : ['', '### Dual writing', '', ...pairs(one.dualWrite)]),
	];
}

function pairs(named: readonly Named[]): readonly string[] {
	return named.map(({ name, value }) => `- ${name}: ${markdownText(value)}`);
}

function phases({ phases: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['Phase', 'Starts', 'Owner', 'Mappings', 'Duration', 'Gate', 'Notes'],
		all.map(({ name, starts, owner, mappings: moved, filters, duration, gate, notes }) => [
			markdownCode(name),
			markdownText(starts ?? ''),
			markdownText(owner ?? ''),
			moved
				.map(mapping => {
					const filter = filters.find(one => one.name === mapping);
					return filter ? `${markdownCode(mapping)} where ${markdownCode(filter.value)}` : markdownCode(mapping);
				})
				.join('<br>'),
			duration,
			gate ? markdownText(gateWords(gate)) : '',
			notes.map(markdownText).join('<br>'),
		]),
	);
}

function rehearsals({ rehearsals: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['Rehearsal', 'When', 'On', 'Data', 'Must pass', 'Took', 'Verdict'],
		all.map(({ name, when, on, data, gate, took, verdict }) => [
			markdownCode(name),
			...[when, on, data, gate && gateWords(gate), took, verdict].map(cell => markdownText(cell ?? '')),
		]),
	);
}

function risks({ risks: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['#', 'Risk', 'Likelihood', 'Impact', 'Owner', 'Mitigation', 'Contingency', 'Review', 'State'],
		all.map(risk => [
			String(risk.rank),
			`${markdownCode(risk.name)}${risk.description === undefined ? '' : `: ${markdownText(risk.description)}`}`,
			...[risk.likelihood, risk.impact, risk.owner, risk.mitigation, risk.contingency, reviewWords(risk), riskStateWords(risk)].map(cell =>
				markdownText(cell ?? ''),
			),
		]),
	);
}

function reviewWords({ review, isReviewDue }: PlanReport['risks'][number]): string | undefined {
	return review !== undefined && isReviewDue ? `${review} (due)` : review;
}

function order({ loadOrder: { steps, cycles } }: PlanReport): readonly string[] {
	return [
		...steps.map((step, index) => `${index + 1}. ${step.map(markdownCode).join(', ')}`),
		...cycles.map(cycle => `- in a circle: ${cycle.map(markdownCode).join(' → ')}`),
	];
}

function attention({ attention: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['Side', 'What', 'Names', 'What that means'],
		all.map(({ side, kind, names, why }) => [side, kind, markdownText(someNames(names, 12)), why]),
	);
}

function outOfScope({ outOfScope: all }: PlanReport): readonly string[] {
	if (all.length === 0) return [];
	return markdownTable(
		['What', 'Why'],
		all.map(({ names, reason }) => [names.map(markdownCode).join(', '), markdownText(reason)]),
	);
}
